/** How large the entries are: each bundled with all it needs, minified, and compressed as servers do. */
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
  '@ax-llm/ax': '@ax-llm/ax',
};

/** What loads with an entry, and what is loaded later by parts of it. */
async function sizesOf(input) {
  const { output } = await build({
    configFile: false,
    logLevel: 'silent',
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
  return sizes;
}
