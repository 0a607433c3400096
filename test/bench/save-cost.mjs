/**
 * Measures what a save costs against a bare strict put of the same text, in Chromium with its storage on disk.
 *
 * node test/bench/save-cost.mjs [--repetitions N] [--bytes 1000000,10000] [--texts program,floats,repeated,random]
 *   [--contexts worker,page] [--paths new,overwritten]
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
    texts: { type: 'string', default: 'program' },
    contexts: { type: 'string', default: 'worker,page' },
    paths: { type: 'string', default: 'new,overwritten' },
  },
});

const listOf = (text) => text.split(',');

function quantile(numbers, part) {
  const sorted = [...numbers].sort((a, b) => a - b);
  const place = (sorted.length - 1) * part;
  return (sorted[Math.floor(place)] + sorted[Math.ceil(place)]) / 2;
}

/**
 * The ratio of the medians, the median of the ratios of the pairs, and the ratio of the lower quartiles: they differ
 * where the machine was busy, and the last is the least disturbed by it.
 */
function row(task, { saveMs, putMs }) {
  const [save, put] = [quantile(saveMs, 0.5), quantile(putMs, 0.5)];
  return {
    ...task,
    'save ms': save.toFixed(2),
    'put ms': put.toFixed(2),
    ratio: (save / put).toFixed(2),
    paired: quantile(
      saveMs.map((ms, n) => ms / putMs[n]),
      0.5,
    ).toFixed(2),
    quartiles: (quantile(saveMs, 0.25) / quantile(putMs, 0.25)).toFixed(2),
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
    for (const text of listOf(values.texts)) {
      for (const paths of listOf(values.paths)) {
        for (const where of listOf(values.contexts)) {
          const task = { bytes, text, paths, repetitions, context: where };
          rows.push(row(task, await page.evaluate((wanted) => window.measureSaves(wanted), task)));
        }
      }
    }
  }
  console.table(rows);
} finally {
  await context.close();
  await server.close();
  await rm(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
}
