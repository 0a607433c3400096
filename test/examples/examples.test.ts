import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { chromium } from 'playwright';
import type { Browser, Page } from 'playwright';
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from 'vitest';
import { chromiumOptions } from '../../.scripts/find-chromium.mjs';
import { markups, reactDeclarations } from '../helpers/readme.ts';
import { Example } from './example.ts';

const tarball = inject('tarball');
let browser: Browser;
let example: Example | undefined;
/** What a page complained of, and which of its requests failed. */
let complaints: string[] = [];

beforeAll(async () => {
  browser = await chromium.launch(await chromiumOptions());
});
afterAll(() => browser.close());
afterEach(async () => {
  await example?.close();
  example = undefined;
  complaints = [];
});

function install(name: string): Example {
  example = new Example(name, tarball);
  return example;
}

async function open(address: string): Promise<Page> {
  const page = await browser.newPage();
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  await page.route('**/favicon.ico', (route) => route.fulfill({ status: 204 }));
  await page.goto(address);
  return page;
}

/** What the page has put out at the end. */
async function resultOf(page: Page): Promise<string> {
  const output = page.locator('output');
  await expect.poll(() => output.innerText(), { timeout: 60_000 }).not.toBe('');
  return await output.innerText();
}

const parsed = (text: string): unknown => JSON.parse(text) as unknown;

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

describe('a fresh project with the package', () => {
  it('trains in Node, keeps the best and asks it', () => {
    const printed = install('node').run('npm', 'start', '--silent');
    const { path, reward, right } = parsed(printed) as Record<string, unknown>;
    expect(path).toMatch(/^runs\/0[123]\.json$/);
    expect(right).toBeGreaterThan(0);
    expect(reward).toBe(Math.fround(Number(right)));
  });

  it('trains on a page that no bundler has touched, with the README’s import map', async () => {
    const plain = install('plain');
    plain.replace('index.html', "<!-- Here comes the README's import map. -->", markups[2] ?? '');
    const page = await open(await plain.serveFiles('.'));
    const path = await resultOf(page);
    expect(path).toMatch(/^runs\/0[123]\.json$/);
    await expect.poll(() => page.getByText(path).count()).toBeGreaterThan(1);
    await page.locator('training-chart canvas').first().waitFor();
    expect(complaints).toEqual([]);
  });

  it('trains in a worker that Vite has built, from TypeScript, and asks the best on the page', async () => {
    const vite = install('vite');
    vite.run('npm', 'run', 'build');
    const page = await open(await vite.serveFiles('dist'));
    expect(parsed(await resultOf(page))).toEqual({
      epochs: 3,
      path: expect.stringMatching(/^runs\/0[123]\.json$/),
      answer: { language: 'Finnish' },
    });
    expect(complaints).toEqual([]);
  });

  it('renders on Next’s server and trains in its client, with the README’s types of elements', async () => {
    const next = install('next');
    next.add('elements.d.ts', reactDeclarations);
    next.add('app/train.worker.ts', readFileSync(join(import.meta.dirname, 'vite/train.worker.ts'), 'utf8'));
    next.run('npm', 'run', 'build');
    const page = await open(await next.serveItself(await freePort()));
    const { epochs, path } = parsed(await resultOf(page)) as Record<string, unknown>;
    expect(epochs).toBe(3);
    expect(path).toMatch(/^runs\/0[123]\.json$/);
    await expect.poll(() => page.getByText(String(path)).count()).toBeGreaterThan(1);
    expect(complaints).toEqual([]);
  });

  it.each(['react', 'vue'])('sets the panel’s properties and hears its events in %s', async (name) => {
    const project = install(name);
    project.run('npm', 'run', 'build');
    const page = await open(await project.serveFiles('dist'));
    const panel = page.locator('checkpoint-panel');
    await expect.poll(() => panel.getByText('runs/01.json').count()).toBeGreaterThan(0);
    await page.getByRole('button', { name: 'Rank by loss' }).click();
    const monitor = (): Promise<unknown> =>
      panel.evaluate((element) => ('monitor' in element ? element.monitor : null));
    await expect.poll(monitor).toBe('val_loss');
    await panel.locator('[part~=download-button]').first().click();
    expect(await resultOf(page)).toBe('runs/01.json');
    expect(complaints).toEqual([]);
  });

  it('keeps the best of a TensorFlow.js model, which reloads and predicts the same', async () => {
    const project = install('tensorflow');
    project.run('npm', 'run', 'build');
    const page = await open(await project.serveFiles('dist'));
    const { best, saved, expected, predicted } = parsed(await resultOf(page)) as Record<string, unknown>;
    expect(best).toBeLessThan(5);
    expect(saved).toBe(best);
    expect(expected).toHaveLength(128);
    expect(predicted).toEqual(expected);
    expect(complaints).toEqual([]);
  });
});
