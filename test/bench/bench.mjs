/**
 * Measures the library against others and against the least that could do: in Chromium with its profile on disk,
 * every comparison within one run, so that whatever else the machine does falls on all alike. Ratios count.
 *
 * npm run bench [-- --json FILE] [-- --only saves,look-ups,panel,main-thread,training,heap,formatter,sizes]
 */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { cpus, loadavg, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { chromium } from 'playwright';
import { createServer } from 'vite';
import { chromiumOptions } from '../../.scripts/find-chromium.mjs';
import { measureSizes } from './sizes.mjs';
import { longestTask, usedHeapBytes } from './tracing.mjs';

const { values } = parseArgs({ options: { json: { type: 'string' }, only: { type: 'string' } } });
const root = fileURLToPath(new URL('../..', import.meta.url));

function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  return (sorted[Math.floor(middle)] + sorted[Math.ceil(middle)]) / 2;
}

const sum = (numbers) => numbers.reduce((all, one) => all + one, 0);
const round = (number, digits = 2) => Number(number.toFixed(digits));
const thousands = (count) => (count >= 1e6 ? `${count / 1e6} MB` : `${count / 1e3} KB`);

/** Saves of texts of a size: ours beside a bare strict put of the same string, and other libraries. */
const saves = (bytes, repetitions) => async (measure) => {
  const rows = [];
  for (const paths of ['new', 'overwritten']) {
    const times = await measure('measureSaves', { bytes, paths, repetitions });
    const bare = median(times.bare);
    const ratios = Object.entries(times)
      .filter(([name]) => name !== 'bare')
      .map(([name, taken]) => [`${name} ÷ bare`, round(median(taken) / bare)]);
    rows.push({ text: thousands(bytes), paths, 'bare, ms': round(bare), ...Object.fromEntries(ratios) });
  }
  return rows;
};

/** Look-ups, with few checkpoints and with many. */
async function lookUps(measure) {
  const rows = [];
  for (const checkpoints of [100, 1_000, 10_000, 100_000]) {
    const times = await measure('measureLookUps', checkpoints);
    const rounded = Object.entries(times).map(([name, ms]) => [`${name}, ms`, round(ms)]);
    rows.push({ checkpoints, ...Object.fromEntries(rounded) });
  }
  return rows;
}

/** The panel beside a plain list of every row. */
async function panel(measure) {
  const rows = [];
  for (const [what, name, count] of [
    ['checkpoint-panel', 'measurePanel', 10_000],
    ['repeat', 'measureRepeat', 10_000],
    ['checkpoint-panel', 'measurePanel', 100_000],
  ]) {
    rows.push(panelRow(what, count, await measure(name, count)));
  }
  return rows;
}

/** How long a plain list of 100,000 rows may take to be filled, drawn and scrolled. */
const longListMs = 100_000;

/** The same number of rows in a plain list, unless that takes too long. */
async function longList(measure) {
  const count = 100_000;
  const measured = measure('measureRepeat', count);
  // The browser is closed in the middle of it then.
  measured.catch(() => {});
  const patience = new Promise((resolve) => setTimeout(resolve, longListMs, null).unref());
  const times = await Promise.race([measured, patience]);
  if (times) return [panelRow('repeat', count, times)];
  return [{ what: `repeat, given up after ${longListMs / 1000} s`, checkpoints: count }];
}

function panelRow(what, checkpoints, { nodes, ...times }) {
  const rounded = Object.entries(times).map(([time, ms]) => [`${time}, ms`, round(ms, 1)]);
  return { what, checkpoints, ...Object.fromEntries(rounded), nodes };
}

/**
 * What a page is held up by while a worker trains and saves 10 MB each second: the longest task of its main thread, and
 * the longest wait. By the clock both are longer where more threads are busy than there are cores: how much longer, the
 * longest task says that had next to nothing to do.
 */
