import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { formatPath, openCheckpointStore } from '../../../src/index.ts';
import type { CheckpointStore } from '../../../src/index.ts';
import manifest from '../../../package.json' with { type: 'json' };

const root = resolve(import.meta.dirname, '../../..');
const readme = readFileSync(join(root, 'README.md'), 'utf8');
const folder = mkdtempSync(join(tmpdir(), 'tidemark-readme-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** What a fragment takes for granted, being shown beside the same in Python. */
const givens = `
import { ExactMatch, Generator, Input, Program, ProgramCheckpoint, RandomFewShot } from 'tidemark';
import type { ChatModel, DataModel, Row } from 'tidemark';
declare const Sentence: DataModel, Answer: DataModel, languageModel: ChatModel;
declare const x: Row[], y: Row[], xVal: Row[], yVal: Row[];
`;

/** The TypeScript of the page by file name; a block without one is a fragment. */
const sources = [...readme.matchAll(/```ts\n(?:\/\/ (\S+\.ts)\n)?(.*?)```/gs)].map(([, name, code = '']) =>
  name === undefined
    ? { name: 'fragment.ts', code: `${givens}${code}` }
    : { name, code: `${code}\nexport {};\n` },
);

/** Runs a file of the page; answers what it exports. */
async function run(name: string): Promise<Record<string, unknown>> {
  const code = sources.find((source) => source.name === name)?.code ?? '';
  const file = join(folder, name);
  const entries = { tidemark: 'src/index.ts', 'tidemark/testing': 'src/testing.ts' };
  const resolved = Object.entries(entries).reduce(
    (text, [entry, source]) => text.replace(`'${entry}'`, JSON.stringify(join(root, source))),
    code,
  );
  writeFileSync(file, resolved);
  return (await import(file)) as Record<string, unknown>;
}

describe('the README', () => {
  it('shows the program, the worker, the page, and the rest by name', () => {
    expect(sources.map(({ name }) => name)).toEqual([
      'program.ts',
      'train.worker.ts',
      'page.ts',
      'fragment.ts',
      'panel.ts',
      'words.ts',
      'use.ts',
      'resume.ts',
      'retention.ts',
      'own.ts',
      'models.ts',
      'loop.ts',
      'tensorflow.ts',
      'own.test.ts',
    ]);
  });

  it('shows code that type-checks as it stands', { timeout: 60_000 }, () => {
    for (const { name, code } of sources) writeFileSync(join(folder, name), code);
    const config = { extends: join(root, 'tsconfig.json'), include: ['*.ts'], exclude: [] };
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(config));
    const compiler = join(root, 'node_modules/typescript/bin/tsc');
    const { stdout, status } = spawnSync(process.execPath, [compiler, '-p', folder], { encoding: 'utf8' });
    expect({ stdout, status }).toEqual({ stdout: '', status: 0 });
  });

  it('shows a loop of one’s own that keeps its best', async () => {
    const store = await openCheckpointStore();
    await run('loop.ts');
    // Its guesses are 2, 4, 6, 8, 10; the third one and the fourth are as near to 7.
    expect((await store.load('loop/best.json')).text).toBe('{"guess":6}');
    await store.close();
  });

  it('shows a test of one’s own that gets what it says', async () => {
    const { answers, asked, store } = await run('own.test.ts');
    expect([answers, asked]).toEqual([[{ text: 'one' }], 1]);
    expect(await (store as CheckpointStore).info('test/best.json')).toMatchObject({
      mtime: Date.UTC(2026, 0, 1),
    });
  });

  it('shows the paths that its templates give', () => {
    const rows = [...readme.matchAll(/^\| `(\S*\{\S+)`\s*\| `(\S+)`\s*\|$/gm)];
    expect(rows).toHaveLength(2);
    for (const [, template = '', path] of rows)
      expect(formatPath(template, { epoch: 7n, batch: 12n, val_reward: 0.8281 })).toBe(path);
  });

  it('names commands that there are', () => {
    const commands = [...readme.matchAll(/^npm (?:run )?(\S+)/gm)].map(([, name]) => name);
    expect(commands).toEqual(['start', 'test']);
    expect(Object.keys(manifest.scripts)).toEqual(expect.arrayContaining(commands));
  });

  it('leads to files that there are', () => {
    const links = [...readme.matchAll(/\]\((\.\/[^)]+)\)/g)].map(([, path = '']) => path);
    expect(links).toContain('./LICENSE');
    expect(links.filter((path) => !existsSync(join(root, path)))).toEqual([]);
  });
});
