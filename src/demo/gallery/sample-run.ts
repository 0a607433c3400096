import { connectTrainer, openCheckpointStore } from 'tidemark';
import type { CheckpointStore, TrainerClient } from 'tidemark';
import { dataSetUrl } from '../data-set-url.ts';
import type { SampleSettings } from './sample-settings.ts';

/** A run of a small program, and who answers for its checkpoints. */
export interface SampleRun {
  readonly store: CheckpointStore;
  readonly trainer: TrainerClient;
  /** The checkpoints' paths, the oldest first. */
  readonly paths: readonly string[];
}

const storeName = 'tidemark-gallery';
let run: Promise<SampleRun> | null = null;

/** Trains a small program on the first visit; from then on its checkpoints are there. */
export function sampleRun(): Promise<SampleRun> {
  run ??= trainOnce();
  return run;
}

async function trainOnce(): Promise<SampleRun> {
  const store = await openCheckpointStore(storeName);
  const worker = new Worker(new URL('./sample.worker.ts', import.meta.url), { type: 'module' });
  const settings: SampleSettings = { storeName, dataSetUrl };
  const trainer = connectTrainer(worker, { settings });
  const paths = async (): Promise<string[]> =>
    (await store.list({ folder: 'runs', orderBy: 'path', direction: 'ascending' })).entries.map(
      ({ path }) => path,
    );
  if ((await paths()).length < 3) await trainer.fit({ epochs: 3, batchSize: 16, seed: 1 });
  return { store, trainer, paths: await paths() };
}