async function mainThread(measure, { session }) {
  const rows = [];
  await measure('showIdle');
  for (const [page, begin] of [
    ['idle', async () => {}],
    ['its worker trains and saves', () => measure('beginTraining')],
  ]) {
    const { wallMs, processorMs, heldUpMs } = await longestTask(session, 10_000, begin);
    rows.push({
      page,
      'longest task, ms': round(wallMs, 1),
      'longest in processor time, ms': round(processorMs, 1),
      'longest of under 1 ms of it, ms': round(heldUpMs, 1),
      'longest wait, ms': round(await measure('measureLongestWait', 10_000), 1),
    });
  }
  return rows;
}

/** How often that is recorded, each time in a browser of its own: the longest of a recording is a matter of luck, too. */
const recordings = 3;

/** The medians of all recordings, and the longest task of all. */
function acrossRecordings(rows) {
  return [...new Set(rows.map(({ page }) => page))].map((page) => {
    const own = rows.filter((row) => row.page === page);
    const times = Object.keys(own[0]).filter((head) => head !== 'page');
    const longest = Math.max(...own.map((row) => row['longest task, ms']));
    const medians = times.map((head) => [head, round(median(own.map((row) => row[head])), 1)]);
    return { page, ...Object.fromEntries(medians), 'longest task of all, ms': longest };
  });
}

/** How the heap of a page that trains, and saves at each epoch, grows: after all garbage is collected. */
async function heap(measure, { page, session }) {
  await page.exposeFunction('usedHeapBytes', () => usedHeapBytes(session));
  const epochs = [1, 10, 50, 100];
  const task = { epochs: 100, samples: 64, batchSize: 8, nbMaxExamples: 3, answerMs: 0, saves: true };
  const bytes = await measure('measureHeap', { task, epochs });
  return epochs.map((epoch, n) => ({ 'after epoch': epoch, 'heap, MB': round(bytes[n] / 1e6, 2) }));
}

/** What the trainer costs with a model that answers at once, and what saving at each epoch adds to any epoch. */
async function training(measure) {
  const atOnce = await epochsWithAndWithout(measure, { answerMs: 0, epochs: 100 });
  const likeOthers = await epochsWithAndWithout(measure, { answerMs: 100, epochs: 5 });
  return [...trainingRows(0, atOnce), ...trainingRows(100, likeOthers)];
}

async function epochsWithAndWithout(measure, given) {
  const task = { ...given, samples: 64, batchSize: 8, nbMaxExamples: 3 };
  const run = (saves) => measure('measureTraining', { ...task, saves });
  await measure('measureTraining', { ...task, epochs: 5, saves: false });
  const [without, with_] = [[], []];
  for (let n = 0; n < 3; n += 1) {
    without.push(await run(false));
    with_.push(await run(true));
  }
  return { without, with_ };
}

const epochMs = (runs, from, to) =>
  median(runs.flatMap((costs) => costs.slice(from, to).map(({ overheadMs }) => overheadMs)));

function trainingRows(answerMs, { without, with_ }) {
  const none = epochMs(without);
  return [
    ['none', without],
    ['each epoch', with_],
  ].map(([checkpoints, runs]) => {
    const epochs = runs.flat();
    const ms = epochMs(runs);
    return {
      'an answer, ms': answerMs,
      checkpoints,
      'samples a second': Math.round(
        (sum(epochs.map(({ calls }) => calls)) / sum(epochs.map(({ overheadMs }) => overheadMs))) * 1000,
      ),
      'epoch, ms': round(ms),
      '÷ none': round(ms / none, 3),
      // Of five epochs a tenth says nothing.
      ...(answerMs === 0 ? { 'last ÷ first tenth': round(epochMs(runs, -10) / epochMs(runs, 0, 10)) } : {}),
    };
  });
}

/** Templated keys beside what one would write by hand. */
async function formatter(measure) {
  const times = await measure('measureFormatters', 200_000);
  const plain = times['template literal'];
  return Object.entries(times).map(([what, ns]) => ({
    what,
    'ns a path': Math.round(ns),
    '÷ literal': round(ns / plain, 1),
  }));
}

