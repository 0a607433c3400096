/**
 * Measures what a save costs against a bare strict put of the same text, in Chromium with its storage on disk.
 *
 * node test/bench/save-cost.mjs [--repetitions N] [--bytes 1000000,10000] [--contexts worker,page]
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { chromium } from 'playwright';
import { createServer } from 'vite';
import { findChromium } from '../../.scripts/find-chromium.mjs';

const { values } = parseArgs({
  options: {
    repetitions: { type: 'string', default: '60' },
    bytes: { type: 'string', default: '10000,100000,1000000,10000000' },
    contexts: { type: 'string', default: 'worker,page' },
    paths: { type: 'string', default: 'new,overwritten' },
  },
});

const listOf = (text) => text.split(',');

function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  return (sorted[Math.floor(middle)] + sorted[Math.ceil(middle) - 1]) / 2;
}

/** The ratio of the medians, and the median of the ratios of the pairs: they differ where the machine was busy. */
function row(task, { saveMs, putMs }) {
  const [save, put] = [median(saveMs), median(putMs)];
  const paired = median(saveMs.map((ms, n) => ms / putMs[n]));
  return {
    ...task,
    'save ms': save.toFixed(2),
    'put ms': put.toFixed(2),
    ratio: (save / put).toFixed(2),
    paired: paired.toFixed(2),
  };
}

const executablePath = await findChromium();
if (!executablePath) throw new Error('Chromium is not installed. Install it, or name it with CHROMIUM_PATH.');
const server = await createServer({
  server: { port: 0, hmr: false, watch: null },
  optimizeDeps: { entries: ['test/bench/save-cost.html'] },
  logLevel: 'error',
});
await server.listen();
const profile = await mkdtemp(join(tmpdir(), 'tidemark-bench-'));
const context = await chromium.launchPersistentContext(profile, {
  executablePath,
  args: ['--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'],
});
try {
  const page = await context.newPage();
  await page.goto(`${server.resolvedUrls.local[0]}test/bench/save-cost.html`);
  await page.waitForFunction(() => document.title === 'ready');
  const rows = [];
  for (const bytes of listOf(values.bytes).map(Number)) {
    // Ten megabytes take ten times as long; the medians settle with fewer.
    const repetitions = bytes > 5e6 ? Math.ceil(values.repetitions / 3) : Number(values.repetitions);
    for (const paths of listOf(values.paths)) {
      for (const where of listOf(values.contexts)) {
        const task = { bytes, paths, repetitions, context: where };
        rows.push(row(task, await page.evaluate((wanted) => window.measureSaves(wanted), task)));
      }
    }
  }
  console.table(rows);
} finally {
  await context.close();
  await server.close();
  await rm(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
}
