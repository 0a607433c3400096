import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { preview } from 'vite';
import { afterAll, beforeAll, inject } from 'vitest';
import { servedPolicy } from '../../.scripts/content-security-policy.mjs';

export interface PageServer {
  readonly url: string;
  /** Stops answering at once, open connections included. */
  stop(): Promise<void>;
}

/** Serves the demo as it was built, on a port of its own. */
export async function servePage(outDir = inject('builtPage')): Promise<PageServer> {
  const server = await preview({
    configFile: false,
    logLevel: 'warn',
    build: { outDir },
    preview: { port: 0, host: 'localhost' },
    plugins: [servedPolicy],
  });
  const url = server.resolvedUrls?.local[0];
  if (url === undefined) throw new Error('The preview server has no address.');
  return { url, stop: () => server.close() };
}

/** Serves the demo for the tests of one file. */
export function useServer(): PageServer {
  let server: PageServer;
  beforeAll(async () => void (server = await servePage()));
  afterAll(() => server.stop());
  return {
    get url() {
      return server.url;
    },
    stop: () => server.stop(),
  };
}

/** A copy of the demo, of which new versions can be published. */
export interface PublishedPage {
  serve(): Promise<PageServer>;
  /** Publishes a new version of it: the page has another title then. */
  release(title: string): Promise<void>;
  remove(): Promise<void>;
}

export async function publishPage(): Promise<PublishedPage> {
  const outDir = await mkdtemp(join(tmpdir(), 'tidemark-page-'));
  await cp(inject('builtPage'), outDir, { recursive: true });
  return {
    serve: () => servePage(outDir),
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
