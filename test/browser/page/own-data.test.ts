import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { bringAxe, problemsOf } from '../../helpers/appearance.ts';
import { everythingStored } from '../../helpers/everything-stored.ts';
import { OpenAiServer } from '../../helpers/openai-server.ts';
import { useServer } from '../../helpers/page-server.ts';
import { PageSession, newProfile, removeProfile } from '../../helpers/page-session.ts';
import { watchPolicy } from '../../helpers/policy-watch.ts';
import type { PolicyWatch } from '../../helpers/policy-watch.ts';

const praise = ['lovely', 'superb', 'charming', 'delightful', 'wonderful'];
const blame = ['dreadful', 'boring', 'clumsy', 'tedious', 'awful'];
const rows = Array.from({ length: 80 }, (_, index) => {
  const words = index % 2 ? praise : blame;
  const [first, second] = [words[index % 5], words[(index * 3 + 1) % 5]];
  return { Review: `${first} and ${second}, seat ${index}`, Verdict: index % 2 ? 'good' : 'bad' };
});
const csv = ['Review,Verdict', ...rows.map(({ Review, Verdict }) => `"${Review}",${Verdict}`)].join('\r\n');

const site = useServer();
let profile: string;
let session: PageSession;
let policy: PolicyWatch;

beforeEach(async () => {
  profile = await newProfile();
  await open();
});

afterEach(async () => {
  await session.close();
  await removeProfile(profile);
});

async function open(): Promise<void> {
  session = await PageSession.open(site.url, profile, {
    serviceWorkers: 'block',
    before: async (page) => {
      await bringAxe(page);
      policy = await watchPolicy(page);
    },
  });
}

async function choose(name: string, text: string | Buffer): Promise<void> {
  await session.page.setInputFiles('#data-file', { name, mimeType: '', buffer: Buffer.from(text) });
}

async function drop(
  target: string,
  ...files: readonly (readonly [name: string, text: string])[]
): Promise<void> {
  const dataTransfer = await session.page.evaluateHandle((given) => {
    const transfer = new DataTransfer();
    for (const [name = '', text = ''] of given) transfer.items.add(new File([text], name));
    return transfer;
  }, files);
  await session.page.dispatchEvent(target, 'dragover', { dataTransfer });
  await session.page.dispatchEvent(target, 'drop', { dataTransfer });
}

/** Uses the data in the dialog under the name that is suggested. */
async function use(name: string): Promise<void> {
  const dialog = session.page.getByRole('dialog', { name: 'Your own data' });
  await dialog.getByRole('button', { name: 'Use it' }).click();
  await session.page.getByRole('heading', { name, exact: true }).waitFor();
}

