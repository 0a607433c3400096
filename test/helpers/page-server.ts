import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build, preview } from 'vite';
import { pageHeaders } from '../../.scripts/content-security-policy.mjs';

const root = join(import.meta.dirname, '../..');

/** The demo as it would be published, with the library beside it as `tidemark.js`. */
export interface BuiltPage {
  /** Serves it on a port of its own. */
  serve(): Promise<PageServer>;
  /** Publishes a new version of it: the page has another title then. */
  release(title: string): Promise<void>;
  remove(): Promise<void>;
}

export interface PageServer {
  readonly url: string;
  /** Stops answering at once, open connections included. */
  stop(): Promise<void>;
}

export async function buildPage(): Promise<BuiltPage> {
  const outDir = await mkdtemp(join(tmpdir(), 'tidemark-page-'));
  await forProduction(async () => {
    await build({ root, logLevel: 'warn', build: { outDir, emptyOutDir: true } });
    await build({ root, logLevel: 'warn', configFile: false, publicDir: false, build: libraryInto(outDir) });
  });
  return {
    serve: () => serve(outDir),
    release: (title) => release(outDir, title),
    remove: () => rm(outDir, { recursive: true, force: true }),
  };
}

async function release(outDir: string, title: string): Promise<void> {
  const edit = async (name: string, pattern: RegExp, text: string): Promise<void> => {
    const path = join(outDir, name);
    const before = await readFile(path, 'utf8');
    if (!pattern.test(before)) throw new Error(`${name} has nothing like ${pattern}.`);
    await writeFile(path, before.replace(pattern, text));
  };
  await edit('index.html', /(?<=<title>).*(?=<\/title>)/, title);
  await edit('sw.js', /(?<="index\.html",revision:")\w+/, title.replaceAll(/\W/g, ''));
}

function libraryInto(outDir: string): object {
  const entry = join(root, 'src/index.ts');
  return { outDir, emptyOutDir: false, lib: { entry, formats: ['es'], fileName: () => 'tidemark.js' } };
}

/** A test runner's NODE_ENV would build the page for development. */
async function forProduction(act: () => Promise<void>): Promise<void> {
  const before = process.env['NODE_ENV'];
  process.env['NODE_ENV'] = 'production';
  try {
    await act();
  } finally {
    process.env['NODE_ENV'] = before;
  }
}

async function serve(outDir: string): Promise<PageServer> {
  const server = await preview({
    root,
    configFile: false,
    logLevel: 'warn',
    build: { outDir },
    preview: { port: 0, host: 'localhost', headers: pageHeaders },
  });
  const url = server.resolvedUrls?.local[0];
  if (url === undefined) throw new Error('The preview server has no address.');
  return { url, stop: () => server.close() };
}
