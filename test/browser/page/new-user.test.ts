import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openEnginePage } from '../../helpers/engine-page.ts';
import type { EnginePage } from '../../helpers/engine-page.ts';
import { useServer } from '../../helpers/page-server.ts';

const server = useServer();
let page: EnginePage;

beforeAll(async () => void (page = await openEnginePage()));
afterAll(() => page.close());

/** Everything that matches a selector, shadow roots included. */
const all = (selector: string): string => `(function find(root) {
  const inner = [...root.querySelectorAll('*')].flatMap(({ shadowRoot }) => (shadowRoot ? find(shadowRoot) : []));
  return [...root.querySelectorAll(${JSON.stringify(selector)}), ...inner];
})(document)`;

const wordsOf = (selector: string): string => `${all(selector)}.map((one) => one.textContent).join(' ')`;

/** What has the focus. */
const focused = `(function inner(one) {
  return one?.shadowRoot?.activeElement ? inner(one.shadowRoot.activeElement) : one;
})(document.activeElement)`;

const rows = `${all('.rows [data-path]')}.length`;

/** Waits until an expression has a value in the page; a page that is just being left has none. */
function reads(expression: string, value: unknown): Promise<void> {
  const read = (): Promise<unknown> => page.read(expression).catch(() => null);
  return expect.poll(read, { timeout: 60_000, interval: 200 }).toEqual(value);
}

async function tabTo(isThere: string, key = 'Tab'): Promise<void> {
  for (let presses = 0; presses < 80; presses += 1) {
    await page.press(key);
    if (await page.read(`(${focused}).matches(${JSON.stringify(isThere)})`)) return;
  }
  throw new Error(`The key ${key} does not come to ${isThere}.`);
}

/** The text of a checkpoint, as the store has it. */
function stored(path: string): Promise<unknown> {
  const load = `document.querySelector('checkpoint-panel').store.load(${JSON.stringify(path)})`;
  return page.read(`${load}.then(({ text }) => text)`);
}

/** Waits until a file has arrived in which a checkpoint is as it is stored. */
async function arrives(
  name: RegExp,
  path: string,
  open: (file: Buffer) => Uint8Array | undefined,
): Promise<void> {
  const read = async (): Promise<string> => {
    const found = (await readdir(page.downloads)).find((one) => name.test(one)) ?? 'nothing yet';
    return Buffer.from(open(await readFile(join(page.downloads, found))) ?? '').toString();
  };
  const text = await stored(path);
  // What is not there, or not yet whole, cannot be read or unpacked.
  await expect.poll(() => read().catch(() => null), { timeout: 60_000, interval: 200 }).toBe(text);
}

async function type(text: string): Promise<void> {
  for (const letter of text) await page.press(letter === ' ' ? 'Space' : letter);
}

async function open(): Promise<void> {
  await page.goto(server.url);
  await reads(`document.querySelectorAll('#languages li').length > 0`, true);
}

it('lets a new user train, come back, look around, take files along and ask, by keyboard alone', async () => {
  await open();
  await tabTo('#epochs');
  await page.press('Control+a');
  await type('3');
  await page.press('Enter');
  await reads(`document.querySelector('#test-figure').textContent !== '–'`, true);

  await open();
  await reads(rows, 3);
  await tabTo('[data-stop="name"]');
  await page.press('Space');
  await page.press('ArrowDown');
  await page.press('Space');
  await reads(`${wordsOf('.selection')}.includes('2 selected')`, true);
  await tabTo('.export-selected');
  await page.press('Enter');
  const selected = `${all('[data-path][aria-selected="true"]')}.map(({ dataset }) => dataset.path)`;
  const paths = (await page.read(selected)) as string[];
  expect(paths).toHaveLength(2);
  for (const path of paths) await arrives(/\.zip$/, path, (file) => unzipSync(file)[path]);
  await tabTo('[data-stop="name"]', 'Shift+Tab');
  await page.press('Delete');
  await reads(rows, 2);
  await reads(`${all('.undo-button')}.length`, 1);
  await page.press('Control+z');
  await reads(rows, 3);

  await page.press('Enter');
  await reads(`${wordsOf('svg')}.includes('trainable')`, true);
  await page.press('Escape');
  await tabTo('[data-action="download"]', 'ArrowRight');
  const path = String(await page.read(`(${focused}).closest('[data-path]').dataset.path`));
  await page.press('Enter');
  await arrives(/^0.*\.json$/, path, (file) => file);
  await tabTo('#sentence');
  await type('Jeder hat das Recht auf Leben, Freiheit und Sicherheit der Person.');
  await page.press('Enter');
  await reads(`document.querySelector('#answer').textContent`, 'German (Deutsch)');
  expect(await page.read(`document.querySelector('#answered-by').textContent`)).toContain('runs/0');
});