describe('data of one’s own', () => {
  it('is looked at, trained on, asked about and found again after a reload, apart from the built-in task', async () => {
    const { page } = session;
    await session.train({ epochs: '1' });
    const before = await session.figures();

    await choose('reviews.csv', `\uFEFF${csv}`);
    const dialog = page.getByRole('dialog', { name: 'Your own data' });
    await dialog.waitFor();
    expect(await dialog.locator('td').filter({ hasText: 'seat' }).count()).toBe(5);
    expect(await dialog.getByLabel('What “Verdict” is').inputValue()).toBe('output');
    expect(await dialog.getByLabel('The type of “Verdict”').inputValue()).toBe('label');
    expect(await problemsOf(page, 'own-data-dialog')).toEqual([]);
    await use('reviews');
    await expect.poll(() => session.figures()).toEqual({ untrained: null, best: null, test: null });
    expect(await page.locator('checkpoint-panel [data-path]').count()).toBe(0);
    expect(await page.textContent('#train-count')).toBe('48');

    await session.train({ epochs: '6' });
    const { untrained, best, test } = await session.figures();
    expect(best).toBeGreaterThan(untrained ?? 1);
    expect(test).toBeGreaterThan(untrained ?? 1);
    await session.reload();
    await expect.poll(() => session.figures()).toEqual({ untrained, best, test });
    expect((await session.shownPaths()).length).toBe(6);
    expect(await session.ask('charming and lovely, row 9')).toBe('good');
    expect(await problemsOf(page, 'own-data-trained')).toEqual([]);

    await page.selectOption('#task-choice', '');
    await page.getByRole('heading', { name: 'Which language is this?' }).waitFor();
    await expect.poll(() => session.figures()).toEqual(before);
    expect(await session.shownPaths()).toHaveLength(1);
    expect(await policy.violations()).toEqual([]);
  });

  it('goes on after a crash as if there had been none, and its checkpoints can be looked into', async () => {
    const settings = { epochs: '40' };
    await choose('reviews.csv', csv);
    await use('reviews');
    await session.set(settings);
    await session.pressTrain();
    await session.epochsDone(3);
    await session.kill();
    await open();
    const { page } = session;
    await page.getByRole('heading', { name: 'reviews' }).waitFor();
    await page.locator('resume-offer').getByRole('button', { name: 'Resume' }).click();
    await session.epochsDone(40);
    await session.runEnded();
    const resumed = { history: await session.history(), figures: await session.figures() };
    expect(resumed.history?.epoch).toHaveLength(40);

    await page.locator('checkpoint-panel [data-path] [role="rowheader"]').first().focus();
    await page.keyboard.press('Enter');
    const viewer = page.getByRole('dialog');
    await viewer.getByRole('img', { name: /^Graph of the program .*reviews/ }).waitFor();
    await viewer.getByRole('textbox', { name: 'Review' }).fill('lovely and charming, row 3');
    await viewer.getByRole('button', { name: 'Ask' }).click();
    await expect.poll(() => viewer.locator('.answer').textContent()).toContain('good');
    await page.keyboard.press('Escape');
    await session.train(settings);
    expect({ history: await session.history(), figures: await session.figures() }).toEqual(resumed);
  });

  it.each([
    ['reviews.json', JSON.stringify(rows)],
    ['reviews.jsonl', rows.map((row) => JSON.stringify(row)).join('\n')],
  ])('is dropped on its card: %s', async (name, text) => {
    await drop('#task-card', [name, text]);
    await use('reviews');
    expect(await session.page.textContent('#train-count')).toBe('48');
    expect(await session.page.locator('#languages li').allTextContents()).toEqual(['bad', 'good']);
  });

  it('is taken by keyboard alone', async () => {
    const { page } = session;
    const opened = page.waitForEvent('filechooser');
    await page.focus('#data-file');
    await page.keyboard.press('Space');
    const chooser = await opened;
    await chooser.setFiles({ name: 'reviews.csv', mimeType: '', buffer: Buffer.from(csv) });
    const focused = (): Promise<string | undefined> => page.evaluate(() => document.activeElement?.id);
    await expect.poll(focused).toBe('data-name');
    await page.keyboard.type('seats');
    const stops: (string | undefined)[] = [];
    for (let press = 0; press < 6; press += 1) {
      await page.keyboard.press('Tab');
      stops.push(await focused());
    }
    // The first is the table, which can be scrolled.
    expect(stops.slice(1)).toEqual(['role-0', 'type-0', 'role-1', 'type-1', 'data-use']);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'seats' }).waitFor();
  });

  it('is trained on with a server behind a key, which is then found nowhere', async () => {
    const key = 'sk-planted-8d21';
    const answer = (): string => '{"verdict": "good"}';
    const server = await OpenAiServer.start({ answer, allowedOrigin: new URL(site.url).origin });
    const { page } = session;
    await choose('reviews.csv', csv);
    await use('reviews');
    await page.locator('#model-card summary').click();
    await page.selectOption('#model-kind', 'remote');
    await page.fill('#remoteAddress', server.address);
    await page.fill('#remoteModel', 'small');
    await page.fill('#api-key', key);
    await session.train({ epochs: '1' });
    await server.close();
    expect(server.seen.every(({ headers }) => headers.authorization === `Bearer ${key}`)).toBe(true);
    expect(await session.shownPaths()).toHaveLength(1);
    const stored = await everythingStored(page);
    for (const place of [server.address, 'lovely', 'tidemark-task-reviews', 'tidemark-demo-tasks'])
      expect(stored).toContain(place);
    expect(stored).not.toContain(key);
    expect(await policy.violations()).toEqual([]);
  });

  it('is removed with its checkpoints, once that is confirmed', async () => {
    const { page } = session;
    await choose('reviews.csv', csv);
    await use('reviews');
    await session.train({ epochs: '1' });
    page.once('dialog', (question) => void question.dismiss());
    await page.click('#task-remove');
    page.once('dialog', (question) => void question.accept());
    await page.click('#task-remove');
    await page.getByRole('heading', { name: 'Which language is this?' }).waitFor();
    const left = await page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name));
    expect(left).not.toContain('tidemark-task-reviews');
    await expect.poll(() => page.locator('#task-choice option').count()).toBe(1);

    await choose('reviews.csv', csv);
    await use('reviews');
    await expect.poll(() => session.figures()).toEqual({ untrained: null, best: null, test: null });
  });
});

