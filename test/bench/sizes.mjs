/** How large the entries are: each bundled with all it needs, minified, and compressed as servers do. */
import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync } from 'node:zlib';
import { build } from 'vite';

const at = (path) => fileURLToPath(new URL(`../../${path}`, import.meta.url));

const entries = {
  tidemark: at('src/index.ts'),
  'tidemark/worker': at('src/worker.ts'),
  'tidemark/elements/checkpoint-panel': at('src/elements/checkpoint-panel/checkpoint-panel.ts'),
  'tidemark/elements/download-best': at('src/elements/download-best/download-best.ts'),
  '@tensorflow/tfjs-layers': '@tensorflow/tfjs-layers',
};

const ax = '@ax-llm/ax@24.0.21';

/**
 * Fetches ax to measure it, into a folder of its own: it is no dependency, for its installation writes files into the
 * project that installs it.
 */
async function withAx(work) {
  const folder = await mkdtemp(join(tmpdir(), 'tidemark-ax-'));
  try {
    await writeFile(join(folder, 'package.json'), '{ "private": true }');
    const options = ['--ignore-scripts', '--no-audit', '--no-fund', '--silent'];
    execFileSync('npm', ['install', ...options, ax], { cwd: folder });
    return await work(join(folder, 'node_modules/@ax-llm/ax/index.js'));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** What pages and workers import of the entry, as in the README: bundlers drop the rest. */
const parts = {
  'tidemark, by a page': `export { connectTrainer, openCheckpointStore } from '${entries.tidemark}';`,
  'tidemark, by a trainer of its own': `export { ProgramCheckpoint, formatPath } from '${entries.tidemark}';`,
  'tidemark, by a worker that trains':
    `export { dataModel, ExactMatch, Generator, Input, NgramModel, Program, ProgramCheckpoint, RandomFewShot } from '${entries.tidemark}';\n` +
    `export { serveTrainer } from '${entries['tidemark/worker']}';`,
};

/** Gives a text to the bundler as a module. */
const written = (code) => ({
  name: 'written',
  resolveId: (id) => (id === 'written' ? '\0written' : null),
  load: (id) => (id === '\0written' ? code : null),
});

/** What loads with an entry, and what is loaded later by parts of it. */
async function sizesOf(input, code = '') {
  // The server that bench.mjs runs has it at `development`, and Lit would be bundled with its warnings.
  process.env.NODE_ENV = 'production';
  const { output } = await build({
    configFile: false,
    logLevel: 'silent',
    plugins: [written(code)],
    build: {
      write: false,
      minify: true,
      rolldownOptions: { input: { entry: input }, preserveEntrySignatures: 'strict' },
    },
  });
  const chunks = new Map(
    output.filter(({ type }) => type === 'chunk').map((chunk) => [chunk.fileName, chunk]),
  );
  const atOnce = new Set();
  const follow = (name) => {
    if (atOnce.has(name)) return;
    atOnce.add(name);
    for (const imported of chunks.get(name)?.imports ?? []) follow(imported);
  };
  for (const { fileName, isEntry } of chunks.values()) if (isEntry) follow(fileName);
  const bytes = (names) => {
    const code = names.map((name) => chunks.get(name)?.code ?? '').join('');
    return code === '' ? 0 : brotliCompressSync(code).length;
  };
  const later = [...chunks.keys()].filter((name) => !atOnce.has(name));
  return { atOnce: bytes([...atOnce]), later: bytes(later) };
}

/** Brotli sizes of all entries, in bytes. */
export async function measureSizes() {
  const sizes = [];
  for (const [name, input] of Object.entries(entries)) sizes.push({ name, ...(await sizesOf(input)) });
  for (const [name, code] of Object.entries(parts)) sizes.push({ name, ...(await sizesOf('written', code)) });
  try {
    sizes.push({ name: ax, ...(await withAx(sizesOf)) });
  } catch (error) {
    console.warn(`${ax} is left out: ${error.message}`);
  }
  return sizes;
}
