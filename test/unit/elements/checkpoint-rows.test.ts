import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CheckpointEntry } from '../../../src/checkpoints/checkpoint-store.ts';
import { CheckpointRows, keyOf } from '../../../src/elements/checkpoint-panel/checkpoint-rows.ts';
import type { ListRow, RowView } from '../../../src/elements/checkpoint-panel/checkpoint-rows.ts';
import { RangeSelection, toggledAll } from '../../../src/elements/checkpoint-panel/selection.ts';
import { entryOf } from './entries.ts';

const view = (changes: Partial<RowView> = {}): RowView => ({
  filter: { text: '', kind: null, run: null, pinned: false },
  order: { by: 'age', direction: 'descending' },
  ranking: { monitor: 'val_reward', mode: 'max' },
  grouped: true,
  folded: new Set(),
  ...changes,
});
const textOf = (row: ListRow): string => (row.type === 'run' ? `[${row.run}]` : row.entry.path);
const listed = (rows: CheckpointRows): string =>
  Array.from({ length: rows.length }, (_, index) => textOf(rows.at(index)!)).join(' ');

const two = [
  entryOf('a1', { run: 'a', mtime: 1 }),
  entryOf('b1', { run: 'b', mtime: 2 }),
  entryOf('a2', { run: 'a', mtime: 3 }),
];

describe('the rows of the list', () => {
  it('stand by run, the run of the newest first', () => {
    expect(listed(new CheckpointRows(view(), two))).toBe('[a] a2 a1 [b] b1');
  });

  it('have no headers when there is one run, or none are wanted', () => {
    expect(listed(new CheckpointRows(view(), two.slice(0, 1)))).toBe('a1');
    expect(listed(new CheckpointRows(view({ grouped: false }), two))).toBe('a2 b1 a1');
  });

  it('show of a folded run its header alone', () => {
    const rows = new CheckpointRows(view({ folded: new Set(['a']) }), two);
    expect(listed(rows)).toBe('[a] [b] b1');
    expect(rows.found).toBe(3);
    expect(rows.indexOf('ea1')).toBe(-1);
  });

  it('show only what fits the filter', () => {
    const entries = [...two, entryOf('c', { run: 'a', pinned: true, kind: 'other', note: 'The good one' })];
    const filtered = (filter: Partial<RowView['filter']>): string =>
      listed(new CheckpointRows(view({ filter: { ...view().filter, ...filter } }), entries));
    expect(filtered({ pinned: true })).toBe('c');
    expect(filtered({ kind: 'other' })).toBe('c');
    expect(filtered({ text: 'GOOD' })).toBe('c');
    expect(filtered({ run: 'b' })).toBe('b1');
    expect(filtered({ text: '1', run: 'a' })).toBe('a1');
    expect(filtered({ text: 'none' })).toBe('');
  });

  it.each([
    ['age', 'ascending', 'a1 b1 a2'],
    ['path', 'ascending', 'a1 a2 b1'],
    ['path', 'descending', 'b1 a2 a1'],
  ] as const)('stand by %s, %s', (by, direction, expected) => {
    expect(listed(new CheckpointRows(view({ grouped: false, order: { by, direction } }), two))).toBe(
      expected,
    );
  });

  it('put names in the order in which people count', () => {
    const names = ['runs/10.json', 'runs/9.json', 'Runs/1.json', 'runs/007.json'];
    const entries = names.map((path, mtime) => entryOf(path, { mtime }));
    const rows = new CheckpointRows(view({ order: { by: 'path', direction: 'ascending' } }), entries);
    expect(listed(rows)).toBe('Runs/1.json runs/007.json runs/9.json runs/10.json');
  });

  it('put those without a value last, whichever the direction', () => {
    const entries = [
      entryOf('none', { mtime: 9 }),
      entryOf('low', { logs: { val_reward: -1 } }),
      entryOf('nan', { logs: { val_reward: Number.NaN }, mtime: 8 }),
      entryOf('high', { logs: { val_reward: Infinity } }),
    ];
    const by = (direction: 'ascending' | 'descending'): string =>
      listed(new CheckpointRows(view({ order: { by: 'value', direction } }), entries));
    expect(by('descending')).toBe('high low none nan');
    expect(by('ascending')).toBe('low high none nan');
  });

  it('know how many came since, when the newest stand first', () => {
    const rows = new CheckpointRows(view(), two);
    expect(rows.newestMs).toBe(3);
    expect(rows.countNewer(3)).toBe(0);
    rows.add([entryOf('b2', { run: 'b', mtime: 4 }), entryOf('a3', { run: 'a', mtime: 5 })]);
    expect(rows.countNewer(3)).toBe(2);
    expect(
      new CheckpointRows(view({ order: { by: 'size', direction: 'ascending' } }), two).countNewer(0),
    ).toBe(0);
  });

  it('are found by their keys, and are the same however they came about', () => {
    const entries = fc.uniqueArray(
      fc.record({
        path: fc.string({ minLength: 1, maxLength: 4 }),
        run: fc.constantFrom('', 'a', 'b', 'c'),
        mtime: fc.integer({ min: 1, max: 20 }),
        bytes: fc.integer({ min: 0, max: 3 }),
        value: fc.option(fc.double({ noDefaultInfinity: false })),
      }),
      { selector: ({ path }) => path, maxLength: 30 },
    );
    const views = fc.record({
      by: fc.constantFrom('age' as const, 'path' as const, 'size' as const, 'value' as const),
      direction: fc.constantFrom('ascending' as const, 'descending' as const),
      grouped: fc.boolean(),
      folded: fc.subarray(['a', 'b']),
    });
    fc.assert(
      fc.property(entries, views, fc.nat(), (drawn, { by, direction, grouped, folded }, seed) => {
        const all: CheckpointEntry[] = drawn.map(({ path, run, mtime, bytes, value }) =>
          entryOf(path, { run, mtime, bytes, logs: value === null ? {} : { val_reward: value } }),
        );
        const wanted = view({ order: { by, direction }, grouped, folded: new Set(folded) });
        const whole = new CheckpointRows(wanted, all);
        const grown = new CheckpointRows(wanted, all.slice(0, seed % 7));
        for (const entry of all.slice(seed % 7)) grown.add([entry]);
        const gone = entryOf('not there', { run: 'a', mtime: seed });
        grown.add([gone]);
        grown.remove(gone.path);
        expect(listed(grown)).toBe(listed(whole));
        for (let index = 0; index < whole.length; index += 1)
          expect(whole.indexOf(keyOf(whole.at(index)!))).toBe(index);
        expect(whole.at(whole.length)).toBeUndefined();
      }),
    );
  });
});

