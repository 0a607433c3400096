import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { buildPage } from '../../helpers/page-server.ts';
import type { BuiltPage, PageServer } from '../../helpers/page-server.ts';
import { PageSession, newProfile, removeProfile } from '../../helpers/page-session.ts';
import { watchPolicy } from '../../helpers/policy-watch.ts';
import type { PolicyWatch } from '../../helpers/policy-watch.ts';

const words = { fruit: ['apple', 'pear', 'plum', 'cherry'], tool: ['hammer', 'saw', 'chisel', 'pliers'] };
const rows = Object.entries(words).flatMap(([label, names]) =>
  Array.from({ length: 20 }, (_, index) => `"a ${names[index % 4]} no. ${index}, on the table",${label}`),
);
const csv = ['Description,Kind of thing', ...rows].join('\n');

let built: BuiltPage;
let site: PageServer;
let profile: string;
let session: PageSession;
let policy: PolicyWatch;

beforeAll(async () => {
  built = await buildPage();
  site = await built.serve();
});

afterAll(async () => {
  await site.stop();
  await built.remove();
});

beforeEach(async () => {
  profile = await newProfile();
  session = await PageSession.open(site.url, profile, {
    serviceWorkers: 'block',
    before: async (page) => (policy = await watchPolicy(page)),
  });
});

afterEach(async () => {
  await session.close();
  await removeProfile(profile);
});

async function choose(name: string, text: string | Buffer): Promise<void> {
  await session.page.setInputFiles('#data-file', { name, mimeType: '', buffer: Buffer.from(text) });
}

/** What axe finds wrong with a part of the page. */
async function faultsIn(selector: string): Promise<readonly string[]> {
  await session.page.evaluate(
    await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8'),
  );
  const found = (await session.page.evaluate(`axe.run(${JSON.stringify(selector)})`)) as AxeResults;
  return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
}

describe('data of one’s own', () => {
  it('is looked at, trained on, asked about, found again after a reload, and left for the built-in task', async () => {
    const { page } = session;
    await choose('things.csv', csv);
    const dialog = page.getByRole('dialog', { name: 'Your own data' });
    await dialog.waitFor();
    expect(await dialog.locator('td').filter({ hasText: 'on the table' }).count()).toBe(5);
    expect(await dialog.getByLabel('What “Kind of thing” is').inputValue()).toBe('output');
    expect(await dialog.getByLabel('The type of “Kind of thing”').inputValue()).toBe('label');
    expect(await faultsIn('#data-dialog')).toEqual([]);
    await dialog.getByRole('button', { name: 'Use it' }).press('Enter');
    await page.getByRole('heading', { name: 'things' }).waitFor();

    await session.reload();
    expect(await page.textContent('#train-count')).toBe('24');
    await session.train({ epochs: '2' });
    const { untrained, test } = await session.figures();
    expect(test).toBeGreaterThanOrEqual(untrained ?? 1);
    expect((await session.stored()).map(({ path }) => path.split('/').slice(0, 2).join('/'))).toContain(
      'tasks/things',
    );
    expect(await session.ask('a hammer no. 77, on the table')).toBe('tool');
    expect(await faultsIn('#task-card')).toEqual([]);

    await page.selectOption('#task-choice', '');
    await page.getByRole('heading', { name: 'Which language is this?' }).waitFor();
    await page.selectOption('#task-choice', 'things');
    await page.getByRole('heading', { name: 'things' }).waitFor();
    expect(await policy.violations()).toEqual([]);
  });

  it.each([
    ['ragged.csv', 'a,b\n1,2,3\n', 'Row 2 has 3 cells'],
    ['picture.csv', Buffer.from([0x89, 0x50, 0xff, 0x00]), 'no text in UTF-8'],
    ['long.json', JSON.stringify([{ a: 'x'.repeat(1_000_000), b: 1 }]), 'holds 1000000 characters'],
  ])('is refused beside the field, and nothing is lost: %s', async (name, text, reason) => {
    await choose(name, text);
    const problem = session.page.locator('#data-problem');
    await expect.poll(() => problem.textContent()).toContain(reason);
    expect(await session.page.textContent('#task-heading')).toBe('Which language is this?');
    expect(await session.page.getByRole('dialog').count()).toBe(0);
  });
});

describe('the cards of the model and the task', () => {
  it.each(['light', 'dark'] as const)(
    'are fit for everybody, at 320 pixels, when it is %s',
    async (colorScheme) => {
      const { page } = session;
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width: 320, height: 800 });
      await page.locator('#model-card summary').press('Enter');
      for (const kind of ['embedded', 'local', 'built-in', 'web-gpu', 'remote']) {
        await page.selectOption('#model-kind', kind);
        expect(await faultsIn('#model-card')).toEqual([]);
      }
      expect(await faultsIn('#task-card')).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
    },
  );
});
