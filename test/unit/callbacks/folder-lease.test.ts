import 'fake-indexeddb/auto';
import { describe, expect, it } from 'vitest';
import { ProgramCheckpoint } from '../../../src/callbacks/program-checkpoint.ts';
import { acquireRunLease } from '../../../src/checkpoints/run-lease.ts';
import { openCheckpointStore } from '../../../src/checkpoints/open-checkpoint-store.ts';

const begin = async (filepath: string, run: string): Promise<ProgramCheckpoint> => {
  const checkpoint = new ProgramCheckpoint(filepath, { store: openCheckpointStore('leases') });
  checkpoint.setParams({ run });
  await checkpoint.onTrainBegin();
  return checkpoint;
};

describe('a folder that is being trained into', () => {
  it('is refused to another run, which is told why, until the first one ends', async () => {
    const first = await begin('runs/{epoch}.json', 'one');
    await expect(begin('runs/best.json', 'two')).rejects.toMatchObject({ code: 'run-locked' });
    await first.onTrainEnd();
    await (await begin('runs/best.json', 'two')).onTrainEnd();
  });

  it('is shared by the callbacks of one run, and free when the last of them ends', async () => {
    const first = await begin('shared/{epoch}.json', 'one');
    const second = await begin('shared/best.json', 'one');
    await first.onTrainEnd();
    await expect(acquireRunLease('shared', { store: 'leases' })).rejects.toMatchObject({
      code: 'run-locked',
    });
    await second.onTrainEnd();
    (await acquireRunLease('shared', { store: 'leases' })).release();
  });

  it('does not hold back a run in another folder', async () => {
    const first = await begin('a/{epoch}.json', 'one');
    const second = begin('b/{epoch}.json', 'two');
    await expect(second).resolves.toBeInstanceOf(ProgramCheckpoint);
    await first.onTrainEnd();
    await (await second).onTrainEnd();
  });
});