describe('selecting', () => {
  const rows = new CheckpointRows(
    view({ grouped: false, order: { by: 'path', direction: 'ascending' } }),
    ['1', '2', '3', '4', '5'].map((path, mtime) => entryOf(path, { mtime })),
  );
  const sorted = (paths: ReadonlySet<string>): string => [...paths].sort().join('');

  it('adds all of a group, or takes all of it away', () => {
    expect(sorted(toggledAll(new Set(['1', '2']), ['2', '3']))).toBe('123');
    expect(sorted(toggledAll(new Set(['1', '2', '3']), ['2', '3']))).toBe('1');
  });

  it('goes on from where it began, and back again', () => {
    const range = new RangeSelection();
    const begun = range.toggle(new Set(['5']), '2');
    const further = range.extend(begun, rows, 1, 3);
    expect(sorted(further)).toBe('2345');
    expect(sorted(range.extend(further, rows, 3, 2))).toBe('235');
    expect(sorted(range.extend(further, rows, 2, 0))).toBe('125');
  });

  it('begins where the user comes from, when nothing was pressed before', () => {
    const range = new RangeSelection();
    expect(sorted(range.extend(new Set(), rows, 3, 4))).toBe('45');
    range.forget();
    expect(sorted(range.extend(new Set(['4', '5']), rows, 1, 0))).toBe('1245');
  });
});
