import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright';
import type { Browser, Page } from 'playwright';
import { build } from 'vite';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ViteUserConfig } from 'vitest/config';
import { chromiumOptions } from '../../../.scripts/find-chromium.mjs';
import configure from '../../../vite.config.ts';
import { forProduction } from '../../helpers/build-page.ts';
import { servePage } from '../../helpers/page-server.ts';
import type { PageServer } from '../../helpers/page-server.ts';
import { codeOf, examples, markups } from '../../helpers/readme.ts';

declare global {
  interface Window {
    /** The epochs that a resumed run has ended. */
    epochs: number[];
  }
}

const [threeFiles = '', panelAlone = ''] = markups;
const script = (name: string): string => `<script type="module" src="./${name}"></script>`;

/** The page of the three files, with epochs enough for a stop to come amid them. */
const stopped = `${codeOf('page.ts')
  .replace('epochs: 10', 'epochs: 100')
  .replace('await trainer.fit', "trainer.addEventListener('epoch-end', () => void trainer.stop());\n$&")}
console.log('stopped');`;
/** Their worker, with the callback that a resume needs. */
const resumable = `import { backup } from './backup.ts';
${codeOf('train.worker.ts').replace('callbacks: [', '$& backup,')}`;

const files: Readonly<Record<string, string>> = {
  ...Object.fromEntries(examples.map(({ name, code }) => [name || 'fragment.ts', code])),
  'train.worker.ts': resumable,
  'index.html': threeFiles,
  'panel.html': panelAlone + script('words.ts') + script('panel.ts'),
  'dialog.html': `<checkpoint-panel></checkpoint-panel><dialog></dialog>${script('panel-only.ts')}${script('dialog.ts')}`,
  'panel-only.ts': "import 'tidemark/elements/checkpoint-panel';",
  'stopped.ts': stopped,
  'stopped.html': script('stopped.ts'),
  'resume.html': `<resume-offer backup-dir="backup"></resume-offer>${script('resume.ts')}`,
};

let folder: string;
let server: PageServer;
let browser: Browser;
let page: Page;
let said: string[];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tidemark-readme-'));
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
  const { resolve = {} }: ViteUserConfig = await configure({ mode: 'test-pages', command: 'build' });
  const input = Object.keys(files)
    .filter((name) => name.endsWith('.html'))
    .map((name) => join(folder, name));
  const outDir = join(folder, 'dist');
  // As Vite is unless told otherwise; only that the package is the one that lies here.
  await forProduction(() =>
    build({
      root: folder,
      configFile: false,
      logLevel: 'error',
      resolve,
      build: { outDir, rolldownOptions: { input } },
    }),
  );
  server = await servePage(outDir);
  browser = await chromium.launch(await chromiumOptions());
});

afterAll(async () => {
  await browser.close();
  await server.stop();
  await rm(folder, { recursive: true });
});

beforeEach(async () => {
  const context = await browser.newContext();
  page = await context.newPage();
  said = [];
  page.on('pageerror', (error) => said.push(String(error)));
  page.on('console', (message) => said.push(message.text()));
  return () => context.close();
});

function open(name: string): Promise<unknown> {
  return page.goto(new URL(name, server.url).href);
}

/** What the page has told of each epoch that ended. */
const told = (): readonly string[] => said.filter((line) => /^\d+ /.test(line));

describe('the README’s code, on a page as Vite builds it,', () => {
  it('trains in the worker, tells each epoch, and shows what is better', async () => {
    await open('index.html');
    await expect.poll(() => told().length, { timeout: 60_000 }).toBe(10);
    const rewards = told().map((line) => Number(line.split(' ')[1]));
    const bests = rewards.filter((reward, epoch) =>
      rewards.slice(0, epoch).every((earlier) => earlier < reward),
    );
    const paths = page.locator('checkpoint-panel [data-path]');
    await expect.poll(() => paths.count()).toBe(bests.length);
    expect(await paths.first().getAttribute('data-path')).toMatch(/^runs\/\d\d-\d\.\d\d\.json$/);

    await page.locator('[data-path^="runs/01-"]').getByRole('button', { name: 'Resume from' }).click();
    await expect.poll(() => told().length, { timeout: 60_000 }).toBe(19);
    expect(told().at(10)).toMatch(/^1 /);

    await open('dialog.html');
    const dialog = page.getByRole('dialog');
    await paths.first().getByRole('rowheader').press('Enter');
    await dialog.locator('checkpoint-inspect').getByText('in the prompt').first().waitFor();
    await page.keyboard.press('Escape');
    for (const row of [0, 1]) await paths.nth(row).getByRole('checkbox').check();
    await page.getByRole('button', { name: 'Compare' }).click();
    await dialog.locator('checkpoint-compare').getByText('val_reward').first().waitFor();
    expect(said.filter((line) => /error/i.test(line))).toEqual([]);
  });

  it('saves without a trainer, shows it in other words, and downloads it', async () => {
    await open('panel.html');
    await expect.poll(() => said).toEqual(['runs/01.json runs/01.json']);
    await page.getByRole('heading', { name: 'Stände' }).waitFor();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.locator('download-best').getByRole('button').click(),
    ]);
    expect(download.suggestedFilename()).toBe('01.json');
  });

  it('goes on where a run was left', async () => {
    await open('stopped.html');
    await expect.poll(() => said, { timeout: 60_000 }).toContain('stopped');
    const done = told().length;
    await open('resume.html');
    const offer = page.locator('resume-offer [role="status"]');
    await offer.getByText('Stopped at epoch').waitFor();
    await page.evaluate(() => {
      window.epochs = [];
      const { trainer } = document.querySelector('resume-offer') ?? {};
      trainer?.addEventListener('epoch-end', ({ epoch }) => void window.epochs.push(epoch ?? -1));
    });
    await offer.getByRole('button', { name: 'Resume', exact: true }).click();
    const epochs = (): Promise<number[]> => page.evaluate(() => window.epochs);
    await expect.poll(epochs, { timeout: 60_000 }).toContain(99);
    expect(await epochs()).toEqual(Array.from({ length: 100 - done }, (_, index) => done + index));
  });
});
