import { CheckpointError } from '../base/errors.ts';
import { claimByRollCall } from './roll-call.ts';

/** The right to write into a run's folder, for one writer at a time. */
export interface RunLease {
  readonly folder: string;
  /** Gives the folder free. It becomes free by itself when its holder dies. */
  release(): void;
}

/** How a folder is leased. */
export interface RunLeaseOptions {
  /** The store whose folder it is. @default 'tidemark' */
  readonly store?: string;
}

/**
 * Leases a run's folder, so that two tabs that train into it do not mix their checkpoints.
 *
 * A lease is a Web Lock: the browser frees it when its holder's tab or worker ends, however it ends. Where there are no
 * Web Locks (plain http, old Node) the contexts ask each other, which a holder that is busy for half a second can miss.
 *
 * @throws CheckpointError `run-locked` when another context, or another run in this one, holds the folder
 * @example
 * const lease = await acquireRunLease('runs');
 * try { await train(); } finally { lease.release(); }
 */
export async function acquireRunLease(
  folder: string,
  { store = 'tidemark' }: RunLeaseOptions = {},
): Promise<RunLease> {
  const name = lockName(folder, store);
  const locks = globalThis.navigator?.locks as LockManager | undefined;
  const release = await (locks ? claimLock(locks, name) : claimByRollCall(name));
  if (!release) throw runLockedError(folder);
  return { folder, release };
}

/** Tells whether some context holds a run's folder; null where that cannot be known: without Web Locks. */
export async function isRunLeased(
  folder: string,
  { store = 'tidemark' }: RunLeaseOptions = {},
): Promise<boolean | null> {
  const locks = globalThis.navigator?.locks as LockManager | undefined;
  if (!locks) return null;
  const { held = [] } = await locks.query();
  return held.some(({ name }) => name === lockName(folder, store));
}

function lockName(folder: string, store: string): string {
  return `tidemark-run:${store}:${folder.replace(/\/+$/, '')}`;
}

/** Takes a lock and answers what frees it; null when another has it. */
function claimLock(locks: LockManager, name: string): Promise<(() => void) | null> {
  return new Promise((resolve, reject) => {
    const held = locks.request(name, { ifAvailable: true }, (lock) => {
      if (lock === null) return resolve(null);
      return new Promise<void>((release) => resolve(release));
    });
    held.catch(reject);
  });
}

function runLockedError(folder: string): CheckpointError {
  const message =
    `Another tab or worker is training into the folder "${folder}" now. ` +
    'Stop that training, or train into another folder.';
  return new CheckpointError('run-locked', message, { details: { folder } });
}
