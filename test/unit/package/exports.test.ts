import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ViteUserConfig } from 'vitest/config';
import lock from '../../../package-lock.json' with { type: 'json' };
import manifest from '../../../package.json' with { type: 'json' };
import configure from '../../../vite.config.ts';

const root = resolve(import.meta.dirname, '../../..');
const entries = ['index', 'worker', 'testing', 'elements'];
const elements = readdirSync(join(root, 'src/elements')).filter((name) => name !== 'internal');
const library: ViteUserConfig = await configure({ mode: 'library', command: 'build' });

/** What every page, worker or script may import from `tidemark`, by whatever it was built. */
const publicNames = [
  'Accuracy',
  'BinaryF1Score',
  'CSVLogger',
  'Callback',
  'CallbackList',
  'CategoricalAccuracy',
  'CosineSimilarity',
  'EarlyStopping',
  'ExactMatch',
  'F1Score',
  'Generator',
  'History',
  'Input',
  'LMAsJudge',
  'MemoryCheckpointStore',
  'NgramModel',
  'OMEGA',
  'Program',
  'ProgramCheckpoint',
  'RandomFewShot',
  'TidemarkError',
  'connectTrainer',
  'dataModel',
  'formatPath',
  'loadProgram',
  'openCheckpointStore',
  'programFromJson',
];

/** What is not code but for tools that look at packages. */
const { './package.json': manifestPath, ...codeExports } = manifest.exports;

/** The source that the build turns into a target: the package is laid out as the sources are. */
function sourceOf(target: string): string {
  return target
    .replace('./dist/types/', 'src/')
    .replace('./dist/', 'src/')
    .replace(/\.d\.ts$|\.js$/, '.ts');
}

describe('the exports map', () => {
  it('offers the four entries and every element by itself', () => {
    expect(Object.keys(codeExports)).toEqual(['.', './worker', './elements', './elements/*', './testing']);
  });

  it('lets tools read the manifest, and by it where the elements are described', () => {
    expect(manifestPath).toBe('./package.json');
    expect(manifest.customElements).toMatch(/^\.\/dist\//);
  });

  it('puts types first, or TypeScript does not find them', () => {
    for (const target of Object.values(codeExports))
      expect(Object.keys(target)).toEqual(['types', 'default']);
  });

  it('leads code and types to the same source, which is there', () => {
    for (const [name, target] of Object.entries(codeExports)) {
      const sources = new Set([sourceOf(target.types), sourceOf(target.default)]);
      expect([...sources], name).toHaveLength(1);
      const [source = ''] = sources;
      for (const element of source.includes('*') ? elements : [''])
        expect(existsSync(join(root, source.replaceAll('*', element))), `${name} ${element}`).toBe(true);
    }
  });

  it('has each entry built, under its own name', () => {
    expect(library.build?.outDir).toBe('dist');
    expect(library.build?.lib).toMatchObject({
      entry: Object.fromEntries(entries.map((name) => [name, join(root, `src/${name}.ts`)])),
      formats: ['es'],
    });
  });

  it('has each element built, being part of the entry that registers all', () => {
    const all = readFileSync(join(root, 'src/elements.ts'), 'utf8');
    expect(elements.filter((name) => !all.includes(`'./elements/${name}/${name}.ts'`))).toEqual([]);
  });
});

describe('the package', () => {
  it('keeps bundlers from dropping elements, which register themselves', () => {
    for (const folder of ['dist', 'src']) {
      const type = folder === 'dist' ? 'js' : 'ts';
      expect(manifest.sideEffects).toContain(`./${folder}/elements.${type}`);
      expect(manifest.sideEffects).toContain(`./${folder}/elements/**/*.${type}`);
    }
  });

  it('names no server to download from', () => {
    expect(JSON.stringify(lock)).not.toContain('"resolved"');
  });

  it('can be installed with npm ci, which wants what any platform needs in the lock', () => {
    const wanted = Object.values(lock.packages).flatMap((entry) =>
      'optionalDependencies' in entry ? Object.keys(entry.optionalDependencies) : [],
    );
    const locked = new Set(Object.keys(lock.packages).map((path) => path.replace(/^.*node_modules\//, '')));
    expect(wanted.filter((name) => !locked.has(name))).toEqual([]);
  });

  it('bundles none of its dependencies', () => {
    const external = library.build?.rolldownOptions?.external;
    const patterns = Array.isArray(external) ? external : [];
    const isExternal = (name: string): boolean =>
      patterns.some((pattern) => (pattern instanceof RegExp ? pattern.test(name) : pattern === name));
    expect(Object.keys(manifest.dependencies).filter((name) => !isExternal(name))).toEqual([]);
  });

  it('exports the names that authors build on, with no page around it', async () => {
    expect(typeof document).toBe('undefined');
    const main = await import('../../../src/index.ts');
    expect(Object.keys(main)).toEqual(expect.arrayContaining(publicNames));
    expect(Object.keys(await import('../../../src/worker.ts'))).toContain('serveTrainer');
    expect(Object.keys(await import('../../../src/testing.ts'))).toContain('MemoryCheckpointStore');
  });
});
