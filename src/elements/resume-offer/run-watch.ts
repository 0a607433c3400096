import type { CheckpointStore } from '../../checkpoints/checkpoint-store.ts';
import { backupPaths, findUnfinishedRun } from '../../checkpoints/find-backup.ts';
import type { UnfinishedRun } from '../../checkpoints/find-backup.ts';
import { isRunLeased } from '../../checkpoints/run-lease.ts';

/** How often to look whether a run that is under way, here or in another tab, still is. */
const lookAgainMs = 1000;

/** Watches a folder of backups for a run that did not come to its end and is under way nowhere. */
export class RunWatch {
  readonly #changed: (run: UnfinishedRun | null) => void;
  readonly #failed: (error: unknown) => void;
  #store: CheckpointStore | null = null;
  #folder = '';
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** Counts looks: what an older one finds does not matter any more. */
  #looks = 0;

  constructor(changed: (run: UnfinishedRun | null) => void, failed: (error: unknown) => void) {
    this.#changed = changed;
    this.#failed = failed;
  }

  /** Says where to look; looks at once. */
  watch(store: CheckpointStore | null, folder: string): void {
    this.#store = store;
    this.#folder = folder;
    void this.look();
  }

  /** Takes note of a path that was written: whoever writes a backup is training. */
  saved(path: string): void {
    if (backupPaths(this.#folder).includes(path)) void this.look({ isTraining: true });
  }

  deleted(path: string): void {
    if (backupPaths(this.#folder).includes(path)) void this.look();
  }

  /** @param options.isTraining whether somebody trains just now, as far as one can see, if nothing is known for certain */
  async look({ isTraining = false }: { readonly isTraining?: boolean } = {}): Promise<void> {
    clearTimeout(this.#timer);
    this.#looks += 1;
    const [look, store] = [this.#looks, this.#store];
    if (!store) return;
    try {
      const run = await this.#find(store, isTraining);
      if (look === this.#looks) this.#changed(run);
    } catch (error) {
      if (look === this.#looks) this.#failed(error);
    }
  }

  /** Stops looking. */
  stop(): void {
    clearTimeout(this.#timer);
    this.#looks += 1;
    this.#store = null;
  }

  async #find(store: CheckpointStore, isTraining: boolean): Promise<UnfinishedRun | null> {
    const isLeased = store.durable ? await isRunLeased(this.#folder, { store: store.name }) : null;
    if (!(isLeased ?? isTraining)) return findUnfinishedRun(store, this.#folder);
    if (isLeased === null) return null;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.look(), lookAgainMs);
    return null;
  }
}
