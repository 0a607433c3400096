import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CheckpointEntry } from '../../../src/index.ts';
import type { TrainingProgress } from '../../../src/elements.ts';
import { useServer } from '../../helpers/page-server.ts';
import { PageSession, newProfile, removeProfile } from '../../helpers/page-session.ts';
import type { FormSettings } from '../../helpers/page-session.ts';

const settings: FormSettings = { epochs: '5', seed: '3' };
/** Epochs of so many batches that there is always time for something to happen amid one. */
const longEpochs: FormSettings = { epochs: '3', seed: '3', batchSize: '8' };
const backup = 'runs/backup/latest.variables.json';

const server = useServer();
let profile: string;
let profiles: string[] = [];
let open: PageSession[] = [];

beforeEach(useNewProfile);

afterEach(async () => {
  await Promise.allSettled(open.map((session) => session.close()));
  await Promise.all(profiles.map(removeProfile));
  [open, profiles] = [[], []];
});

/** Whatever is opened from now on has storage of its own. */
async function useNewProfile(): Promise<void> {
  profile = await newProfile();
  profiles.push(profile);
}

async function openPage(): Promise<PageSession> {
  const session = await PageSession.open(server.url, profile, { serviceWorkers: 'block' });
  open.push(session);
  return session;
}

/** What a run comes to: its curves, its figures, and the text of each epoch's checkpoint. */
interface Outcome {
  readonly history: unknown;
  readonly figures: unknown;
  readonly texts: readonly (readonly [path: string, sha256: string])[];
}

async function outcomeOf(session: PageSession): Promise<Outcome> {
  const epochEnds = (await session.stored()).filter(({ batch }) => batch === null);
  const texts = epochEnds.map(({ path, sha256 }) => [path, sha256] as const);
  return { history: await session.history(), figures: await session.figures(), texts };
}

const wholes = new Map<FormSettings, Promise<Outcome>>();

/** The outcome of a run when nothing interrupts it. */
function wholeRun(given = settings): Promise<Outcome> {
  const known = wholes.get(given) ?? trainWhole(given);
  wholes.set(given, known);
  return known;
}

async function trainWhole(given: FormSettings): Promise<Outcome> {
  await useNewProfile();
  const session = await openPage();
  await session.train(given);
  const outcome = await outcomeOf(session);
  await session.close();
  return outcome;
}

/** Trains up to a batch amid an epoch. */
async function trainInto(session: PageSession, epoch: number, given = settings): Promise<void> {
  await session.set(given);
  await session.pressTrain();
  await session.page.waitForFunction((wanted) => {
    const progress = document.querySelector<TrainingProgress>('training-progress');
    return progress?.epoch === wanted && progress.batch !== null;
  }, epoch);
}

/** Reloads the page from a server that takes its time to answer, as real ones do. */
async function reloadSlowly(session: PageSession): Promise<void> {
  await session.page.route(server.url, async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 500));
    await route.continue();
  });
  await session.reload();
}

const offerOf = (session: PageSession): ReturnType<PageSession['page']['locator']> =>
  session.page.locator('resume-offer [role="status"]');

async function offered(session: PageSession): Promise<string> {
  await offerOf(session).getByRole('button', { name: 'Start over' }).waitFor();
  return (await offerOf(session).innerText()).replace(/\s+/g, ' ');
}

const press = (session: PageSession, name: string): Promise<void> =>
  offerOf(session).getByRole('button', { name, exact: true }).click();

async function resume(session: PageSession, button = 'Resume'): Promise<void> {
  await press(session, button);
  await session.page.locator('#train[aria-disabled="true"]').waitFor();
  await session.runEnded();
}

/** Types into the form, and waits until that is kept. */
async function sayInForm(session: PageSession, given: FormSettings): Promise<void> {
  await session.set(given);
  const numbers = Object.entries(given).map(([name, text]) => [name, Number(text)]);
  await expect.poll(() => session.kept('settings')).toMatchObject(Object.fromEntries(numbers));
}

async function runsOf(session: PageSession): Promise<readonly (readonly CheckpointEntry[])[]> {
  const entries = await session.stored();
  return [...new Set(entries.map(({ run }) => run))].map((run) =>
    entries.filter((entry) => entry.run === run),
  );
}

