import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BestQuery, CheckpointQuery, CheckpointStore } from '../../src/checkpoints/checkpoint-store.ts';
import { MemoryCheckpointStore } from '../../src/checkpoints/memory-checkpoint-store.ts';

/** One thing done to a store. */
type Deed =
  | { readonly do: 'save'; readonly path: string; readonly value: number; readonly run: string }
  | { readonly do: 'delete' | 'undo' | 'ask' | 'pin'; readonly path: string };

/** Few of the paths are rare, so that the answers about them lie behind many others. */
const saved = fc
  .tuple(fc.nat(20), fc.nat(30))
  .map(([dice, n]) => (dice === 0 ? `rare/${n % 4}.json` : `${dice % 2 ? 'a' : 'b'}/${n}.json`));
const path = fc.oneof(
  saved,
  fc.nat(3).map((n) => `rare/${n}.json`),
);
const run = fc.constantFrom('r', 's', 't');
const value = fc.oneof(
  { weight: 5, arbitrary: fc.nat(5) },
  { weight: 1, arbitrary: fc.constant(Number.NaN) },
);
const deed: fc.Arbitrary<Deed> = fc.oneof(
  { weight: 20, arbitrary: fc.record({ do: fc.constant('save' as const), path: saved, value, run }) },
  { weight: 5, arbitrary: fc.record({ do: fc.constantFrom('delete', 'undo', 'ask', 'pin'), path }) },
);

const patterns = ['a/{n}.json', 'rare/{n}.json', '{folder}/7.json', 'none/{n}.json'];
const questions: BestQuery[] = [
  {},
  { run: 's' },
  { pattern: 'rare/{n}.json', mode: 'min' },
  { pattern: 'b/{n}.json', run: 't', mode: 'max' },
];

/** Does the same to a store each time; what was deleted last can be put back. */
function doerOf(store: CheckpointStore): (one: Deed) => Promise<unknown> {
  let deleted: Awaited<ReturnType<CheckpointStore['delete']>> = null;
  return async (one) => {
    if (one.do === 'save') {
      const { value, run } = one;
      await store.save(one.path, 'x', { logs: { val_reward: value }, monitor: 'val_reward', run });
    } else if (one.do === 'delete') deleted = (await store.delete(one.path)) ?? deleted;
    else if (one.do === 'undo') await (deleted && store.restore(deleted).catch(() => null));
    else if (one.do === 'pin') await store.pin(one.path, true).catch(() => null);
    else return await answers(store);
    return null;
  };
}

async function answers(store: CheckpointStore): Promise<unknown[]> {
  const found: unknown[] = [await store.latest()];
  for (const pattern of patterns) found.push(await store.latest(pattern));
  for (const question of questions) found.push(await store.best(question));
  return found.map((entry) => (entry as { path: string } | null)?.path);
}

/** All pages of a list; a query may be asked of entries that change between pages. */
async function pages(store: CheckpointStore, query: CheckpointQuery): Promise<string[][]> {
  const found: string[][] = [];
  let after: string | null = null;
  do {
    const page = await store.list({ ...query, ...(after === null ? {} : { after }) });
    found.push(page.entries.map(({ path }) => path));
    after = page.next;
  } while (after !== null);
  return found;
}

const orders = ['mtime', 'path', { log: 'reward' }, { log: 'none' }] as const;
const filters: CheckpointQuery[] = [
  {},
  { folder: 'many' },
  { folder: 'few' },
  { folder: 'none' },
  { run: 'r1' },
  { run: 'r1', folder: 'many' },
  { pattern: 'many/1{n}.json', run: 'r2' },
  { text: '99' },
];

/** Sees to it that IndexedDB, with its indexes, answers as a walk over everything in memory does. */
export function describeEquivalence(engine: string, open: (name: string) => Promise<CheckpointStore>): void {
  describe(`looking up the latest and the best on ${engine}`, () => {
    it('answers as a walk over all entries does, whatever was saved, deleted, restored and asked before', async () => {
      let count = 0;
      await fc.assert(
        fc.asyncProperty(fc.array(deed, { minLength: 150, maxLength: 300 }), async (deeds) => {
          count += 1;
          const indexed = await open(`lookups-${count}`);
          const walked = new MemoryCheckpointStore();
          const [doIndexed, doWalked] = [doerOf(indexed), doerOf(walked)];
          for (const one of deeds) expect(await doIndexed(one)).toEqual(await doWalked(one));
          expect(await answers(indexed)).toEqual(await answers(walked));
          await indexed.close();
        }),
        { numRuns: 8 },
      );
    }, 60_000);

    it('stays right when more questions are asked than are remembered', async () => {
      const store = await open('many-questions');
      for (let n = 0; n < 30; n += 1) await store.save(`old/${n}.json`, 'x');
      for (let n = 0; n < 20; n += 1) await store.save(`new/${n}.json`, 'x');
      for (let round = 0; round < 2; round += 1) {
        for (let n = 0; n < 30; n += 1)
          expect((await store.latest(`{x}/${n}.json`))?.path).toMatch(`/${n}.json`);
      }
      await store.delete('old/29.json');
      expect(await store.latest('{x}/29.json')).toBeNull();
      await store.close();
    });
  });

  describe(`lists from ${engine}`, () => {
    let indexed: CheckpointStore;
    const walked = new MemoryCheckpointStore();

    /** More in one folder than are read at once, some in others, with equal, missing and odd values among them. */
    beforeAll(async () => {
      indexed = await open('lists');
      for (let n = 0; n < 1300; n += 1) {
        const path = `${n % 10 === 0 ? 'few' : 'many'}/${(n * 7919) % 1300}.json`;
        const value = [n % 50, Number.NaN, Infinity, -0][n % 7] ?? n % 3;
        const info = { run: `r${n % 3}`, ...(n % 11 === 0 ? {} : { logs: { reward: value } }) };
        for (const store of [indexed, walked]) await store.save(path, 'x', info);
      }
    }, 60_000);

    afterAll(() => indexed.close());

    it.each(orders.flatMap((orderBy) => filters.map((filter) => [orderBy, filter] as const)))(
      'are as those that are sorted in memory, page by page, in both directions: %j %j',
      async (orderBy, filter) => {
        for (const direction of ['ascending', 'descending'] as const) {
          const whole = { ...filter, orderBy, direction, limit: 333 };
          expect(await pages(indexed, whole)).toEqual(await pages(walked, whole));
        }
      },
    );
  });
}
