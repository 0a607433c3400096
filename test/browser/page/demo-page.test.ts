import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { servePage, useServer } from '../../helpers/page-server.ts';
import { PageSession, addLibrary, newProfile, removeProfile } from '../../helpers/page-session.ts';
import { readme } from '../../helpers/readme.ts';

interface LanguageRows {
  readonly name: string;
  readonly validation: readonly string[];
  readonly test: readonly string[];
}

const dataSet = JSON.parse(
  await readFile(join(import.meta.dirname, '../../../public/data/languages.json'), 'utf8'),
) as { readonly languages: readonly LanguageRows[] };

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

async function openPage(options?: Parameters<typeof PageSession.open>[2]): Promise<PageSession> {
  const session = await PageSession.open(server.url, profile, options);
  open.push(session);
  return session;
}

/** Opens the site with nothing on it but the library. */
async function openBlank(session: PageSession): Promise<Page> {
  const page = await session.context.newPage();
  await page.route('**/blank', (route) =>
    route.fulfill({ contentType: 'text/html', body: '<!doctype html>' }),
  );
  await page.goto(new URL('blank', server.url).href);
  await addLibrary(page);
  return page;
}

function rowsOf(part: 'validation' | 'test'): {
  readonly x: { text: string }[];
  readonly y: { language: string }[];
} {
  const pairs = dataSet.languages.flatMap((language) =>
    language[part].map((text) => [text, language.name] as const),
  );
  return { x: pairs.map(([text]) => ({ text })), y: pairs.map(([, language]) => ({ language })) };
}

describe('training', () => {
  it('gains at least 0.3 with each of five seeds, and reaches 0.8 on average', async () => {
    const session = await openPage();
    const runs = [];
    for (const seed of ['0', '1', '2', '3', '4']) {
      await session.train({ epochs: '10', seed });
      const { untrained, best, test } = await session.figures();
      runs.push({
        seed,
        untrained: untrained ?? Number.NaN,
        best: best ?? Number.NaN,
        test: test ?? Number.NaN,
      });
    }
    for (const { untrained, best, test } of runs) {
      expect(untrained).toBeLessThanOrEqual(0.5);
      expect(best - untrained).toBeGreaterThanOrEqual(0.3);
      expect(test).toBeGreaterThan(untrained);
    }
    const mean = runs.reduce((sum, { best }) => sum + best, 0) / runs.length;
    expect(mean).toBeGreaterThanOrEqual(0.8);
    expect(new Set(runs.map(({ best, test }) => `${best} ${test}`)).size).toBeGreaterThan(1);
  });

  it('lists each checkpoint while it goes on', async () => {
    const session = await openPage();
    await session.set({ epochs: '200' });
    await session.pressTrain();
    await session.epochsDone(2);
    expect(await session.shownPaths()).toContainEqual(expect.stringMatching(/^runs\/01-0\.\d\d\.json$/));
    expect(await session.page.locator('training-progress .time').textContent()).toContain('left');
    await session.page.click('#stop');
    await session.runEnded();
  });

  it('pauses and stops between batches', async () => {
    const session = await openPage();
    await session.set({ epochs: '200' });
    await session.pressTrain();
    await session.epochsDone(1);
    await session.page.click('#pause');
    await session.page.getByRole('button', { name: 'Resume', exact: true }).waitFor();
    await session.page.waitForTimeout(1000);
    const held = await session.history();
    await session.page.waitForTimeout(1500);
    expect(await session.history()).toEqual(held);
    await session.page.click('#pause');
    await session.epochsDone((held?.epoch.length ?? 0) + 2);
    await session.page.click('#stop');
    await session.runEnded();
    expect(await session.message()).toMatch(/^Stopped\. The best is .+\.json\.$/);
    expect((await session.figures()).test).not.toBeNull();
  });
});

