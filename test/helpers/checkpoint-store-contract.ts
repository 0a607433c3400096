import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fileOf, programText, variablesText } from './checkpoint-texts.ts';
import type {
  CheckpointEntry,
  CheckpointQuery,
  CheckpointStore,
} from '../../src/checkpoints/checkpoint-store.ts';

/** A store to test, and how to be rid of it. */
export interface StoreFixture {
  readonly store: CheckpointStore;
  readonly dispose: () => Promise<void>;
}

const sha256OfAbc = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad';

/** What every store promises, wherever it keeps its checkpoints. */
export function describeStoreContract(engine: string, open: () => Promise<StoreFixture>): void {
  describe(`the store's contract on ${engine}`, () => {
    let fixture: StoreFixture;
    let store: CheckpointStore;

    beforeEach(async () => {
      fixture = await open();
      store = fixture.store;
    });

    afterEach(async () => {
      vi.restoreAllMocks();
      await fixture.dispose();
    });

    const paths = (entries: readonly CheckpointEntry[]): string[] => entries.map(({ path }) => path);
    const listed = async (query?: CheckpointQuery): Promise<string[]> =>
      paths((await store.list(query)).entries);
    const scored = (path: string, val_reward: number, more = {}): Promise<CheckpointEntry> =>
      store.save(path, `{"at":"${path}"}`, {
        logs: { val_reward },
        monitor: 'val_reward',
        mode: 'max',
        ...more,
      });

    describe('saving and loading', () => {
      it('gives back the text that was saved, with its size and digest in UTF-8 bytes', async () => {
        const entry = await store.save('runs/01.json', 'abc');
        expect(entry).toMatchObject({ path: 'runs/01.json', bytes: 3, sha256: sha256OfAbc, kind: 'program' });
        expect(await store.load('runs/01.json')).toEqual({ entry, text: 'abc', trainingState: null });
        expect((await store.save('umlaut.json', 'ä€😀')).bytes).toBe(9);
      });

      it.each<[string, (options: never) => Promise<unknown>, object]>([
        ['monitor', (info) => store.save('a.json', '{}', info), { moniter: 'val_reward' }],
        ['makeRoom', (options) => store.save('a.json', '{}', {}, options), { make_room: null }],
        ['orderBy', (query) => store.list(query), { order_by: 'path' }],
        ['monitor', (query) => store.best(query), { monitr: 'val_reward' }],
        ['dryRun', (options) => store.import(fileOf('a.json', programText()), options), { dryrun: true }],
        ['pinned', (changes) => store.change('a.json', changes), { pined: true }],
      ])(
        'refuses what nobody would read, and changes nothing: it was meant to be %s',
        async (closest, use, options) => {
          await expect(use(options as never)).rejects.toMatchObject({
            code: 'unknown-option',
            details: { closest },
          });
          expect(await listed()).toEqual([]);
        },
      );

      it('takes the entry of another checkpoint for what is said of a copy', async () => {
        const entry = await scored('runs/01.json', 0.5, { epoch: 0, run: 'one' });
        const copy = await store.save('copy.json', '{}', entry);
        expect(copy).toMatchObject({ path: 'copy.json', run: 'one', epoch: 0, logs: { val_reward: 0.5 } });
        expect(copy.bytes).toBe(2);
      });

      it('fills in what the writer did not say', async () => {
        expect(await store.save('log.csv', '')).toMatchObject({
          kind: 'other',
          run: '',
          parent: null,
          template: 'log.csv',
          epoch: null,
          batch: null,
          logs: {},
          monitor: null,
          mode: null,
          reason: 'manual',
          resumable: false,
          pinned: false,
          note: '',
          generation: 1,
          damaged: false,
        });
        expect((await store.save('a.variables.json', '')).kind).toBe('variables');
      });

      it('keeps what the writer said, NaN and infinities included', async () => {
        const info = {
          kind: 'variables',
          run: 'r1',
          parent: 'p.json',
          template: '{epoch}.json',
          epoch: 2,
          batch: 7,
          logs: { reward: Number.NaN, cost: Infinity },
          monitor: 'cost',
          mode: 'min',
          reason: 'batch',
        } as const;
        await store.save('3.json', 'x', info);
        expect(await store.info('3.json')).toMatchObject(info);
      });

      it('keeps a training state beside the text', async () => {
        expect((await store.save('a.json', 'x', { trainingState: 'state' })).resumable).toBe(true);
        expect((await store.load('a.json')).trainingState).toBe('state');
      });

      it('spares what another run has saved, if that is asked for', async () => {
        const [ours, theirs] = [{ run: 'ours' }, { run: 'theirs' }];
        const spared = { sparesOtherRuns: true };
        await store.save('theirs.json', 'theirs', theirs);
        await expect(store.save('theirs.json', 'ours', ours, spared)).rejects.toMatchObject({
          name: 'CheckpointError',
          code: 'other-run',
          details: { path: 'theirs.json', run: 'theirs' },
        });
        await expect(store.save('theirs.json', 'by hand', {}, spared)).rejects.toThrow('theirs');
        expect(await store.load('theirs.json')).toMatchObject({ text: 'theirs', entry: { generation: 1 } });
        expect(await store.usage()).toMatchObject({ bytes: 6, count: 1 });
        // Its own, what no run made, and what is not to be spared are replaced.
        await store.save('theirs.json', 'theirs again', theirs, spared);
        expect((await store.load('theirs.json')).text).toBe('theirs again');
        await store.save('by-hand.json', 'by hand');
        await store.save('by-hand.json', 'ours', ours, spared);
        expect((await store.info('by-hand.json'))?.run).toBe('ours');
        await store.save('theirs.json', 'ours', ours);
        expect((await store.info('theirs.json'))?.run).toBe('ours');
      });

      it('keeps texts of any length, whatever they are made of', async () => {
        const units = [
          'x',
          'ä',
          '€',
          '😀',
          '\ud83d',
          '\ude00\ud83d',
          `{"reward": 0.25},\n`,
          String.fromCharCode(0),
        ];
        for (const unit of units) {
          const text = `x${unit.repeat(Math.ceil(250_000 / unit.length))}`;
          const { generation } = await store.save('a.json', text, { trainingState: text.slice(1) });
          const loaded = await store.load('a.json');
          expect([loaded.text === text, loaded.trainingState === text.slice(1)]).toEqual([true, true]);
          expect(loaded.entry).toMatchObject({ generation, damaged: false });
        }
        const before = await store.usage();
        const deleted = await store.delete('a.json');
        expect(await store.usage()).toMatchObject({ bytes: 0, count: 0 });
        if (deleted) await store.restore(deleted);
        expect((await store.usage()).bytes).toBeLessThanOrEqual(before.bytes);
        expect(await store.load('a.json')).toEqual(deleted);
      });

      it('does not follow later changes of the logs it was given', async () => {
        const logs = { reward: 1 };
        await store.save('a.json', 'x', { logs });
        logs.reward = 2;
        expect((await store.info('a.json'))?.logs).toEqual({ reward: 1 });
      });

      it('writes a new generation of a path that exists, and keeps its pin and note', async () => {
        await store.save('a.json', 'one');
        await store.change('a.json', { pinned: true, note: 'good' });
        expect(await store.save('a.json', 'two')).toMatchObject({
          generation: 2,
          pinned: true,
          note: 'good',
        });
        expect((await store.load('a.json')).text).toBe('two');
        expect(await listed()).toEqual(['a.json']);
      });

      it('says so when a path holds nothing', async () => {
        await expect(store.load('none.json')).rejects.toMatchObject({
          name: 'CheckpointError',
          code: 'not-found',
          details: { path: 'none.json' },
        });
        expect(await store.info('none.json')).toBeNull();
      });

      it('refuses a path that cannot be a key', async () => {
        for (const path of ['', 'lone\uD800.json']) {
          await expect(store.save(path, 'x')).rejects.toMatchObject({ code: 'invalid-path' });
        }
      });

      it('refuses a text that is not a string', async () => {
        await expect(store.save('a.json', { toString: () => 'x' } as never)).rejects.toMatchObject({
          code: 'invalid-text',
        });
      });

      it('takes names with any characters, quotes, line ends and those of Object included', async () => {
        for (const path of [
          '__proto__',
          'constructor',
          'a\nb.json',
          `n"é'x".json`,
          '/tmp/😀 x.json',
          's3://b/c.json',
        ]) {
          await store.save(path, path);
          expect((await store.load(path)).text).toBe(path);
        }
      });

      it('refuses a path that is a folder, and one inside a file, in the words of the reference', async () => {
        await store.save('a/b/c.json', 'x');
        await store.save('a/b-other.json', 'x');
        for (const path of ['a', 'a/b', 'a/b/c.json/d.json', 'a/b/c.json/d/e.json']) {
          await expect(store.save(path, 'x')).rejects.toThrow(
            `Please specify a non-directory filepath for ProgramCheckpoint. Filepath used is an existing directory: ${path}`,
          );
        }
        expect(await listed({ orderBy: 'path', direction: 'ascending' })).toEqual([
          'a/b-other.json',
          'a/b/c.json',
        ]);
      });
    });

    describe('time', () => {
      it('only grows, also when saves share a millisecond', async () => {
        vi.spyOn(Date, 'now').mockReturnValue(5_000_000);
        const times = [await store.save('a', 'x'), await store.save('b', 'x'), await store.save('a', 'y')];
        expect(times.map(({ mtime }) => mtime)).toEqual([5_000_000, 5_000_001, 5_000_002]);
      });

      it('only grows when the clock is set back a day, and latest stays right', async () => {
        const clock = vi.spyOn(Date, 'now').mockReturnValue(100_000_000);
        await store.save('runs/1.json', 'x');
        clock.mockReturnValue(100_000_000 - 86_400_000);
        await store.save('runs/2.json', 'x');
        expect((await store.latest('runs/{epoch}.json'))?.path).toBe('runs/2.json');
      });

      it('only grows past a checkpoint that has been deleted', async () => {
        vi.spyOn(Date, 'now').mockReturnValue(1000);
        await store.save('a.json', 'x');
        await store.delete('a.json');
        expect((await store.save('b.json', 'x')).mtime).toBe(1001);
      });

      it('grows for saves that are started at once', async () => {
        vi.spyOn(Date, 'now').mockReturnValue(1000);
        const saved = await Promise.all(Array.from({ length: 20 }, (_, n) => store.save(`${n}.json`, 'x')));
        expect(new Set(saved.map(({ mtime }) => mtime)).size).toBe(20);
      });
    });

    describe('latest', () => {
      it('is the one modified last among those that match', async () => {
        for (const path of ['runs/1.json', 'runs/2.json', 'other/3.json']) await store.save(path, 'x');
        await store.save('runs/1.json', 'again');
        expect((await store.latest())?.path).toBe('runs/1.json');
        expect((await store.latest('other/{epoch}.json'))?.path).toBe('other/3.json');
        expect((await store.latest('runs/2.json'))?.path).toBe('runs/2.json');
        expect(await store.latest('nothing/{epoch}.json')).toBeNull();
      });

      it('is null in an empty store', async () => {
        expect(await store.latest()).toBeNull();
      });

      it('goes by a new answer after each save, deletion and restoration', async () => {
        const pattern = 'rare/{epoch}.json';
        await store.save('rare/1.json', 'x');
        for (let n = 0; n < 40; n += 1) await store.save(`common/${n}.json`, 'x');
        expect((await store.latest(pattern))?.path).toBe('rare/1.json');
        await store.save('rare/2.json', 'x');
        expect((await store.latest(pattern))?.path).toBe('rare/2.json');
        const deleted = await store.delete('rare/2.json');
        expect((await store.latest(pattern))?.path).toBe('rare/1.json');
        if (deleted) await store.restore(deleted);
        expect((await store.latest(pattern))?.path).toBe('rare/2.json');
        await store.delete('rare/2.json');
        await store.delete('rare/1.json');
        expect(await store.latest(pattern)).toBeNull();
        await store.save('rare/1.json', 'x');
        expect((await store.latest(pattern))?.path).toBe('rare/1.json');
      });

      it('stays right when one is changed that lies behind those that have been looked at', async () => {
        const pattern = 'rare/{epoch}.json';
        for (const n of [1, 2, 3]) await store.save(`rare/${n}.json`, 'x');
        for (let n = 0; n < 40; n += 1) await store.save(`common/${n}.json`, 'x');
        expect((await store.latest(pattern))?.path).toBe('rare/3.json');
        await store.pin('rare/1.json', true);
        await store.delete('rare/3.json');
        expect((await store.latest(pattern))?.path).toBe('rare/2.json');
      });

      it('passes over files that are no checkpoints, unless the pattern names them', async () => {
        await store.save('runs/1.json', 'x');
        await store.save('runs/log.csv', 'x');
        expect((await store.latest())?.path).toBe('runs/1.json');
        expect((await store.latest('runs/log.csv'))?.path).toBe('runs/log.csv');
      });

      it('finds what was saved under the template by another name too, among however many others', async () => {
        const template = 'runs/{epoch:02d}.json';
        await store.save('runs/01.json', 'x', { template, run: 'A' });
        await store.save('runs/01-v1.json', 'x', { template, run: 'B' });
        await store.save('runs/01-v2.json', 'x', { template: 'runs/{epoch}.json', run: 'C' });
        expect((await store.latest(template))?.path).toBe('runs/01-v1.json');
        for (let n = 0; n < 40; n += 1) await store.save(`common/${n}.json`, 'x');
        expect((await store.latest(template))?.path).toBe('runs/01-v1.json');
        await store.save('runs/02-v1.json', 'x', { template });
        expect((await store.latest(template))?.path).toBe('runs/02-v1.json');
        await store.delete('runs/02-v1.json');
        await store.delete('runs/01-v1.json');
        expect((await store.latest(template))?.path).toBe('runs/01.json');
      });
    });

    describe('best', () => {
      it('is the greatest or the least value, the earliest among equals, and never NaN', async () => {
        for (const [path, value] of [
          ['a', 0.5],
          ['b', 0.9],
          ['c', 0.9],
          ['d', NaN],
          ['e', 0.1],
          ['f', 0.1],
        ] as const) {
          await scored(`${path}.json`, value);
        }
        expect((await store.best({ monitor: 'val_reward', mode: 'max' }))?.path).toBe('b.json');
        expect((await store.best({ monitor: 'val_reward', mode: 'min' }))?.path).toBe('e.json');
      });

      it('orders infinities, zero and negative values as numbers', async () => {
        for (const value of [0, -1, Infinity, -Infinity, 1e-300]) await scored(`${value}.json`, value);
        expect((await store.best({ mode: 'max' }))?.path).toBe('Infinity.json');
        expect((await store.best({ mode: 'min' }))?.path).toBe('-Infinity.json');
      });

      it('re-ranks at once by another log and mode', async () => {
        await store.save('a.json', 'x', { logs: { val_reward: 0.9, val_cost: 3 } });
        await store.save('b.json', 'x', { logs: { val_reward: 0.5, val_cost: 1 } });
        expect((await store.best({ monitor: 'val_reward', mode: 'max' }))?.path).toBe('a.json');
        expect((await store.best({ monitor: 'val_cost', mode: 'min' }))?.path).toBe('b.json');
        expect((await store.best({ monitor: 'val_cost', mode: 'max' }))?.path).toBe('a.json');
        expect(await store.best({ monitor: 'unknown' })).toBeNull();
      });

      it('uses the monitor and mode of the newest checkpoint that has them', async () => {
        await scored('a.json', 0.2);
        await store.save('b.json', 'x', { logs: { cost: 5, val_reward: 0.1 }, monitor: 'cost', mode: 'min' });
        await store.save('c.json', 'x', { logs: { cost: 3, val_reward: 0.3 } });
        expect((await store.best())?.path).toBe('c.json');
        expect((await store.best({ monitor: 'val_reward' }))?.path).toBe('c.json');
        expect((await store.best({ mode: 'max' }))?.path).toBe('b.json');
      });

      it('takes the greatest val_reward when nothing was monitored', async () => {
        await store.save('a.json', 'x', { logs: { val_reward: 0.1 } });
        await store.save('b.json', 'x', { logs: { val_reward: 0.2 } });
        expect((await store.best())?.path).toBe('b.json');
      });

      it('looks only at the pattern and the run that were asked for', async () => {
        await scored('one/1.json', 0.9, { run: 'A' });
        await scored('one/2.json', 0.4, { run: 'B' });
        await scored('two/1.json', 0.6, { run: 'B' });
        expect((await store.best({ run: 'B' }))?.path).toBe('two/1.json');
        expect((await store.best({ run: 'B', pattern: 'one/{epoch}.json' }))?.path).toBe('one/2.json');
        expect((await store.best({ pattern: 'two/{epoch}.json' }))?.path).toBe('two/1.json');
        expect(await store.best({ run: 'C' })).toBeNull();
      });

      it('looks at what was saved under the pattern by another name too', async () => {
        const template = 'runs/{epoch:02d}.json';
        await scored('runs/01.json', 0.4, { template, run: 'A' });
        await scored('runs/01-v1.json', 0.8, { template, run: 'B' });
        await scored('runs/01-v2.json', 0.9, { template: 'runs/{epoch}.json', run: 'C' });
        expect((await store.best({ pattern: template }))?.path).toBe('runs/01-v1.json');
        expect((await store.best({ pattern: template, run: 'A' }))?.path).toBe('runs/01.json');
      });

      it('goes by a new answer after each save, deletion, restoration and new generation', async () => {
        const query = { pattern: 'rare/{epoch}.json', monitor: 'val_reward', mode: 'max' } as const;
        for (let n = 0; n < 40; n += 1) await scored(`common/${n}.json`, 1 + n);
        await scored('rare/1.json', 0.5);
        expect((await store.best(query))?.path).toBe('rare/1.json');
        await scored('rare/2.json', 0.7);
        expect((await store.best(query))?.path).toBe('rare/2.json');
        const deleted = await store.delete('rare/2.json');
        expect((await store.best(query))?.path).toBe('rare/1.json');
        if (deleted) await store.restore(deleted);
        expect((await store.best(query))?.path).toBe('rare/2.json');
        await scored('rare/2.json', 0.3);
        expect((await store.best(query))?.path).toBe('rare/1.json');
        await scored('rare/3.json', 0.5);
        expect((await store.best(query))?.path).toBe('rare/1.json');
      });

      it('ranks by names that objects have of themselves only where they were logged', async () => {
        await store.save('a.json', 'x', { logs: { reward: 1 } });
        expect(await store.best({ monitor: 'constructor' })).toBeNull();
      });
    });

    describe('lists', () => {
      it('go by time, path or a logged value, in both directions', async () => {
        for (const [path, value] of [
          ['b', 0.5],
          ['a', 0.9],
          ['d', 0.1],
          ['c', 0.9],
        ] as const) {
          await scored(`${path}.json`, value);
        }
        const order = async (query: CheckpointQuery): Promise<string> =>
          (await listed(query)).map((path) => path[0]).join('');
        expect(await order({})).toBe('cdab');
        expect(await order({ direction: 'ascending' })).toBe('badc');
        expect(await order({ orderBy: 'path' })).toBe('dcba');
        expect(await order({ orderBy: 'path', direction: 'ascending' })).toBe('abcd');
        expect(await order({ orderBy: { log: 'val_reward' } })).toBe('acbd');
        expect(await order({ orderBy: { log: 'val_reward' }, direction: 'ascending' })).toBe('dbac');
      });

      it('by a logged value end with those that did not log it, the newest first', async () => {
        await store.save('without.json', 'x');
        await scored('nan.json', NaN);
        await scored('with.json', 0);
        for (const direction of ['ascending', 'descending'] as const) {
          expect(await listed({ orderBy: { log: 'val_reward' }, direction })).toEqual([
            'with.json',
            'nan.json',
            'without.json',
          ]);
        }
      });

      it.each([
        { orderBy: 'mtime', direction: 'descending' },
        { orderBy: 'mtime', direction: 'ascending' },
        { orderBy: 'path', direction: 'descending' },
        { orderBy: 'path', direction: 'ascending' },
        { orderBy: { log: 'val_reward' }, direction: 'descending' },
        { orderBy: { log: 'val_reward' }, direction: 'ascending' },
      ] as const)('come in pages that together are the whole: %o', async (order) => {
        for (let n = 0; n < 9; n += 1) await scored(`${n}.json`, n % 3 || Infinity);
        await store.save('without-1.json', 'x');
        await store.save('without-2.json', 'x');
        const whole = await listed(order);
        expect(whole).toHaveLength(11);
        const pages: string[] = [];
        let after: string | undefined;
        do {
          const page = await store.list({ ...order, limit: 2, ...(after === undefined ? {} : { after }) });
          expect(page.entries.length).toBeLessThanOrEqual(2);
          pages.push(...paths(page.entries));
          after = page.next ?? undefined;
        } while (after !== undefined);
        expect(pages).toEqual(whole);
      });

      it('go on where they were when the last entry of a page has been deleted', async () => {
        for (const n of [1, 2, 3, 4]) await store.save(`${n}.json`, 'x');
        const first = await store.list({ orderBy: 'path', direction: 'ascending', limit: 2 });
        await store.delete('2.json');
        const after = first.next ?? '';
        expect(await listed({ orderBy: 'path', direction: 'ascending', after })).toEqual([
          '3.json',
          '4.json',
        ]);
      });

      it('have no next page when the last one is just full', async () => {
        for (const n of [1, 2, 3, 4]) await store.save(`${n}.json`, 'x');
        const first = await store.list({ limit: 2 });
        expect((await store.list({ limit: 2, after: first.next ?? '' })).next).toBeNull();
      });

      it('are filtered by folder, pattern, kind, run, pin and text', async () => {
        await store.save('a/1.json', 'x', { run: 'r' });
        await store.save('a/b/2.variables.json', 'x', { run: 's' });
        await store.save('ab/3.json', 'x');
        await store.change('ab/3.json', { pinned: true, note: 'Danish IS hard' });
        expect(await listed({ folder: 'a' })).toEqual(['a/b/2.variables.json', 'a/1.json']);
        expect(await listed({ folder: 'a/', orderBy: 'path' })).toEqual(['a/b/2.variables.json', 'a/1.json']);
        expect(await listed({ folder: 'a', orderBy: { log: 'reward' } })).toHaveLength(2);
        expect(await listed({ folder: '' })).toHaveLength(3);
        expect(await listed({ pattern: '{x}/{n}.json' })).toEqual(['ab/3.json', 'a/1.json']);
        expect(await listed({ kind: 'variables' })).toEqual(['a/b/2.variables.json']);
        expect(await listed({ run: 'r' })).toEqual(['a/1.json']);
        expect(await listed({ pinned: true })).toEqual(['ab/3.json']);
        expect(await listed({ pinned: false })).toHaveLength(2);
        expect(await listed({ text: 'danish is' })).toEqual(['ab/3.json']);
        expect(await listed({ text: 'B/' })).toEqual(['ab/3.json', 'a/b/2.variables.json']);
      });

      it('have at most 50 entries a page unless told otherwise', async () => {
        for (let n = 0; n < 51; n += 1) await store.save(`${n}.json`, 'x');
        expect((await store.list()).entries).toHaveLength(50);
        expect((await store.list({ limit: 1000 })).entries).toHaveLength(51);
      });

      it('refuse a page of no size', async () => {
        for (const limit of [0, -1, 1.5, Number.NaN]) {
          await expect(store.list({ limit })).rejects.toMatchObject({ code: 'invalid-limit' });
        }
      });

      it('refuse to go on in another order than they began in', async () => {
        for (const n of [1, 2, 3]) await scored(`${n}.json`, n);
        const orders: CheckpointQuery[] = [
          {},
          { direction: 'ascending' },
          { orderBy: 'path' },
          { orderBy: { log: 'val_reward' } },
          { orderBy: { log: 'path' } },
        ];
        for (const order of orders) {
          const after = (await store.list({ ...order, limit: 1 })).next ?? '';
          expect((await store.list({ ...order, after })).entries).toHaveLength(2);
          for (const other of orders.filter((any) => any !== order)) {
            await expect(store.list({ ...other, after })).rejects.toMatchObject({ code: 'invalid-after' });
          }
        }
      });

      it('refuse to go on after something that no page answered', async () => {
        for (const after of ['nonsense', '', 'null', '{}', '[]', '[["mtime"],0]']) {
          await expect(store.list({ after })).rejects.toMatchObject({ code: 'invalid-after' });
        }
      });
    });

    describe('deleting and restoring', () => {
      it('answers what was deleted, which restores it as it was', async () => {
        await store.save('a.json', 'old', { logs: { reward: 1 }, trainingState: 'state' });
        await store.change('a.json', { pinned: true, note: 'n' });
        const before = await store.load('a.json');
        const deleted = await store.delete('a.json');
        expect(deleted).toEqual(before);
        expect(await store.info('a.json')).toBeNull();
        expect(await listed()).toEqual([]);
        expect(deleted && (await store.restore(deleted))).toEqual(before.entry);
        expect(await store.load('a.json')).toEqual(before);
      });

      it('answers null when there is nothing to delete', async () => {
        expect(await store.delete('none.json')).toBeNull();
      });

      it('deletes many at once, tells of each, and answers those that there were, whole', async () => {
        const heard: string[] = [];
        store.addEventListener('checkpoint-deleted', ({ path, reason }) => heard.push(`${path}: ${reason}`));
        for (let n = 0; n < 40; n += 1) await scored(`runs/${n}.json`, n, { trainingState: `state ${n}` });
        await store.pin('runs/7.json', true);
        const doomed = ['runs/7.json', 'none.json', 'runs/3.json', 'runs/39.json', 'runs/7.json'];
        const before = await Promise.all([7, 3, 39].map((n) => store.load(`runs/${n}.json`)));
        const deleted = await store.deleteAll(doomed, 'too many');
        expect(deleted).toEqual(before);
        expect(heard).toEqual(['runs/7.json: too many', 'runs/3.json: too many', 'runs/39.json: too many']);
        expect(await store.usage()).toMatchObject({ count: 37 });
        expect((await store.best())?.path).toBe('runs/38.json');
        expect(await store.deleteAll(doomed)).toEqual([]);
        expect(await store.deleteAll([])).toEqual([]);
        for (const checkpoint of deleted) await store.restore(checkpoint);
        expect(await Promise.all([7, 3, 39].map((n) => store.load(`runs/${n}.json`)))).toEqual(before);
        expect((await store.best())?.path).toBe('runs/39.json');
      });

      it('deletes for good what nobody wants answered, and tells of it all the same', async () => {
        const heard: string[] = [];
        store.addEventListener('checkpoint-deleted', ({ path, reason }) => heard.push(`${path}: ${reason}`));
        const long = 'x'.repeat(300_000);
        for (let n = 0; n < 4; n += 1) await scored(`runs/${n}.json`, n, { trainingState: long });
        await store.best();
        expect(await store.delete('runs/3.json', 'one', { forGood: true })).toBeNull();
        const doomed = ['runs/2.json', 'none.json', 'runs/0.json', 'runs/2.json'];
        expect(await store.deleteAll(doomed, 'more', { forGood: true })).toEqual([]);
        expect(heard).toEqual(['runs/3.json: one', 'runs/2.json: more', 'runs/0.json: more']);
        expect(await listed()).toEqual(['runs/1.json']);
        expect((await store.best())?.path).toBe('runs/1.json');
        const { bytes } = await store.usage();
        expect(bytes).toBe((await store.load('runs/1.json')).text.length + long.length);
      });

      it('refuses to delete with an option that it does not know', async () => {
        await store.save('a.json', 'x');
        const misspelt = { forgood: true } as object;
        await expect(store.delete('a.json', '', misspelt)).rejects.toMatchObject({ code: 'unknown-option' });
        expect(await listed()).toEqual(['a.json']);
      });

      it('does not restore over another checkpoint', async () => {
        await store.save('a.json', 'old');
        const deleted = await store.delete('a.json');
        await store.save('a.json', 'new');
        await expect(deleted && store.restore(deleted)).rejects.toMatchObject({ code: 'path-taken' });
        expect((await store.load('a.json')).text).toBe('new');
      });

      it('does not restore a text that is not the one that was saved', async () => {
        await store.save('a.json', 'old');
        const deleted = await store.delete('a.json');
        await expect(deleted && store.restore({ ...deleted, text: 'forged' })).rejects.toMatchObject({
          code: 'damaged',
        });
        expect(await store.info('a.json')).toBeNull();
      });
    });

    describe('marks', () => {
      it('are changed without touching the text or the time', async () => {
        const saved = await store.save('a.json', 'x');
        expect(await store.pin('a.json', true)).toEqual({ ...saved, pinned: true });
        expect(await store.change('a.json', { note: 'mine' })).toEqual({
          ...saved,
          pinned: true,
          note: 'mine',
        });
        expect(await store.info('a.json')).toEqual({ ...saved, pinned: true, note: 'mine' });
        expect((await store.load('a.json')).text).toBe('x');
      });

      it('need a checkpoint to be on', async () => {
        await expect(store.pin('none.json', true)).rejects.toMatchObject({ code: 'not-found' });
      });
    });

    describe('usage', () => {
      it('sums the texts and training states that are there', async () => {
        expect(await store.usage()).toMatchObject({ bytes: 0, count: 0, durable: store.durable });
        await store.save('a.json', 'ä', { trainingState: 'four' });
        await store.save('b.json', '123');
        expect(await store.usage()).toMatchObject({ bytes: 9, count: 2 });
        await store.delete('a.json');
        expect(await store.usage()).toMatchObject({ bytes: 3, count: 1 });
      });
    });

    describe('events', () => {
      it('tell of each save, change, deletion and restoration, once it is done', async () => {
        const heard: string[] = [];
        store.addEventListener('checkpoint-saved', ({ entry }) =>
          heard.push(`saved ${entry.path} ${entry.note}`),
        );
        store.addEventListener('checkpoint-deleted', ({ path }) => heard.push(`deleted ${path}`));
        await store.save('a.json', 'x');
        await store.change('a.json', { note: 'n' });
        const deleted = await store.delete('a.json');
        if (deleted) await store.restore(deleted);
        await store.delete('none.json');
        expect(heard).toEqual(['saved a.json ', 'saved a.json n', 'deleted a.json', 'saved a.json n']);
      });

      it('say why something was deleted, or not saved', async () => {
        const heard: string[] = [];
        store.addEventListener('checkpoint-deleted', ({ path, reason }) => heard.push(`${path}: ${reason}`));
        store.addEventListener('checkpoint-skipped', ({ path, reason }) => heard.push(`${path}: ${reason}`));
        await store.save('a.json', 'x');
        await store.save('b.json', 'x');
        await store.delete('a.json', 'not one of the best 3');
        await store.delete('b.json');
        store.skip('c.json', 'val_reward did not improve');
        expect(heard).toEqual([
          'a.json: not one of the best 3',
          'b.json: ',
          'c.json: val_reward did not improve',
        ]);
        expect(await listed()).toEqual([]);
      });
    });

    describe('out and in', () => {
      const read = (bytes: Uint8Array): string => new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);

      it('gives one checkpoint as the file that was saved, byte for byte', async () => {
        const text = programText(0.5);
        await store.save('runs/01-0.50.json', text, { trainingState: 'never exported' });
        const file = await store.export(['runs/01-0.50.json']);
        expect(file).toMatchObject({ name: '01-0.50.json', type: 'application/json' });
        expect(file.bytes).toEqual(new TextEncoder().encode(text));
      });

      it('gives several as a zip that brings all of them back elsewhere, as they were', async () => {
        const info = {
          run: 'r1',
          parent: 'p.json',
          template: 'runs/{epoch}.json',
          epoch: 3,
          batch: 4,
          logs: { reward: NaN, a: Infinity, b: -Infinity, c: -0, d: 0.1 },
          monitor: 'reward',
          mode: 'min',
          reason: 'best',
          trainingState: 'never exported',
        } as const;
        await store.save('runs/1.json', programText(1), info);
        await store.save('runs/1.json', programText(2), info);
        await store.save('runs/2.variables.json', variablesText());
        await store.save('log.csv', 'epoch,reward\r\n0,ä');
        await store.change('runs/1.json', { pinned: true, note: 'Ünïcode 😀' });
        const file = await store.export();
        expect(file).toMatchObject({ name: expect.stringMatching(/\.zip$/), type: 'application/zip' });
        expect(read(file.bytes)).not.toContain('never exported');

        const other = await open();
        const report = await other.store.import(fileOf(file.name, file.bytes));
        expect(report.acceptable).toBe(true);
        for (const entry of (await store.list()).entries) {
          const there = await other.store.load(entry.path);
          expect(there.text).toBe((await store.load(entry.path)).text);
          expect(there.trainingState).toBeNull();
          expect(there.entry).toEqual({ ...entry, generation: 1, resumable: false });
        }
        expect((await other.store.list()).entries).toHaveLength(3);
        await other.dispose();
      });

      it('exports only what was asked for, and says what is not there', async () => {
        for (const n of [1, 2, 3]) await store.save(`${n}.json`, programText(n));
        const file = await store.export(['1.json', '3.json', '1.json']);
        const report = await store.import(fileOf(file.name, file.bytes), { dryRun: true });
        expect(report.files.map(({ path }) => path)).toEqual(['1.json', '3.json']);
        await expect(store.export(['1.json', 'none.json'])).rejects.toMatchObject({ code: 'not-found' });
        await expect(store.export(['none.json'])).rejects.toMatchObject({ code: 'not-found' });
      });

      it('has nothing to export when it is empty', async () => {
        await expect(store.export()).rejects.toMatchObject({ code: 'nothing-to-export' });
      });

      it('imports a single file under its name, as a new generation where there is one', async () => {
        const events: string[] = [];
        store.addEventListener('checkpoint-saved', ({ entry }) =>
          events.push(`${entry.path} ${entry.reason}`),
        );
        const file = fileOf('best.json', programText(1));
        expect(await store.import(file, { dryRun: true })).toEqual({
          acceptable: true,
          files: [
            {
              name: 'best.json',
              path: 'best.json',
              kind: 'program',
              bytes: file.size,
              problem: null,
              replaces: false,
            },
          ],
        });
        expect(await store.info('best.json')).toBeNull();
        await store.import(file);
        expect((await store.load('best.json')).text).toBe(programText(1));
        expect((await store.import(fileOf('best.json', programText(2)))).files[0]?.replaces).toBe(true);
        expect(await store.info('best.json')).toMatchObject({ generation: 2, reason: 'import' });
        await store.import(fileOf('v.variables.json', variablesText()));
        expect((await store.info('v.variables.json'))?.kind).toBe('variables');
        expect(events).toEqual(['best.json import', 'best.json import', 'v.variables.json import']);
      });

      it('imports all or nothing', async () => {
        await store.save('a.json', programText(1));
        await store.save('b.json', '{"not": "a program"}');
        const file = await store.export();
        await store.delete('a.json');
        await store.delete('b.json');
        const report = await store.import(fileOf(file.name, file.bytes));
        expect(report.acceptable).toBe(false);
        expect(report.files.map(({ path, problem }) => [path, problem === null])).toEqual([
          ['a.json', true],
          [null, false],
        ]);
        expect(await listed()).toEqual([]);
      });

      it('does not import a file where there is a folder, nor into a folder that is a file', async () => {
        await store.save('x.json/a.json', programText(1));
        const report = await store.import(fileOf('x.json', programText(1)));
        expect(report.files[0]?.problem).toContain('Filepath used is an existing directory: x.json');
        await store.save('y.json/a.json', programText(1));
        const both = await store.export();
        await store.delete('x.json/a.json');
        await store.save('x.json', programText(2));
        expect((await store.import(fileOf(both.name, both.bytes))).acceptable).toBe(false);
        expect((await store.load('x.json')).text).toBe(programText(2));
      });

      it('keeps the age of what it imports, unless that lies in the future or the path exists', async () => {
        const clock = vi.spyOn(Date, 'now').mockReturnValue(5_000_000);
        await store.save('old.json', programText(1));
        await store.save('replaced.json', programText(1));
        clock.mockReturnValue(9_000_000);
        await store.save('future.json', programText(1));
        const file = await store.export();
        await store.delete('old.json');
        await store.delete('future.json');
        clock.mockReturnValue(8_000_000);
        await store.import(fileOf(file.name, file.bytes));
        const times = (await store.list({ orderBy: 'path', direction: 'ascending' })).entries.map(
          (entry) => entry.mtime,
        );
        expect(times).toEqual([9_000_002, 5_000_000, 9_000_001]);
      });

      it('keeps the order of age among what it cannot leave its age: the latest stays the latest', async () => {
        const clock = vi.spyOn(Date, 'now').mockReturnValue(9_000_000);
        for (const path of ['c.json', 'a.json', 'b.json']) await store.save(path, programText(1));
        const { name, bytes } = await store.export();
        const other = await open();
        clock.mockReturnValue(5_000_000);
        await other.store.import(fileOf(name, bytes));
        expect(paths((await other.store.list()).entries)).toEqual(['b.json', 'a.json', 'c.json']);
        await other.store.import(fileOf(name, bytes));
        expect(paths((await other.store.list()).entries)).toEqual(['b.json', 'a.json', 'c.json']);
        await other.dispose();
      });

      it('orders what was imported with the same time by path, the largest by code point first', async () => {
        vi.spyOn(Date, 'now').mockReturnValue(1000);
        const names = ['a.json', 'b.json', '\uFF5E.json', '\u{1F600}.json'];
        const sources = await Promise.all(names.map(() => open()));
        for (const [n, name] of names.entries()) {
          await sources[n]?.store.save(name, programText(n));
          await sources[n]?.store.save('z.csv', '');
          const file = await sources[n]?.store.export([name, 'z.csv']);
          await store.import(fileOf('x.zip', file?.bytes ?? ''));
          await store.delete('z.csv');
          await sources[n]?.dispose();
        }
        expect((await store.list()).entries.map(({ mtime }) => mtime)).toEqual([1000, 1000, 1000, 1000]);
        expect(await listed()).toEqual(names.toReversed());
        expect((await store.latest('{name}.json'))?.path).toBe('\u{1F600}.json');
      });
    });
  });
}
