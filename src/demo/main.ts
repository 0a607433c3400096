import { openCheckpointStore } from 'tidemark';
import type { CheckpointEntry, CheckpointStore, TrainerClient } from 'tidemark';
import 'tidemark/elements';
import type { CheckpointPanel, ResumeRequestEvent, TrainingProgress } from 'tidemark/elements';
import { CheckpointViewer } from './checkpoint-viewer.ts';
import { dataSetUrl } from './data-set-url.ts';
import { loadDataSet } from './data-set.ts';
import type { DataSet } from './data-set.ts';
import { byId } from './dom.ts';
import { goOffline } from './offline.ts';
import { isAnyTabTraining, whileOthersCanTell } from './other-tabs.ts';
import { RunControls } from './run-controls.ts';
import { recallRun } from './run-record.ts';
import type { RunRecord } from './run-record.ts';
import { bringUpToDate } from './saved-run.ts';
import { RunView } from './run-view.ts';
import { SettingsForm } from './settings-form.ts';
import { countSentences, showTask } from './task-card.ts';
import { TrainingRun, startTrainer } from './training-run.ts';
import { TryIt } from './try-it.ts';

/** The page: it wires a form, a run, its view and the checkpoints together. */
class DemoPage {
  readonly #store: CheckpointStore;
  readonly #data: DataSet;
  readonly #form = new SettingsForm(() => this.#train());
  readonly #view = new RunView();
  readonly #panel = document.querySelector<CheckpointPanel>('checkpoint-panel');
  readonly #progress = document.querySelector<TrainingProgress>('training-progress');
  readonly #controls = new RunControls({
    train: () => this.#train(),
    pause: () => void this.#run?.trainer.pause(),
    resume: () => void this.#run?.trainer.resume(),
    stop: () => void this.#run?.stop(),
  });
  #run: TrainingRun | null = null;
  #record: RunRecord | null = null;
  #answerer: TrainerClient | null = null;

  constructor(store: CheckpointStore, data: DataSet) {
    this.#store = store;
    this.#data = data;
  }

  async start(): Promise<void> {
    showTask(this.#data);
    this.#record = await bringUpToDate(this.#store, recallRun(), this.#form.values.epochs || 1);
    if (this.#record) this.#view.showEarlier(this.#record, await isAnyTabTraining());
    new TryIt(this.#store, () => this.#answers(), this.#data).start();
    new CheckpointViewer(this.#store, () => this.#answers()).start();
    this.#panel?.addEventListener('resume-request', (event) => this.#resumeFrom(event));
    window.addEventListener('beforeunload', (event) => this.#run && event.preventDefault());
    void this.#prepare();
  }

  /** Loads what a run will need, so that it can begin without a network. */
  async #prepare(): Promise<void> {
    await goOffline();
    const answerer = this.#answers();
    const tell = (): void => {
      if (answerer.status !== 'idle') return;
      byId('offline-note', HTMLElement).textContent = 'Everything is loaded: the network may go.';
    };
    answerer.addEventListener('status-changed', tell);
    tell();
  }

  #train(): void {
    const settings = this.#run ? null : this.#form.take();
    if (settings)
      void this.#follow(new TrainingRun(this.#store, settings, null, (record) => this.#show(record)));
  }

  #resumeFrom({ entry }: ResumeRequestEvent): void {
    const settings = this.#run ? null : this.#form.take();
    if (!settings) return;
    const problem = whyNothingLeft(entry, settings.epochs);
    if (problem) return this.#form.complain('epochs', problem);
    const start = { entry, record: this.#record };
    void this.#follow(new TrainingRun(this.#store, settings, start, (record) => this.#show(record)));
  }

  async #follow(run: TrainingRun): Promise<void> {
    this.#run = run;
    const { batchSize, epochs } = this.#form.values;
    const batches = Math.ceil(countSentences(this.#data.languages, 'train') / batchSize);
    if (this.#progress) Object.assign(this.#progress, { trainer: run.trainer, epochs, batches });
    run.trainer.addEventListener('status-changed', () => this.#update());
    this.#update();
    await whileOthersCanTell(() => run.go());
    this.#run = null;
    this.#update();
  }

  #show(record: RunRecord): void {
    this.#record = record;
    this.#view.show(record);
  }

  #update(): void {
    const isRunning = this.#run !== null;
    this.#controls.show(isRunning, this.#run?.trainer.status ?? 'idle');
    this.#form.isLocked = isRunning;
    if (this.#panel) this.#panel.resumeDisabled = isRunning;
  }

  /** The trainer that answers questions: one of its own, so that a question never waits for a batch. */
  #answers(): TrainerClient {
    if (!this.#answerer || this.#answerer.status === 'failed')
      this.#answerer = startTrainer(this.#form.values);
    return this.#answerer;
  }
}

function whyNothingLeft({ epoch, path }: CheckpointEntry, epochs: number): string | null {
  const done = (epoch ?? -1) + 1;
  return done < epochs
    ? null
    : `${path} was saved at epoch ${done}: give more than ${done} epochs to go on from it.`;
}

try {
  const [store, data] = await Promise.all([openCheckpointStore(), loadDataSet(dataSetUrl)]);
  await new DemoPage(store, data).start();
} catch (error) {
  const message = byId('run-message', HTMLElement);
  message.classList.add('problem');
  message.textContent = `The page could not start: ${error instanceof Error ? error.message : String(error)}`;
}