describe('what is kept', () => {
  it('is all there after a reload', async () => {
    const session = await openPage();
    await session.train({ epochs: '3' });
    const shown = async (): Promise<unknown> => [
      await session.shownPaths(),
      await session.history(),
      await session.figures(),
    ];
    const before = await shown();
    await session.reload();
    // The list may be there before the curves are.
    await expect.poll(shown).toEqual(before);
    expect(await session.page.locator('checkpoint-panel .tag.best').count()).toBe(1);
  });

  it('is what the forms say too, after a crash as well', async () => {
    const session = await openPage();
    await session.set({ epochs: '60' });
    await session.page.locator('#model-card summary').click();
    await session.page.selectOption('#model-kind', 'local');
    await session.page.fill('#localModel', 'small');
    await expect.poll(() => session.kept('settings')).toMatchObject({ epochs: 60 });
    await expect.poll(() => session.kept('model')).toMatchObject({ kind: 'local', localModel: 'small' });
    await session.kill();
    const { page } = await openPage();
    expect(await page.inputValue('#epochs')).toBe('60');
    expect(await page.inputValue('#model-kind')).toBe('local');
    expect(await page.inputValue('#localModel')).toBe('small');
  });

  it('is all there after a crash, and goes on as if there had been none', async () => {
    const epochs = '12';
    const session = await openPage();
    await session.set({ epochs, seed: '3' });
    await session.pressTrain();
    await session.epochsDone(3);
    const known = await session.stored();
    expect(known.length).toBeGreaterThanOrEqual(2);
    await session.kill();

    const reopened = await openPage();
    const stored = await reopened.stored();
    expect(stored.slice(0, known.length)).toEqual(known);
    expect(stored.length).toBeLessThan(Number(epochs));
    // The list may be there before the curves are; and an epoch may have ended whose checkpoint was still on its way.
    const shown = async (): Promise<readonly number[]> => (await reopened.history())?.epoch ?? [];
    const storedEpochs = stored.map(({ epoch }) => epoch);
    await expect.poll(async () => (await shown()).slice(0, stored.length)).toEqual(storedEpochs);
    expect((await shown()).length).toBeLessThanOrEqual(stored.length + 1);
    const last = stored.at(-1);
    await reopened.set({ epochs, seed: '3' });
    await reopened.goOnFrom(last?.path ?? '');
    const all = await reopened.stored();
    expect(all.map(({ epoch }) => epoch)).toEqual(
      Array.from({ length: Number(epochs) }, (_, epoch) => epoch),
    );
    const resumed = { history: await reopened.history(), figures: await reopened.figures() };
    await reopened.close();

    await useNewProfile();
    const whole = await openPage();
    await whole.train({ epochs, seed: '3' });
    expect(resumed).toEqual({ history: await whole.history(), figures: await whole.figures() });
    expect(all.map(({ sha256 }) => sha256)).toEqual((await whole.stored()).map(({ sha256 }) => sha256));
  });
});

