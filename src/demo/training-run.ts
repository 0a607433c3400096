import { connectTrainer } from 'tidemark';
import type { CheckpointEntry, CheckpointStore, Logs, TrainerClient, TrainerFitOptions } from 'tidemark';
import { dataSetUrl } from './data-set-url.ts';
import { inFormWords } from './refusal-words.ts';
import { bestSave, newRecord, withEpoch } from './run-record.ts';
import type { RunRecord } from './run-record.ts';
import type { RunSettings, WorkerSettings } from './run-settings.ts';
import { checkpointsOf, saveOf } from './saved-run.ts';
import { startWorker } from './start-worker.ts';
import script from './train.worker.ts?worker&url';
import { wordsOf } from './words-of.ts';
import { originsOf } from './worker-model.ts';
import type { WorkerModel } from './worker-model.ts';

/** Starts a worker with the program of these settings. @param lend gives it what the page lends */
export function startTrainer(
  settings: RunSettings,
  task: string,
  model: WorkerModel,
  lend: (worker: Worker) => void,
): TrainerClient {
  const worker = startWorker(script, model.kind === 'served' ? originsOf(model.apiBase) : []);
  const given: WorkerSettings = { ...settings, dataSetUrl, task, model };
  const trainer = connectTrainer(worker, { settings: given });
  lend(worker);
  return trainer;
}

/** From where a run goes on, how, and what is known of what came before. */
export interface RunStart {
  readonly entry: CheckpointEntry;
  readonly fitOptions: TrainerFitOptions;
  readonly record: RunRecord | null;
}

/** One run of training, in a worker of its own: judged before, trained, and its best judged on the test split. */
export class TrainingRun {
  readonly trainer: TrainerClient;
  readonly #store: CheckpointStore;
  readonly #settings: RunSettings;
  readonly #fitOptions: TrainerFitOptions;
  readonly #changed: (record: RunRecord) => void;
  /** The run's id in the store: by it this run's checkpoints are told from those of other tabs. */
  readonly id: string;
  readonly #startMs = Date.now();
  #isStopped = false;
  #record: RunRecord;

  /** @param start from where it goes on; null to begin anew */
  constructor(
    store: CheckpointStore,
    trainer: TrainerClient,
    settings: RunSettings,
    start: RunStart | null,
    changed: (record: RunRecord) => void,
  ) {
    this.#store = store;
    this.trainer = trainer;
    this.#settings = settings;
    this.#changed = changed;
    this.id = (start && runOf(start)) ?? newId();
    this.#fitOptions = start?.fitOptions ?? { startOver: true };
    const fresh = newRecord(this.id, settings);
    this.#record = start ? recordUpTo(start, fresh) : fresh;
  }

  /** What is known of it. */
  get record(): RunRecord {
    return this.#record;
  }

  /** Trains from beginning to end. What goes wrong stands in the record too. @throws what ended it early */
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
      if (this.#isStopped && this.trainer.status === 'terminated') return this.#update({ status: 'stopped' });
      const told = inFormWords(error);
      this.#update({ status: 'failed', problem: wordsOf(told) });
      throw told;
    } finally {
      over.abort();
      this.trainer.terminate();
    }
  }

  /** Stops after the batch at hand; the judging before and after, at once. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    if (isTraining(this.trainer.status)) await this.trainer.stop();
    else this.trainer.terminate();
  }

  async #train(): Promise<void> {
    const { trainer } = this;
    const { epochs, batchSize, seed } = this.#settings;
    if (this.#record.untrained === null)
      this.#update({ untrained: rewardOf(await trainer.evaluate('validation')) });
    const history = await trainer.fit({ epochs, batchSize, seed, run: this.id, ...this.#fitOptions });
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
    if (entry.run !== this.id || entry.mtime < this.#startMs || entry.reason === 'backup') return;
    const save = saveOf(entry);
    if (!save) return;
    this.#update({ saves: [...this.#record.saves.filter(({ path }) => path !== save.path), save] });
  }

  /** Looks up what was saved: the last checkpoint's news may come after the end of training. */
  async #catchUp(): Promise<void> {
    for (const entry of await checkpointsOf(this.#store, this.id)) this.#saved(entry);
  }

  #update(changes: Partial<RunRecord>): void {
    this.#record = { ...this.#record, ...changes, changedMs: Date.now() };
    this.#changed(this.#record);
  }
}

/** Whether batches are under way, rather than the judging before and after. */
export function isTraining(status: TrainerClient['status']): boolean {
  return status === 'training' || status === 'paused';
}

/** The id of the run that goes on; null when it does so as a run of its own. */
function runOf({ entry, fitOptions: { fork = false, allowChanges = false } }: RunStart): string | null {
  return fork || allowChanges || entry.run === '' ? null : entry.run;
}

/** The record of a run that goes on from a checkpoint: what came before it, if the checkpoint is of the run kept. */
function recordUpTo({ entry, record }: RunStart, fresh: RunRecord): RunRecord {
  if (record?.run !== entry.run) return fresh;
  const last = lastClosedEpoch(entry);
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

/** The 0-based epoch that ended last before a checkpoint was saved; -1 when none had. */
export function lastClosedEpoch({ epoch, batch }: CheckpointEntry): number {
  if (epoch === null) return -1;
  return batch === null ? epoch : epoch - 1;
}

/** The time at which it begins, as people read it, and so much chance that no two tabs have the same. */
function newId(): string {
  // Swedes write dates as lists sort them. Not by `crypto.randomUUID`, which plain http does not have.
  const time = new Date().toLocaleString('sv');
  const [chance = 0] = crypto.getRandomValues(new Uint16Array(1));
  return `${time} ${chance.toString(16).padStart(4, '0')}`;
}

/** What `evaluate` answers calls the reward by its own name, whatever the data it was judged on. */
function rewardOf({ reward }: Logs): number | null {
  return typeof reward === 'number' ? reward : null;
}
