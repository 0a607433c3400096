import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'vite';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** The folder with the demo as it is built to be published, and the library beside it as `tidemark.js`. */
    builtPage: string;
  }
}

const root = join(import.meta.dirname, '../..');

/** Builds the demo, once for all tests of this project, and again when they run again. */
export default async function buildPage(project: TestProject): Promise<() => Promise<void>> {
  const outDir = await mkdtemp(join(tmpdir(), 'tidemark-built-'));
  const buildInto = (): Promise<void> =>
    forProduction(async () => {
      await build({ root, logLevel: 'warn', build: { outDir, emptyOutDir: true } });
      await build({
        root,
        logLevel: 'warn',
        configFile: false,
        publicDir: false,
        build: libraryInto(outDir),
      });
    });
  await buildInto();
  project.onTestsRerun(buildInto);
  project.provide('builtPage', outDir);
  return () => rm(outDir, { recursive: true, force: true });
}

function libraryInto(outDir: string): object {
  const entry = join(root, 'src/index.ts');
  return { outDir, emptyOutDir: false, lib: { entry, formats: ['es'], fileName: () => 'tidemark.js' } };
}

/** A test runner's NODE_ENV would build the page for development. */
export async function forProduction(act: () => Promise<unknown>): Promise<void> {
  const before = process.env['NODE_ENV'];
  process.env['NODE_ENV'] = 'production';
  try {
    await act();
  } finally {
    process.env['NODE_ENV'] = before;
  }
}