describe('a run that was interrupted', () => {
  it('by a crash is offered when the page opens again, and goes on to the same end', async () => {
    const expected = await wholeRun();
    await useNewProfile();
    const session = await openPage();
    await trainInto(session, 2);
    await session.kill();
    const reopened = await openPage();
    expect(await offered(reopened)).toMatch(/^Stopped at epoch \d of 5, .*(now|ago)\. Resume Start over$/);
    await resume(reopened);
    expect(await outcomeOf(reopened)).toEqual(expected);
    await reopened.reload();
    expect(await reopened.shownPaths()).toHaveLength(5);
    expect(await offerOf(reopened).innerText()).toBe('');
  });

  it('by a reload was saved amid its epoch, says why, and leaves no trace of that in the end', async () => {
    const expected = await wholeRun(longEpochs);
    await useNewProfile();
    const session = await openPage();
    await trainInto(session, 1, longEpochs);
    await reloadSlowly(session);
    expect(await offered(session)).toMatch(
      /^Stopped at epoch 2 of 3, batch \d+, .*(now|ago)\. Resume Start over$/,
    );
    const row = session.page.locator('checkpoint-panel [data-path$="-interrupted.json"]');
    expect(await row.innerText()).toMatch(/epoch 2, batch \d+ · page went away/);
    await resume(session);
    expect(await outcomeOf(session)).toEqual(expected);
    expect((await session.stored()).filter(({ reason }) => reason === 'interrupted')).toEqual([]);
  });

  it.each(['visibilitychange', 'freeze'])(
    'by nothing but a %s goes on, with a save that makes way for the next',
    async (type) => {
      const session = await openPage();
      const { page } = session;
      await trainInto(session, 1);
      await page.evaluate((event) => {
        Object.defineProperty(document, 'visibilityState', { value: 'hidden', configurable: true });
        document.dispatchEvent(new Event(event));
      }, type);
      const row = page.locator('checkpoint-panel [data-path$="-interrupted.json"]');
      // It is not there for long: both at once.
      await row.filter({ hasText: 'page went away' }).waitFor();
      await row.waitFor({ state: 'detached' });
      await page.click('#stop');
      await session.runEnded();
      expect(await session.message()).toMatch(/^Stopped\./);
    },
  );

  it('by Stop goes on from that very batch to the same end', async () => {
    const expected = await wholeRun();
    await useNewProfile();
    const session = await openPage();
    await trainInto(session, 1);
    await session.page.click('#stop');
    await session.runEnded();
    expect(await session.message()).toMatch(/^Stopped\./);
    expect(await offered(session)).toMatch(
      /^Stopped at epoch 2 of 5, batch \d+, .*(now|ago)\. Resume Start over$/,
    );
    await resume(session);
    expect(await outcomeOf(session)).toEqual(expected);
  });

  it('goes on from the backup before the newest when that is damaged, and says so', async () => {
    const expected = await wholeRun();
    await useNewProfile();
    const session = await openPage();
    await trainInto(session, 3);
    await session.kill();
    const reopened = await openPage();
    await offered(reopened);
    // No page and no worker is there that could find the damage before the page that is to tell of it.
    await reopened.page.goto(new URL('icons/apple-touch-icon.png', server.url).href);
    await reopened.page.evaluate(damageNewest, backup);
    await reopened.visit(server.url);
    const told = await offered(reopened);
    expect(told).toContain(`The newest text of the backup ${backup} is damaged. This is the one before it.`);
    const panel = reopened.page.locator('checkpoint-panel');
    await panel.getByText('is damaged; the one saved before').waitFor();
    await resume(reopened);
    expect(await outcomeOf(reopened)).toEqual(expected);
  });

  it('can be started over: a run of its own, from the first epoch, and nothing of the old one is touched', async () => {
    const expected = await wholeRun();
    await useNewProfile();
    const session = await openPage();
    await trainInto(session, 2);
    await session.kill();
    const reopened = await openPage();
    await offered(reopened);
    const before = await reopened.stored();
    // A browser that is killed may lose what was typed last.
    await reopened.set(settings);
    await resume(reopened, 'Start over');
    const { history, figures } = await outcomeOf(reopened);
    expect({ history, figures }).toEqual({ history: expected.history, figures: expected.figures });
    const [old, fresh] = await runsOf(reopened);
    expect(old).toEqual(before);
    expect(fresh?.map(({ sha256 }) => sha256)).toEqual(expected.texts.map(([, sha256]) => sha256));
    expect(fresh?.every(({ parent }) => parent === null)).toBe(true);
    expect(await offerOf(reopened).innerText()).toBe('');
  });

  it('is still there when it cannot be started over, as a setting cannot be used', async () => {
    const session = await openPage();
    await trainInto(session, 1);
    await session.kill();
    const reopened = await openPage();
    await offered(reopened);
    await reopened.set({ epochs: '' });
    await press(reopened, 'Start over');
    await reopened.page.getByText('Epochs is empty').waitFor();
    await reopened.reload();
    expect(await offered(reopened)).toContain('epoch 1 of 5');
  });

  it('is offered no more once it was started over, even if that one is interrupted at once', async () => {
    const session = await openPage();
    await trainInto(session, 2);
    await session.kill();
    const reopened = await openPage();
    await offered(reopened);
    await press(reopened, 'Start over');
    await reopened.page.waitForFunction(
      () => document.querySelector<TrainingProgress>('training-progress')?.epoch === 0,
    );
    await reopened.kill();
    const again = await openPage();
    await again.shownPaths();
    await again.page.waitForTimeout(500);
    expect(await offerOf(again).innerText()).not.toMatch(/epoch [2-5] /);
  });

  it('goes on as it was begun, though the browser lost what it kept last but the checkpoints', async () => {
    const session = await openPage();
    await session.set({ batchSize: '48' });
    await trainInto(session, 2);
    const { untrained } = await session.figures();
    expect(untrained).not.toBeNull();
    await session.kill();
    const reopened = await openPage();
    await offered(reopened);
    await sayInForm(reopened, { batchSize: '32' });
    await reopened.page.evaluate(() => localStorage.clear());
    await reopened.reload();
    await offered(reopened);
    expect(await reopened.figures()).toMatchObject({ untrained });
    await resume(reopened, 'Resume');
    expect(await reopened.figures()).toMatchObject({ untrained });
    expect(await reopened.page.inputValue('#batchSize')).toBe('48');
    expect(await runsOf(reopened)).toHaveLength(1);
  });

  it('is not gone on with when it was begun in another way, unless that is wanted', async () => {
    const session = await openPage();
    await trainInto(session, 2);
    await session.kill();
    const reopened = await openPage();
    await offered(reopened);
    // The page has forgotten how the run was begun, and its form says something else.
    await sayInForm(reopened, { batchSize: '48' });
    await reopened.page.evaluate(async () => {
      localStorage.clear();
      const database = await new Promise<IDBDatabase>((resolve) => {
        const request = indexedDB.open('tidemark-demo-tasks');
        request.addEventListener('success', () => resolve(request.result));
      });
      database.transaction('runs', 'readwrite').objectStore('runs').clear();
      database.close();
    });
    await reopened.reload();
    await offered(reopened);
    const before = await reopened.stored();
    await press(reopened, 'Resume');
    await offerOf(reopened).getByText('“Batch size” is set to something else').waitFor();
    expect(await reopened.stored()).toEqual(before);
    await resume(reopened, 'Resume anyway');
    const [old, forked] = await runsOf(reopened);
    expect(old).toEqual(before);
    expect(forked?.at(-1)?.epoch).toBe(4);
    expect((await reopened.history())?.epoch).toEqual([0, 1, 2, 3, 4]);
  });
});

