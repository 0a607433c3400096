import { connectTrainer, TidemarkError } from 'tidemark';
import type { CheckpointEntry, CheckpointStore, Logs, TrainerClient } from 'tidemark';
import { dataSetUrl } from './data-set-url.ts';
import { bestSave, newRecord, rememberRun, withEpoch } from './run-record.ts';
import type { RunRecord } from './run-record.ts';
import type { RunSettings } from './run-settings.ts';
import { checkpointsOf, saveOf } from './saved-run.ts';

/** Starts a worker with the program of these settings; the checkpoints that it trains are of the run of that id. */
export function startTrainer(settings: RunSettings, run?: string): TrainerClient {
  const worker = new Worker(new URL('./train.worker.ts', import.meta.url), { type: 'module' });
  return connectTrainer(worker, {
    settings: { ...settings, dataSetUrl, ...(run === undefined ? {} : { run }) },
  });
}

/** From where a run goes on, and what is known of what came before. */
export interface RunStart {
  readonly entry: CheckpointEntry;
  readonly record: RunRecord | null;
}

/** One run of training, in a worker of its own: judged before, trained, and its best judged on the test split. */
export class TrainingRun {
  readonly trainer: TrainerClient;
  readonly #store: CheckpointStore;
  readonly #settings: RunSettings;
  readonly #resumeFrom: string | null;
  readonly #changed: (record: RunRecord) => void;
  /** The run's id in the store: by it this run's checkpoints are told from those of other tabs. */
  readonly #id: string;
  readonly #startMs = Date.now();
  #isStopped = false;
  #record: RunRecord;

  constructor(
    store: CheckpointStore,
    settings: RunSettings,
    start: RunStart | null,
    changed: (record: RunRecord) => void,
  ) {
    this.#store = store;
    this.#settings = settings;
    this.#resumeFrom = start?.entry.path ?? null;
    this.#changed = changed;
    this.#record = start ? recordUpTo(start, settings.epochs) : newRecord(settings.epochs);
    this.#id = start?.entry.run || newId();
    this.trainer = startTrainer(settings, this.#id);
  }

  /** Trains from beginning to end. What goes wrong stands in the record. */
  async go(): Promise<void> {
    const over = new AbortController();
    const { signal } = over;
    this.trainer.addEventListener('epoch-end', ({ epoch, logs }) => this.#endEpoch(epoch ?? 0, logs), {
      signal,
    });
    this.#store.addEventListener('checkpoint-saved', ({ entry }) => this.#saved(entry), { signal });
    this.#update({});
    try {
      await this.#train();
    } catch (error) {
      this.#update({ status: 'failed', problem: describeProblem(error) });
    } finally {
      over.abort();
      this.trainer.terminate();
    }
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    await this.trainer.stop();
  }

  async #train(): Promise<void> {
    const { trainer } = this;
    const { epochs, batchSize, seed } = this.#settings;
    if (this.#record.untrained === null)
      this.#update({ untrained: rewardOf(await trainer.evaluate('validation')) });
    const resume = this.#resumeFrom === null ? {} : { resumeFrom: this.#resumeFrom };
    const history = await trainer.fit({ epochs, batchSize, seed, ...resume });
    this.#update({ history });
    await this.#catchUp();
    const best = bestSave(this.#record.saves);
    const test = best && rewardOf(await trainer.evaluate('test', { checkpoint: best.path }));
    this.#update({ test, status: this.#isStopped ? 'stopped' : 'finished' });
  }

  #endEpoch(epoch: number, logs: Logs): void {
    this.#update({ history: withEpoch(this.#record.history, epoch, logs) });
  }

  /** Notes a checkpoint; the store also tells of other runs, of pins, and of what this run saved before it went on. */
  #saved(entry: CheckpointEntry): void {
    if (entry.run !== this.#id || entry.mtime < this.#startMs) return;
    const save = saveOf(entry);
    if (!save) return;
    this.#update({ saves: [...this.#record.saves.filter(({ path }) => path !== save.path), save] });
  }

  /** Looks up what was saved: the last checkpoint's news may come after the end of training. */
  async #catchUp(): Promise<void> {
    for (const entry of await checkpointsOf(this.#store, this.#id)) this.#saved(entry);
  }

  #update(changes: Partial<RunRecord>): void {
    this.#record = { ...this.#record, ...changes, changedMs: Date.now() };
    rememberRun(this.#record);
    this.#changed(this.#record);
  }
}

/** The record of a run that goes on from a checkpoint: what came before it, if the checkpoint is of the run kept. */
function recordUpTo({ entry, record }: RunStart, epochs: number): RunRecord {
  const fresh = newRecord(epochs);
  if (!record?.saves.some(({ path }) => path === entry.path)) return fresh;
  const last = entry.epoch ?? -1;
  const count = record.history.epoch.filter((epoch) => epoch <= last).length;
  const columns = Object.entries(record.history.history).map(([name, values]) => [
    name,
    values.slice(0, count),
  ]);
  return {
    ...fresh,
    untrained: record.untrained,
    history: { epoch: record.history.epoch.slice(0, count), history: Object.fromEntries(columns) },
    saves: record.saves.filter(({ epoch }) => epoch <= last),
  };
}

/** Not by `crypto.randomUUID`, which plain http does not have. */
function newId(): string {
  return crypto.getRandomValues(new Uint32Array(3)).join('-');
}

/** What of a run can change from this page, by what a resume calls it. */
const changeable: Readonly<Record<string, string>> = { batchSize: 'Batch size', optimizer: 'Examples' };

/** Says what went wrong: of settings, in the words of the form. */
function describeProblem(error: unknown): string {
  if (!(error instanceof TidemarkError) || error.code !== 'run-changed')
    return error instanceof Error ? error.message : String(error);
  const changed = Array.isArray(error.details['changed']) ? error.details['changed'] : [];
  const fields = changed.map((name) => changeable[String(name)]);
  if (fields.length === 0 || fields.includes(undefined)) return error.message;
  const names = fields.map((field) => `“${field}”`).join(' and ');
  return `That checkpoint's run was begun with another setting of ${names}. Set it back to go on from there, or press Train for a new run.`;
}

/** What `evaluate` answers calls the reward by its own name, whatever the data it was judged on. */
function rewardOf({ reward }: Logs): number | null {
  return typeof reward === 'number' ? reward : null;
}
