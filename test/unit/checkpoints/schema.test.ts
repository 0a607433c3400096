import 'fake-indexeddb/auto';
import { readFile } from 'node:fs/promises';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { IndexedDbCheckpointStore } from '../../../src/checkpoints/indexeddb-checkpoint-store.ts';
import { IndexedDbConnection } from '../../../src/checkpoints/indexeddb-connection.ts';
import { schemaSteps } from '../../../src/checkpoints/indexeddb-schema.ts';
import type { SchemaStep } from '../../../src/checkpoints/indexeddb-schema.ts';
import {
  readRecording,
  recordDatabase,
  replayDatabase,
  writeRecording,
} from '../../helpers/recorded-database.ts';
import type { RecordedDatabase } from '../../helpers/recorded-database.ts';

afterEach(() => {
  vi.restoreAllMocks();
});

const versions = schemaSteps.map((_step, index) => index + 1);

/** From version 3 on, texts as long as these are kept in rows. */
const long = { since: 3, text: '😀'.repeat(60_000), state: 'ä'.repeat(210_000) };

async function recording(version: number): Promise<RecordedDatabase> {
  return readRecording(await readFile(new URL(`recorded/schema-${version}.json`, import.meta.url), 'utf8'));
}

describe.each(versions)('a database of schema version %i', (version) => {
  it('opens with nothing lost', async () => {
    const name = `recorded-${version}`;
    await replayDatabase(name, await recording(version));
    const store = await new IndexedDbCheckpointStore(name).open();
    await store.repaired;
    expect(store.notices).toEqual([]);
    expect((await store.list({ orderBy: 'path', direction: 'ascending' })).entries).toMatchObject([
      { path: 'log.csv', kind: 'other', generation: 1 },
      {
        path: 'runs/01-0.25.json',
        run: 'r1',
        epoch: 0,
        logs: { val_reward: 0.25, cost: Infinity },
        resumable: true,
      },
      { path: 'runs/02-0.75.json', run: 'r1', epoch: 1, pinned: true, note: 'die beste', damaged: false },
      {
        path: 'runs/best.variables.json',
        kind: 'variables',
        generation: 3,
        reason: 'best',
        parent: 'old.json',
      },
      ...(version < long.since
        ? []
        : [{ path: 'runs/long.json', run: 'r3', bytes: 240_000, resumable: true }]),
      {
        path: 'runs/nan.json',
        run: 'r2',
        logs: { val_reward: Number.NaN, cost: -0 },
        mtime: 1_700_000_000_004,
      },
    ]);
    expect((await store.best())?.path).toBe('runs/02-0.75.json');
    expect((await store.latest())?.path).toBe('runs/best.variables.json');
    // Saved under this template, though by another name.
    expect((await store.latest('runs/{epoch:02d}-{val_reward:.2f}.json'))?.path).toBe('runs/nan.json');
    expect(await store.load('runs/01-0.25.json')).toMatchObject({
      text: '{"epoch": 1}',
      trainingState: 'state ä😀',
    });
    expect((await store.load('runs/best.variables.json')).text).toBe('{"generation": 3}');
    const usage = version < long.since ? { count: 5, bytes: 105 } : { count: 6, bytes: 105 + 660_000 };
    expect(await store.usage()).toMatchObject(usage);
    expect((await store.save('runs/best.variables.json', 'x')).generation).toBe(4);
    expect((await store.save('new.json', 'x')).mtime).toBeGreaterThan(1_700_000_000_027);
    await store.close();
  });

  it('is what this version of the code makes, or is brought there by its steps', async () => {
    const [upgraded, made] = [`upgraded-${version}`, `made-${version}`];
    await replayDatabase(upgraded, await recording(version));
    for (const name of [upgraded, made]) {
      const connection = new IndexedDbConnection(name);
      await connection.open();
      await connection.close();
    }
    const shape = ({ version: number, tables }: RecordedDatabase): unknown => ({
      number,
      tables: Object.entries(tables).map(([name, { keyPath, indexes }]) => ({ name, keyPath, indexes })),
    });
    expect(shape(await recordDatabase(upgraded))).toEqual(shape(await recordDatabase(made)));
  });
});

describe.each(versions.filter((version) => version >= long.since))(
  'a database of schema version %i',
  (version) => {
    it('has kept its long texts, in rows', async () => {
      const name = `recorded-long-${version}`;
      await replayDatabase(name, await recording(version));
      const store = await new IndexedDbCheckpointStore(name).open();
      const { text, trainingState } = await store.load('runs/long.json');
      expect([text === long.text, trainingState === long.state]).toEqual([true, true]);
      await store.close();
    });
  },
);

