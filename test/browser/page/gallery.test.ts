import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright';
import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { chromiumOptions } from '../../../.scripts/find-chromium.mjs';
import { bringAxe, problemsOf } from '../../helpers/appearance.ts';
import { useServer } from '../../helpers/page-server.ts';

const tags = readdirSync(join(import.meta.dirname, '../../../src/elements')).filter(
  (name) => name !== 'internal',
);

const server = useServer();
let browser: Browser;
let page: Page;
/** What no page may do: fail, complain, or open a dialog that a hostile text asked for. */
let mishaps: string[];

beforeAll(async () => {
  browser = await chromium.launch(await chromiumOptions());
});

afterAll(() => browser.close());

beforeEach(async () => {
  mishaps = [];
  page = await browser.newPage();
  page.on('pageerror', (error) => mishaps.push(error.message));
  page.on('dialog', (dialog) => {
    mishaps.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('console', (message) => {
    if (message.type() === 'error') mishaps.push(message.text());
  });
  await bringAxe(page);
  return () => page.close();
});

async function open(hash: string): Promise<void> {
  await page.goto(new URL(`gallery.html#${hash}`, server.url).href);
  await page.locator('#stage[aria-busy="false"]').waitFor();
}

async function statesOf(tag: string): Promise<string[]> {
  await open(tag);
  await page.locator('h2', { hasText: `<${tag}>` }).waitFor();
  const links = page.locator('main nav a');
  return links.evaluateAll((all) => all.map((link) => link.getAttribute('href')?.split('/')[1] ?? ''));
}

describe('the gallery', () => {
  it('has every element', async () => {
    await open('');
    const listed = await page.locator('#elements a').allTextContents();
    expect(listed.toSorted()).toEqual(tags.toSorted());
  });

  it.each(tags)('shows <%s> in each state, and nothing is wrong with any', async (tag) => {
    const problems: string[] = [];
    for (const state of await statesOf(tag)) {
      await page.evaluate((hash) => (location.hash = hash), `${tag}/${state}`);
      await page.locator(`main nav a[aria-current][href="#${tag}/${state}"]`).waitFor();
      await page.locator('#stage[aria-busy="false"]').waitFor();
      const found = await problemsOf(page, `${tag}-${state}`, page.locator('#stage'));
      problems.push(...found.map((problem) => `${state}: ${problem}`));
    }
    expect(problems).toEqual([]);
    expect(mishaps).toEqual([]);
  });

  it('tells what an element offers, from the code', async () => {
    await open('checkpoint-panel');
    expect(await problemsOf(page, 'gallery')).toEqual([]);
    const rowOf = (name: string): Promise<string | null> =>
      page
        .locator('.offers tr', { has: page.getByText(name, { exact: true }) })
        .first()
        .textContent();
    expect(await rowOf('store-name')).toContain('Name of the store to open when none is given.');
    expect(await rowOf('resume-request')).toContain('ResumeRequestEvent');
    expect(await rowOf('tide-line')).toContain('the best value so far');
    expect(await rowOf('--tidemark-list-height')).toContain('greatest height');
  });

  it('shows an element in another direction, scheme and language, and lists its events', async () => {
    await open('training-progress/many-epochs');
    await page.selectOption('[name="lang"]', 'de');
    await page.getByText('1.234').waitFor();
    await page.selectOption('[name="dir"]', 'rtl');
    expect(await page.locator('training-progress').evaluate((one) => getComputedStyle(one).direction)).toBe(
      'rtl',
    );
    await page.selectOption('[name="scheme"]', 'dark');
    expect(await page.evaluate(() => getComputedStyle(document.documentElement).colorScheme)).toBe('dark');
    await open('download-best/ready');
    await page.getByRole('button', { name: 'Download best' }).click();
    await page.locator('.events', { hasText: 'checkpoint-downloaded' }).waitFor();
  });
});
