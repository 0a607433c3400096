import { afterEach, describe, expect, it, vi } from 'vitest';
import type * as RunLeaseModule from '../../../src/checkpoints/run-lease.ts';

/** The lease as another tab has it: a module of its own, with a memory of its own. */
async function tab(): Promise<typeof RunLeaseModule> {
  vi.resetModules();
  return await import('../../../src/checkpoints/run-lease.ts');
}

afterEach(() => {
  vi.unstubAllGlobals();
});

describe('the lease of a run folder where there are no Web Locks', () => {
  it('is refused to a second run in the same context, in words that say why', async () => {
    const { acquireRunLease } = await tab();
    const lease = await acquireRunLease('runs');
    await expect(acquireRunLease('runs/')).rejects.toMatchObject({
      name: 'CheckpointError',
      code: 'run-locked',
      message: expect.stringContaining('training into the folder "runs/" now'),
    });
    const elsewhere = await acquireRunLease('others');
    const inOtherStore = await acquireRunLease('runs', { store: 'second' });
    for (const one of [lease, elsewhere, inOtherStore]) one.release();
    (await acquireRunLease('runs')).release();
  });

  it('is refused to another context while it is held, and given after its release', async () => {
    const [here, there] = [await tab(), await tab()];
    const lease = await here.acquireRunLease('a');
    await expect(there.acquireRunLease('a')).rejects.toMatchObject({ code: 'run-locked' });
    lease.release();
    (await there.acquireRunLease('a')).release();
  });

  it('goes to one of two contexts that ask at once', async () => {
    const tabs = [await tab(), await tab(), await tab()];
    const outcomes = await Promise.allSettled(tabs.map(({ acquireRunLease }) => acquireRunLease('b')));
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const outcome of outcomes) if (outcome.status === 'fulfilled') outcome.value.release();
  });

  it('is not asked of others where contexts cannot talk', async () => {
    vi.stubGlobal('BroadcastChannel', undefined);
    const { acquireRunLease } = await tab();
    const lease = await acquireRunLease('c');
    await expect(acquireRunLease('c')).rejects.toMatchObject({ code: 'run-locked' });
    lease.release();
  });
});
