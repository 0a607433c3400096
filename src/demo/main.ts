import { openCheckpointStore, openResponseCache } from 'tidemark';
import type { CheckpointStore, ModelUsage, TrainerClient } from 'tidemark';
import 'tidemark/elements';
import type {
  CheckpointPanel,
  ResumeOffer,
  ResumeRequestEvent,
  StartOverRequestEvent,
} from 'tidemark/elements';
import { keepBegun, recallBegun } from './begun-runs.ts';
import { CheckpointViewer } from './checkpoint-viewer.ts';
import { dataSetUrl } from './data-set-url.ts';
import { loadDataSet } from './data-set.ts';
import type { DataSet } from './data-set.ts';
import { whileClosingAsks } from './closing-guard.ts';
import { byId } from './dom.ts';
import { offerHelp } from './help.ts';
import { recallForms } from './kept-forms.ts';
import type { KeptForms } from './kept-forms.ts';
import { ModelPicker } from './model-picker.ts';
import { goOffline } from './offline.ts';
import { isAnyTabTraining, whileOthersCanTell } from './other-tabs.ts';
import { OwnData } from './own-data.ts';
import type { OwnTask } from './own-task.ts';
import { currentTask, loadTask, storeNameOf } from './own-tasks.ts';
import { RunControls } from './run-controls.ts';
import { recallRun, rememberRun } from './run-record.ts';
import type { RunRecord } from './run-record.ts';
import { backupDirOf } from './run-settings.ts';
import type { BegunRun, RunSettings } from './run-settings.ts';
import { bringUpToDate } from './saved-run.ts';
import { RunView } from './run-view.ts';
import { SettingsForm } from './settings-form.ts';
import { countSentences, showOwnTask, showTask } from './task-card.ts';
import { isRefusal } from './refusal-words.ts';
import { lastClosedEpoch, TrainingRun, startTrainer } from './training-run.ts';
import type { RunStart } from './training-run.ts';
import { TryIt } from './try-it.ts';
import { UpdateNotice } from './update-notice.ts';
import { describeUsage } from './usage-words.ts';
import { wordsOf } from './words-of.ts';