describe('answers that are kept', () => {
  it('are told with their size, are there after a reload, and can be cleared', async () => {
    const session = await openPage();
    await session.page.check('#keepAnswers');
    await session.train({ epochs: '1' });
    const footer = session.page.locator('answer-cache');
    await footer.getByText(/^[\d,]+ kept answers of the model · \d+ kB$/).waitFor();
    await session.reload();
    await footer.getByRole('button', { name: 'Clear' }).click();
    await footer.getByRole('button', { name: 'Forget them' }).click();
    await footer.getByText('The answers are forgotten.').waitFor();
    expect(await footer.getByRole('button').count()).toBe(0);
  });
});

describe('a fork from a checkpoint of the list', () => {
  it('is a run of its own beside the other, and tells where it comes from', async () => {
    const session = await openPage();
    await session.train({ epochs: '3', seed: '3' });
    const before = await session.stored();
    const from = before[1]?.path ?? '';
    await session.set({ epochs: '4' });
    await session.goOnFrom(from, 'Fork');
    const [old, fork] = await runsOf(session);
    expect(old).toEqual(before);
    expect(fork?.map(({ epoch, parent }) => [epoch, parent])).toEqual([
      [2, from],
      [3, from],
    ]);
    const row = session.page.locator(`checkpoint-panel [data-path="${fork?.[0]?.path}"] [role="rowheader"]`);
    expect(await row.getAttribute('aria-label')).toContain(
      `Goes back to ${from.replace('runs/', '')}`.slice(0, 12),
    );
    expect((await session.history())?.epoch).toEqual([0, 1, 2, 3]);
  });
});

/** In the page: spoils the newest text of a checkpoint, as a failing disk would, however it is kept. */
async function damageNewest(path: string): Promise<void> {
  const done = <Result>(request: IDBRequest<Result>): Promise<Result> =>
    new Promise((resolve, reject) => {
      request.addEventListener('success', () => resolve(request.result));
      request.addEventListener('error', () => reject(request.error));
    });
  const database = await done(indexedDB.open('tidemark'));
  const tx = database.transaction(['texts', 'longTexts', 'rows'], 'readwrite');
  const newest = (table: string): Promise<IDBCursorWithValue | null> =>
    done(tx.objectStore(table).openCursor(IDBKeyRange.bound([path], [path, []]), 'prev'));
  const [short, long] = [await newest('texts'), await newest('longTexts')];
  const isLong = long && !(short && short.value.generation > long.value.generation);
  if (isLong) await done(tx.objectStore('rows').delete([path, long.value.generation, 0]));
  else if (short) await done(short.update({ ...short.value, text: short.value.text.slice(0, 99) }));
  database.close();
}