it('the step to version 2 forgets the answers to look-ups, which went by paths alone, and nothing else', async () => {
  const recorded = await recording(1);
  expect(recorded.tables['matches']?.rows).not.toEqual([]);
  await replayDatabase('forgetting', recorded);
  const connection = new IndexedDbConnection('forgetting', {}, schemaSteps.slice(0, 2));
  await connection.open();
  await connection.close();
  const { tables } = await recordDatabase('forgetting');
  const emptied = { views: { ...tables['views'], rows: [] }, matches: { ...tables['matches'], rows: [] } };
  expect(tables).toEqual({ ...recorded.tables, ...emptied });
});

const latest = schemaSteps.length;

/** Uses a store as its users do, at times that are the same in every run. */
async function useStore(name: string): Promise<void> {
  let now = 1_700_000_000_000;
  vi.spyOn(Date, 'now').mockImplementation(() => now);
  const store = await new IndexedDbCheckpointStore(name).open();
  await store.repaired;
  const save = (path: string, text: string, info = {}): Promise<unknown> => {
    now += 1;
    return store.save(path, text, info);
  };
  const template = 'runs/{epoch:02d}-{val_reward:.2f}.json';
  const ofRun = { template, monitor: 'val_reward', mode: 'max', reason: 'epoch', run: 'r1' };
  const [first, second] = [
    { val_reward: 0.25, cost: Infinity },
    { val_reward: 0.75, cost: 1 },
  ];
  await save('runs/01-0.25.json', '{"epoch": 1}', {
    ...ofRun,
    epoch: 0,
    logs: first,
    trainingState: 'state ä😀',
  });
  await save('runs/02-0.75.json', '{"epoch": 2}', { ...ofRun, epoch: 1, logs: second });
  await save('log.csv', 'epoch,reward\r\n0,0.25\r\n');
  await save('runs/nan.json', '{"nan": true}', {
    ...ofRun,
    run: 'r2',
    epoch: 2,
    logs: { val_reward: NaN, cost: -0 },
  });
  await save('runs/long.json', long.text, { run: 'r3', trainingState: long.state });
  // Enough of others in front of them that the look-ups are remembered.
  for (let n = 0; n < 20; n += 1) await save(`filler/${n}.json`, 'x');
  for (const pattern of [template, 'never/{epoch}.json']) await store.latest(pattern);
  await store.best();
  for (let n = 0; n < 20; n += 1) await store.delete(`filler/${n}.json`);
  const best = { kind: 'variables', reason: 'best', parent: 'old.json', logs: { val_reward: 0.1 } };
  for (const n of [1, 2, 3]) await save('runs/best.variables.json', `{"generation": ${n}}`, best);
  await store.change('runs/02-0.75.json', { pinned: true, note: 'die beste' });
  await store.close();
}

describe('the newest schema', () => {
  // When this fails, a database that users have would not be what the code expects: add a step to the schema, and let
  // `npx vitest run -u` write the recording of the new version. The recordings before it stay as they are.
  it('is the one that was recorded, to the last field', async () => {
    await useStore('newest');
    const recorded = writeRecording(await recordDatabase('newest'));
    await expect(recorded).toMatchFileSnapshot(`recorded/schema-${latest}.json`);
  });
});

describe('an upgrade', () => {
  it('takes the steps that a database lacks, each once, and keeps what it holds', async () => {
    const recorded = await recording(latest);
    await replayDatabase('stepwise', recorded);
    const taken: number[] = [];
    const steps: SchemaStep[] = [1, 2].map((step) => () => void taken.push(step));
    for (let opening = 0; opening < 2; opening += 1) {
      const connection = new IndexedDbConnection('stepwise', {}, [...schemaSteps, ...steps]);
      await connection.open();
      await connection.close();
    }
    expect(taken).toEqual([1, 2]);
    expect(await recordDatabase('stepwise')).toEqual({ ...recorded, version: latest + 2 });
  });

  it('that fails leaves the database as it was', async () => {
    const recorded = await recording(latest);
    await replayDatabase('failing', recorded);
    const failing: SchemaStep = (database) => {
      database.deleteObjectStore('texts');
      throw new Error('no good');
    };
    const connection = new IndexedDbConnection('failing', {}, [...schemaSteps, failing]);
    await expect(connection.open()).rejects.toMatchObject({ code: 'not-opened' });
    expect(await recordDatabase('failing')).toEqual(recorded);
  });
});
