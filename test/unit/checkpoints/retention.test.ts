import { describe, expect, it } from 'vitest';
import { applyRetention } from '../../../src/checkpoints/apply-retention.ts';
import type { CheckpointEntry } from '../../../src/checkpoints/checkpoint-store.ts';
import { MemoryCheckpointStore } from '../../../src/checkpoints/memory-checkpoint-store.ts';
import { planRetention } from '../../../src/checkpoints/retention.ts';

const scope = { run: 'r', monitor: 'val_reward', mode: 'max' } as const;

/** A store with one checkpoint a value, of run `r`, saved in their order. */
async function storeOf(values: readonly number[]): Promise<MemoryCheckpointStore> {
  const store = new MemoryCheckpointStore();
  for (const [n, val_reward] of values.entries()) {
    await store.save(`${n}.json`, 'x', { run: 'r', logs: { val_reward } });
  }
  return store;
}

async function entriesOf(store: MemoryCheckpointStore): Promise<readonly CheckpointEntry[]> {
  return (await store.list({ limit: 1000 })).entries;
}

const names = (decisions: readonly { entry: CheckpointEntry }[]): string =>
  decisions.map(({ entry }) => entry.path.replace('.json', '')).join(' ');

describe('retention', () => {
  it('keeps the union of the best and the latest, and removes the rest, the oldest first', async () => {
    const entries = await entriesOf(await storeOf([0.1, 0.9, 0.2, 0.8, 0.3, 0.4]));
    const plan = planRetention(entries, { best: 2, latest: 2 }, scope);
    expect(names(plan.keep)).toBe('5 4 3 1');
    expect(names(plan.remove)).toBe('0 2');
  });

  it('goes by the least value in mode min, and by the earlier one among equals', async () => {
    const entries = await entriesOf(await storeOf([0.5, 0.1, 0.1, 0.9]));
    expect(names(planRetention(entries, { best: 1 }, { ...scope, mode: 'min' }).keep)).toBe('1');
  });

  it('never counts NaN or a missing value among the best', async () => {
    const store = await storeOf([Number.NaN, 0.1, Number.NaN]);
    await store.save('without.json', 'x', { run: 'r' });
    expect(names(planRetention(await entriesOf(store), { best: 3 }, scope).keep)).toBe('1');
  });

  it('keeps what is pinned, whatever its value and age', async () => {
    const store = await storeOf([0.1, 0.2, 0.3]);
    await store.pin('0.json', true);
    expect(names(planRetention(await entriesOf(store), { latest: 1 }, scope).keep)).toBe('2 0');
  });

  it('never touches other runs, backups, files that are no checkpoints, or other templates when one is given', async () => {
    const store = await storeOf([0.1]);
    await store.save('other-run.json', 'x', { run: 's' });
    await store.save('backup.json', 'x', { run: 'r', reason: 'backup' });
    await store.save('log.csv', 'x', { run: 'r' });
    await store.save('newest.json', 'x', { run: 'r', template: '{t}.json' });
    const entries = await entriesOf(store);
    expect(names(planRetention(entries, { latest: 1 }, scope).remove)).toBe('0');
    const ofTemplate = planRetention(entries, { latest: 1 }, { ...scope, template: '0.json' });
    expect([names(ofTemplate.keep), names(ofTemplate.remove)]).toEqual(['0', '']);
  });

  it('says why each one stays or goes', async () => {
    const store = await storeOf([0.1, 0.9, 0.5]);
    await store.pin('1.json', true);
    const plan = planRetention(await entriesOf(store), { best: 1, latest: 1 }, scope);
    expect([...plan.keep, ...plan.remove].map(({ reason }) => reason)).toEqual([
      'number 1 of the latest 1',
      'pinned, number 1 of the best 1 by val_reward',
      'not one of the best 1 (it is number 3 by val_reward), not one of the latest 1 (it is number 3)',
    ]);
  });

  it('refuses limits that are no counts, or that would keep nothing', () => {
    for (const limits of [{}, { best: 0 }, { latest: -1 }, { best: 1.5 }, { best: 1, latest: Number.NaN }]) {
      expect(() => planRetention([], limits, scope)).toThrowError(/^Retention cannot keep/);
    }
  });

  it('does in the store what it planned', async () => {
    const store = await storeOf([0.1, 0.9, 0.2, 0.3]);
    await store.save('other.json', 'x', { run: 's' });
    const told: string[] = [];
    store.addEventListener('checkpoint-deleted', ({ path, reason }) => told.push(`${path}: ${reason}`));
    const plan = await applyRetention(store, { best: 1, latest: 1 }, scope);
    expect(names(plan.remove)).toBe('0 2');
    expect(told).toEqual(plan.remove.map(({ entry, reason }) => `${entry.path}: ${reason}`));
    expect(names((await entriesOf(store)).map((entry) => ({ entry })))).toBe('other 3 1');
  });
});