describe('data of one’s own, while another tab trains', () => {
  it('is not removed', async () => {
    await choose('reviews.csv', csv);
    await use('reviews');
    await session.set({ epochs: '1000' });
    await session.pressTrain();
    await session.epochsDone(1);
    const other = await session.context.newPage();
    await other.goto(site.url);
    await other.getByRole('heading', { name: 'reviews', exact: true }).waitFor();
    other.once('dialog', (question) => void question.accept());
    await other.click('#task-remove');
    await other.getByText('Another tab is training. Remove “reviews” when that is done.').waitFor();
    await session.page.bringToFront();
    await session.page.click('#stop');
    await session.runEnded();
    expect(await session.page.locator('#task-choice option').count()).toBe(2);
    await session.reload();
    expect(await session.page.textContent('#task-heading')).toBe('reviews');
  });
});

describe('a file that cannot be used', () => {
  it.each([
    ['empty.csv', '', 'The file is empty.'],
    ['ragged.csv', 'a,b\n1,2,3\n', 'Row 2 has 3 cells'],
    ['picture.csv', Buffer.from([0x89, 0x50, 0xff, 0x00]), 'no text in UTF-8'],
    ['latin.csv', Buffer.from('Größe,b\n1,2\n', 'latin1'), 'no text in UTF-8'],
    ['long.json', JSON.stringify([{ a: 'x'.repeat(1_000_000), b: 1 }]), 'holds 1000000 characters'],
  ])('is refused beside the field, and nothing is lost: %s', async (name, text, reason) => {
    await choose(name, text);
    await expect.poll(() => session.page.locator('#data-problem').textContent()).toContain(reason);
    expect(await session.page.textContent('#task-heading')).toBe('Which language is this?');
    expect(await session.page.getByRole('dialog').count()).toBe(0);
  });

  it.each([
    ['one-row.csv', 'a,b\nx,y\n', 'at least 5'],
    ['alike.csv', `text,label\n${rows.map((_, index) => `row ${index},same`).join('\n')}`, 'the same answer'],
  ])('is refused in the dialog: %s', async (name, text, reason) => {
    const { page } = session;
    await choose(name, text);
    await page.getByRole('button', { name: 'Use it' }).click();
    await expect.poll(() => page.locator('#data-dialog-problem').textContent()).toContain(reason);
    await page.keyboard.press('Escape');
    expect(await page.getByRole('dialog').count()).toBe(0);
    expect(await page.locator('#task-choice option').count()).toBe(1);
  });

  it('neither replaces the page when it is dropped beside the card, nor comes in twos', async () => {
    const { page } = session;
    await drop('h1', ['reviews.csv', csv]);
    await drop('#task-card', ['one.csv', csv], ['two.csv', csv]);
    await expect.poll(() => page.locator('#data-problem').textContent()).toContain('2 files were dropped.');
    expect(await page.getByRole('dialog').count()).toBe(0);
  });
});