/** Bytes over the wire. */
async function sizes() {
  const kB = (bytes) => round(bytes / 1000, 1);
  return (await measureSizes()).map(({ name, atOnce, later }) => ({
    entry: name,
    'brotli, kB': kB(atOnce),
    'loaded later, kB': kB(later),
  }));
}

/** A table as the README has it; prettier lines its columns up there. */
function table(rows) {
  const heads = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const line = (cells) => `| ${cells.join(' | ')} |`;
  const lines = rows.map((row) => line(heads.map((head) => row[head] ?? '')));
  return [line(heads), line(heads.map(() => '---')), ...lines].join('\n');
}

/** What is measured, by name: parts, each of which gives some rows. */
const suites = {
  saves: [saves(10_000, 40), saves(100_000, 40), saves(1_000_000, 30), saves(10_000_000, 9)],
  'look-ups': [lookUps],
  panel: [panel, longList],
  'main-thread': Array.from({ length: recordings }, () => mainThread),
  training: [training],
  heap: [heap],
  formatter: [formatter],
  sizes: [sizes],
};

/** What is made of a suite's rows, where they are not shown as they are. */
const summaries = { 'main-thread': acrossRecordings };

/** What is measured beside ours; ax is fetched, and named with its size. */
const peers = ['idb-keyval', 'localforage', '@tensorflow/tfjs-layers', 'lit', 'd3-format'];

async function versions({ session }) {
  const manifest = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
  const { version, dependencies, devDependencies } = manifest;
  const installed = { ...dependencies, ...devDependencies };
  return {
    tidemark: version,
    peers: peers.map((name) => `${name} ${installed[name]}`).join(', '),
    chromium: (await session.send('Browser.getVersion')).product.replace(/^.*\//, ''),
    node: process.version,
    machine: `${cpus().length} × ${cpus()[0]?.model.trim()}, ${Math.round(totalmem() / 2 ** 30)} GiB`,
    load: loadavg()
      .map((load) => round(load, 1))
      .join(' '),
  };
}

/** Opens a fresh profile for each part: what one has left on the disk does not slow the next. */
async function inBrowser(address, work) {
  const launchOptions = await chromiumOptions();
  if (!launchOptions.executablePath)
    throw new Error('Chromium is not installed. Install it, or name it with CHROMIUM_PATH.');
  const profile = await mkdtemp(join(tmpdir(), 'tidemark-bench-'));
  const context = await chromium.launchPersistentContext(profile, launchOptions);
  try {
    const page = await context.newPage();
    page.setDefaultTimeout(0);
    await page.goto(address);
    await page.waitForFunction(() => document.title === 'ready');
    const measure = (name, task) =>
      page.evaluate(([wanted, given]) => window.measurements[wanted](given), [name, task]);
    return await work(measure, { page, session: await context.newCDPSession(page) });
  } finally {
    await context.close();
    await rm(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
}

// As a page is served to its users: Lit, say, has more to do in a build for development.
process.env.NODE_ENV = 'production';
const server = await createServer({
  root,
  mode: 'production',
  server: { port: 0, hmr: false, watch: null },
  optimizeDeps: { entries: ['test/bench/bench.html'] },
  logLevel: 'error',
});
await server.listen();
const address = `${server.resolvedUrls.local[0]}test/bench/bench.html`;
const wanted = values.only?.split(',') ?? Object.keys(suites);
const results = {};
try {
  // The first visit has the server bundle what the page needs.
  const about = await inBrowser(address, (_, given) => versions(given));
  console.log(table([about]));
  results.about = about;
  for (const name of wanted) {
    const suite = suites[name];
    if (!suite)
      throw new Error(`There is no ${name} to measure. Expected ${Object.keys(suites).join(', ')}.`);
    const rows = [];
    for (const part of suite) rows.push(...(await inBrowser(address, part)));
    results[name] = summaries[name]?.(rows) ?? rows;
    console.log(`\n${name}\n\n${table(results[name])}`);
  }
} finally {
  await server.close();
}
if (values.json) await writeFile(values.json, `${JSON.stringify(results, null, 2)}\n`);
