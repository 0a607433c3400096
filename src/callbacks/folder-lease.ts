import type { CheckpointStore } from '../checkpoints/checkpoint-store.ts';
import { acquireRunLease } from '../checkpoints/run-lease.ts';
import type { RunLease } from '../checkpoints/run-lease.ts';

/** A lease that the callbacks of one run share. */
interface SharedLease {
  readonly run: string;
  readonly lease: Promise<RunLease>;
  holders: number;
}

const leases = new Map<string, SharedLease>();

/**
 * Takes the folder that a template saves into for a run, so that no other tab or run writes into it meanwhile. The
 * callbacks of one run share it.
 *
 * @returns what gives it free again
 * @throws CheckpointError `run-locked`
 */
export async function leaseFolder(
  store: CheckpointStore,
  template: string,
  run: string,
): Promise<() => void> {
  const folder = folderOf(template);
  const key = `${store.name}:${folder}`;
  const known = leases.get(key);
  const shared =
    known?.run === run ? known : { run, lease: acquireRunLease(folder, { store: store.name }), holders: 0 };
  const lease = await shared.lease;
  leases.set(key, shared);
  shared.holders += 1;
  return () => {
    shared.holders -= 1;
    if (shared.holders > 0) return;
    lease.release();
    if (leases.get(key) === shared) leases.delete(key);
  };
}

/** The folder before the first placeholder. */
function folderOf(template: string): string {
  const literal = template.split('{')[0] ?? '';
  return literal.slice(0, Math.max(literal.lastIndexOf('/'), 0));
}