describe('the downloaded best', () => {
  it('is the text of the store, and the program that was judged', async () => {
    const session = await openPage();
    await session.train({ epochs: '4' });
    const { name, bytes } = await session.downloadBest();
    const stored = await session.stored();
    const best = stored.reduce((one, other) =>
      (other.logs['val_reward'] ?? 0) > (one.logs['val_reward'] ?? 0) ? other : one,
    );
    expect(name).toBe(best.path.split('/').at(-1));
    expect(bytes.equals(Buffer.from((await session.storedText(best.path)) ?? ''))).toBe(true);
    const { test } = await session.figures();
    const questions = dataSet.languages.flatMap(({ test: sentences }) => sentences.slice(0, 1)).slice(0, 6);
    const asked: string[] = [];
    for (const question of questions) asked.push(await session.ask(question));
    const predicted = await session.page.evaluate(
      async ({ path, x }) => (await window.tidemark.loadProgram(path)).predict(x),
      { path: best.path, x: rowsOf('test').x },
    );
    await session.close();

    await useNewProfile();
    const page = await openBlank(await openPage());
    const judged = await page.evaluate(
      async ({ text, test, validation, questions }) => {
        const program = await window.tidemark.programFromJson(text);
        const onTest = await program.evaluate(test.x, test.y);
        const onValidation = await program.evaluate(validation.x, validation.y);
        const answers = await program.predict(questions.map((text) => ({ text })));
        const predicted = await program.predict(test.x);
        return { test: onTest['reward'], validation: onValidation['reward'], answers, predicted };
      },
      { text: bytes.toString(), test: rowsOf('test'), validation: rowsOf('validation'), questions },
    );
    expect(judged.validation).toBe(best.logs['val_reward']);
    expect(Number(Number(judged.test).toFixed(3))).toBe(test);
    expect(judged.predicted).toEqual(predicted);
    expect(judged.answers).toEqual(asked.map((answer) => ({ language: answer.replace(/ \(.*/, '') })));
  });
});

describe('a checkpoint that is imported', () => {
  it('answers, though it was never judged here', async () => {
    const session = await openPage();
    await session.train({ epochs: '2' });
    const { bytes } = await session.downloadBest();
    await session.close();

    await useNewProfile();
    const other = await openPage();
    const file = { name: 'best.json', mimeType: 'application/json', buffer: bytes };
    await other.page.locator('checkpoint-panel input[type=file]').setInputFiles(file);
    await other.page.getByRole('button', { name: 'Import 1 checkpoint' }).click();
    await other.page.locator('#ask[aria-disabled="false"]').waitFor();
    const answer = await other.ask('Alle Menschen sind frei und gleich an Würde und Rechten geboren.');
    expect(answer).toBe('German (Deutsch)');
    expect(await other.page.textContent('#answered-by')).toBe('Answered by best.json');
  });
});

describe('a bad setting', () => {
  it.each([
    ['epochs', '0', 'Epochs cannot be 0. It takes a whole number from 1 to 1000.'],
    ['filepath', 'runs/{nope}.json', /nope/],
    ['filepath', 'runs/{val_rewrd:.2f}.json', /did you mean .?val_reward/i],
    ['filepath', 'runs/best.txt', /\.json/],
  ] as const)('%s %s is told beside the field, and nothing starts', async (name, value, message) => {
    const session = await openPage({ serviceWorkers: 'block' });
    const workers = session.page.workers().length;
    await session.set({ [name]: value });
    await session.pressTrain();
    const problem = session.page.locator(`#${name}-problem`);
    const [text, field, place] = await Promise.all([
      problem.textContent(),
      session.page.locator(`#${name}`).boundingBox(),
      problem.boundingBox(),
    ]);
    expect(text).toMatch(message);
    expect(Math.abs((place?.y ?? Infinity) - (field?.y ?? 0))).toBeLessThan(80);
    expect(await session.page.evaluate(() => document.activeElement?.id)).toBe(name);
    await session.page.waitForTimeout(300);
    expect(await session.message()).toBe('');
    expect(session.page.workers().length).toBeLessThanOrEqual(Math.max(1, workers));
    expect(await session.stored()).toEqual([]);
  });
});

describe('the help', () => {
  it('tells the README’s recipes, differences, promises and figures', async () => {
    const session = await openPage({ serviceWorkers: 'block' });
    const help = session.page.locator('#help');
    const headings = await help.locator('summary').allTextContents();
    const sections = headings.map((heading) => readme.split(`\n## ${heading}\n`)[1]?.split('\n## ')[0] ?? '');
    // Beside its rows, a table has a line under its heading.
    const lines =
      sections
        .join('\n')
        .match(/^\|.*\|$/gm)
        ?.filter((line) => !line.startsWith('| --')) ?? [];
    expect(lines.length).toBeGreaterThan(40);
    expect(await help.locator('tr').count()).toBe(lines.length);
    const recipes = sections.join('\n').match(/^\*\*/gm) ?? [];
    expect(recipes.length).toBeGreaterThan(8);
    expect(await help.locator('p > strong:first-child').count()).toBe(recipes.length);
  });
});

describe('without a network', () => {
  it('everything still works once the page has loaded', async () => {
    const own = await servePage();
    const session = await PageSession.open(own.url, profile);
    open.push(session);
    await session.loadedForOffline();
    await session.stored();
    await session.context.setOffline(true);
    await own.stop();

    await session.train({ epochs: '2' });
    expect((await session.figures()).test).not.toBeNull();
    const { bytes } = await session.downloadBest();
    expect(bytes.length).toBeGreaterThan(1000);
    const answer = await session.ask('Alle Menschen sind frei und gleich an Würde und Rechten geboren.');
    expect(answer).toBe('German (Deutsch)');
    const before = await session.shownPaths();
    await session.reload();
    expect(await session.shownPaths()).toEqual(before);
    await session.set({ epochs: '3' });
    await session.goOnFrom(before[0] ?? '');
    expect((await session.history())?.epoch).toEqual([0, 1, 2]);
  });
});

describe('a page without its data', () => {
  it('says so', async () => {
    const session = await openPage({ serviceWorkers: 'block' });
    await session.context.route('**/languages.json', (route) => route.fulfill({ status: 503 }));
    await session.page.reload();
    await session.page.locator('#run-message:not(:empty)').waitFor();
    expect(await session.message()).toBe(
      'The page could not start: The sentences could not be loaded: the server answered 503. Reload it to try again.',
    );
  });
});

describe('a worker that cannot start', () => {
  it('is told when its file cannot be loaded', async () => {
    const session = await openPage({
      serviceWorkers: 'block',
      before: (page) => page.route('**/train.worker*', (route) => route.abort()),
    });
    await session.train();
    expect(await session.message()).toMatch(
      /^Training failed: The worker ended by an error: its file could not be loaded/,
    );
  });

  it('is told when its data cannot be loaded', async () => {
    const session = await openPage({ serviceWorkers: 'block' });
    await session.context.route('**/languages.json', (route) => route.fulfill({ status: 503 }));
    await session.train();
    expect(await session.message()).toContain('The sentences could not be loaded: the server answered 503.');
  });
});
