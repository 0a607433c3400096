import { connectTrainer, openCheckpointStore, TidemarkError } from 'tidemark';
import type { TrainerFitOptions, TrainerHistory } from 'tidemark';
import type { SurvivalSettings } from './survival.worker.ts';
import { verifyStore } from './verify-store.ts';

/** What a run has come to, as far as it shows outside. */
export interface Outcome {
  readonly history: TrainerHistory;
  readonly program: string;
  readonly variables: string;
  readonly best: string;
  /** How many of the checkpoints that retention is to thin out are there, and the latest of them. */
  readonly kept: number;
  readonly latest: string;
}

declare global {
  interface Window {
    /** Trains; answers the code of the error if it fails, else the history. */
    train(settings: SurvivalSettings, options: TrainerFitOptions): Promise<TrainerHistory | string>;
    outcome(settings: SurvivalSettings, options: TrainerFitOptions): Promise<Outcome>;
    deleteFolder(folder: string): Promise<void>;
  }
}

const store = await openCheckpointStore();
store.addEventListener('checkpoint-saved', ({ entry: { path, generation, sha256 } }) => {
  void window.acknowledge({ path, generation, sha256 });
});

window.train = async (settings, options) => {
  const worker = new Worker(new URL('./survival.worker.ts', import.meta.url), { type: 'module' });
  try {
    return await connectTrainer(worker, { settings: { ...settings } }).fit(options);
  } catch (error) {
    return error instanceof TidemarkError ? error.code : String(error);
  } finally {
    worker.terminate();
  }
};

window.outcome = async (settings, options) => {
  const history = await window.train(settings, options);
  if (typeof history === 'string') throw new Error(history);
  const { folder } = settings;
  const read = async (name: string): Promise<string> => (await store.load(`${folder}/${name}`)).text;
  const latest = await store.latest(`${folder}/{epoch}-{batch}.json`);
  const { entries } = await store.list({ folder, ...(latest ? { run: latest.run } : {}) });
  return {
    history,
    program: await read('final.json'),
    variables: await read('final.variables.json'),
    best: await read('best.json'),
    kept: entries.filter(({ template }) => template === latest?.template).length,
    latest: `${latest?.epoch}-${latest?.batch} ${latest?.sha256}`,
  };
};

window.deleteFolder = async (folder) => {
  for (;;) {
    const { entries } = await store.list({ folder });
    if (entries.length === 0) return;
    for (const { path } of entries) await store.delete(path);
  }
};

window.verify = (acknowledged) => verifyStore(store, acknowledged, 'reward');

document.title = 'ready';
