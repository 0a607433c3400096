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

async function tabTo(isThere: string): Promise<void> {
  for (let presses = 0; presses < 80; presses += 1) {
    await page.press('Tab');
    if (await page.read(`(${focused}).matches(${JSON.stringify(isThere)})`)) return;
  }
  throw new Error(`The Tab key does not come to ${isThere}.`);
}

async function type(text: string): Promise<void> {
  for (const letter of text) await page.press(letter === ' ' ? 'Space' : letter);
}

async function open(): Promise<void> {
  await page.goto(server.url);
  await reads(`document.querySelectorAll('#languages li').length > 0`, true);
}

it('lets a new user train, come back, look around and ask, by keyboard alone', async () => {
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
  await page.press('Delete');
  await reads(rows, 2);
  await reads(`${all('.undo-button')}.length`, 1);
  await page.press('Control+z');
  await reads(rows, 3);

  await page.press('Enter');
  await reads(`${wordsOf('svg')}.includes('trainable')`, true);
  await page.press('Escape');
  await tabTo('#sentence');
  await type('Jeder hat das Recht auf Leben, Freiheit und Sicherheit der Person.');
  await page.press('Enter');
  await reads(`document.querySelector('#answer').textContent`, 'German (Deutsch)');
  expect(await page.read(`document.querySelector('#answered-by').textContent`)).toContain('runs/0');
});