/** The page: it wires a form, a run, its view and the checkpoints together. */
class DemoPage {
  readonly #store: CheckpointStore;
  readonly #data: DataSet;
  readonly #task: OwnTask | null;
  readonly #ownData: OwnData;
  readonly #form: SettingsForm;
  readonly #model: ModelPicker;
  readonly #view: RunView;
  readonly #update = new UpdateNotice();
  readonly #panel = document.querySelector<CheckpointPanel>('checkpoint-panel');
  readonly #offer = document.querySelector<ResumeOffer>('resume-offer');
  readonly #controls = new RunControls({
    train: () => this.#train(),
    pause: () => void this.#run?.trainer.pause(),
    resume: () => void this.#run?.trainer.resume(),
    stop: () => void this.#run?.stop(),
  });
  #run: TrainingRun | null = null;
  #record: RunRecord | null = null;
  #begun: BegunRun | null = null;
  #answerer: TrainerClient | null = null;

  /**
   * @param task the task of the user's own; null for the page's
   * @param forms what they said last time
   */
  constructor(store: CheckpointStore, data: DataSet, task: OwnTask | null, { settings, model }: KeptForms) {
    this.#store = store;
    this.#data = data;
    this.#task = task;
    this.#form = new SettingsForm(settings, () => this.#train());
    this.#model = new ModelPicker(model, () => this.#forgetAnswerer());
    this.#ownData = new OwnData(this.#taskName, store);
    this.#view = new RunView(store);
    for (const element of [this.#panel, this.#offer]) if (element) element.store = store;
  }

  async start(): Promise<void> {
    if (this.#task) showOwnTask(this.#task);
    else showTask(this.#data);
    await this.#ownData.start();
    this.#begun = await recallBegun(this.#taskName).catch(() => null);
    const remembered = recallRun(this.#taskName);
    this.#record = await bringUpToDate(this.#store, remembered, this.#begun, this.#form.values);
    if (this.#record) this.#view.showEarlier(this.#record, await isAnyTabTraining());
    new TryIt(this.#store, () => this.#answers(), this.#data, this.#task).start();
    new CheckpointViewer(this.#store, () => this.#answers()).start();
    this.#panel?.addEventListener('resume-request', (event) => {
      event.preventDefault();
      this.#resumeFromPanel(event);
    });
    this.#listenToOffer(this.#record?.settings ?? this.#form.values);
    void this.#prepare();
    const answers = document.querySelector('answer-cache');
    if (answers) answers.cache = await openResponseCache();
  }

  /** Loads what a run will need, so that it can begin without a network. */
  async #prepare(): Promise<void> {
    const isKept = await goOffline(this.#update);
    const answerer = this.#answers();
    const tell = (): void => {
      if (answerer.status !== 'idle') return;
      byId('offline-note', HTMLElement).textContent = isKept
        ? 'Everything is loaded: the network may go.'
        : 'No copy of the page is kept here: each visit needs the network.';
    };
    answerer.addEventListener('status-changed', tell);
    tell();
  }

  #listenToOffer({ filepath }: RunSettings): void {
    const offer = this.#offer;
    if (!offer) return;
    offer.backupDir = backupDirOf(filepath);
    offer.addEventListener('resume-request', (event) => event.answerWith(() => this.#resume(event)));
    offer.addEventListener('start-over-request', (event) => this.#startOver(event));
  }

  #train(): void {
    const settings = this.#run ? null : this.#take();
    if (settings) void this.#begin(settings, null).catch(isToldAlready);
  }

  /** With settings that cannot be used, the run that was interrupted stays as it is. */
  #startOver(event: StartOverRequestEvent): void {
    const settings = this.#take();
    if (settings) event.answerWith(() => this.#begin(settings, null).catch(isToldAlready));
    else event.preventDefault();
  }

  /** What to train with, if it can be used: else the form says why not. */
  #take(): RunSettings | null {
    const settings = this.#form.take();
    return settings && this.#model.check() ? settings : null;
  }

  /** Goes on with the run that was interrupted, with the settings that it had, as far as they are known. */
  async #resume({ entry, fitOptions }: ResumeRequestEvent): Promise<void> {
    const record = this.#record;
    const { epochs = this.#form.values.epochs } = entry;
    const known = [record, this.#begun].find((one) => one?.run === entry.run)?.settings ?? this.#form.values;
    // Whoever forces a run to go on means the settings that it was refused for.
    if (!fitOptions.allowChanges) this.#form.set({ ...known, epochs });
    const settings = this.#take();
    if (settings) await this.#goOn(settings, { entry, fitOptions, record });
  }

  /** Goes on from any checkpoint, with the settings in the form: they may say more epochs, say. */
  #resumeFromPanel({ entry, fitOptions }: ResumeRequestEvent): void {
    const settings = this.#run ? null : this.#take();
    if (!settings) return;
    const done = lastClosedEpoch(entry) + 1;
    if (done >= settings.epochs) {
      const problem = `${entry.path} was saved at epoch ${done}: give more than ${done} epochs to go on from it.`;
      return this.#form.complain('epochs', problem);
    }
    const start = { entry, fitOptions, record: this.#record };
    this.#goOn(settings, start).catch((error: unknown) => {
      if (isRefusal(error)) this.#offer?.explain(entry, error);
    });
  }

  /** A run that is refused leaves the page as it was. */
  async #goOn(settings: RunSettings, start: RunStart): Promise<void> {
    const before = this.#record;
    try {
      await this.#begin(settings, start);
    } catch (error) {
      if (isRefusal(error) && before) {
        this.#remember(before);
        this.#view.showEarlier(before, false);
      }
      throw error;
    }
  }

  async #begin(settings: RunSettings, start: RunStart | null): Promise<void> {
    const run = new TrainingRun(this.#store, this.#startTrainer(settings), settings, start, (record) =>
      this.#show(record),
    );
    this.#run = run;
    const { batchSize, epochs, filepath } = settings;
    const batches = Math.ceil(this.#trainCount() / batchSize);
    this.#view.follow(run.trainer, { epochs, batches, batchSize });
    if (this.#offer) this.#offer.backupDir = backupDirOf(filepath);
    run.trainer.addEventListener('status-changed', () => this.#refresh());
    showUsage(null);
    run.trainer.addEventListener('usage-changed', ({ usage }) => showUsage(usage));
    this.#refresh();
    try {
      await whileOthersCanTell(() => whileClosingAsks(() => this.#see(run)));
    } finally {
      this.#run = null;
      this.#refresh();
    }
  }

  /** Sees a run through to its end. What cannot be kept of it keeps it from nothing. */
  async #see(run: TrainingRun): Promise<void> {
    await this.#keepBegun(run.record);
    await run.go();
  }

  async #keepBegun({ run, settings, untrained }: RunRecord): Promise<void> {
    await keepBegun(this.#taskName, { run, settings, untrained }).catch(() => {});
  }

  #show(record: RunRecord): void {
    if (record.untrained !== null && this.#record?.untrained === null) void this.#keepBegun(record);
    this.#remember(record);
    this.#view.show(record);
  }

  #remember(record: RunRecord): void {
    this.#record = record;
    rememberRun(record, this.#taskName);
  }

  #refresh(): void {
    const isRunning = this.#run !== null;
    this.#controls.show(isRunning, this.#run?.trainer.status ?? 'idle');
    this.#form.isLocked = isRunning;
    this.#model.isLocked = isRunning;
    this.#ownData.isLocked = isRunning;
    if (this.#panel) this.#panel.resumeDisabled = isRunning;
    if (this.#offer) this.#offer.hidden = isRunning;
    this.#update.isRunning = isRunning;
  }

  /** The trainer that answers questions: one of its own, so that a question never waits for a batch. */
  #answers(): TrainerClient {
    if (!this.#answerer || this.#answerer.status === 'failed')
      this.#answerer = this.#startTrainer(this.#form.values);
    return this.#answerer;
  }

  /** Empty for the page's own task. */
  get #taskName(): string {
    return this.#task?.name ?? '';
  }

  #trainCount(): number {
    return this.#task?.train.length ?? countSentences(this.#data.languages, 'train');
  }

  #forgetAnswerer(): void {
    this.#answerer?.terminate();
    this.#answerer = null;
  }

  #startTrainer(settings: RunSettings): TrainerClient {
    const { workerModel } = this.#model;
    return startTrainer(settings, this.#taskName, workerModel, (worker) => this.#model.lend(worker));
  }
}

function showUsage(usage: ModelUsage | null): void {
  byId('usage', HTMLElement).textContent = describeUsage(usage);
}

/** What ends a run stands in its record, which the page shows. */
function isToldAlready(): void {}

/** The task at hand; null for the page's own. */
async function taskAtHand(): Promise<OwnTask | null> {
  const name = await currentTask().catch(() => '');
  return name === '' ? null : await loadTask(name);
}

offerHelp();

try {
  const [task, forms, data] = await Promise.all([taskAtHand(), recallForms(), loadDataSet(dataSetUrl)]);
  const store = await openCheckpointStore(storeNameOf(task?.name ?? ''));
  await new DemoPage(store, data, task, forms).start();
} catch (error) {
  const message = byId('run-message', HTMLElement);
  message.classList.add('problem');
  message.textContent = `The page could not start: ${wordsOf(error)} Reload it to try again.`;
}
