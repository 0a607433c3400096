import type { CheckpointStore, TrainerClient } from 'tidemark';
import type { TrainingChart, TrainingLog, TrainingProgress } from 'tidemark/elements';
import { byId } from './dom.ts';
import { bestSave } from './run-record.ts';
import type { RunRecord, SavedCheckpoint } from './run-record.ts';

const figure = new Intl.NumberFormat('en', { minimumFractionDigits: 3, maximumFractionDigits: 3 });
const gain = new Intl.NumberFormat('en', {
  minimumFractionDigits: 3,
  maximumFractionDigits: 3,
  signDisplay: 'exceptZero',
});

/** How much there is to do. */
interface RunPlan {
  readonly epochs: number;
  readonly batches: number;
  readonly batchSize: number;
}

/** Shows a run: its curves, what was saved, and the three figures that matter. */
export class RunView {
  readonly #chart = document.querySelector<TrainingChart>('training-chart');
  readonly #progress = document.querySelector<TrainingProgress>('training-progress');
  readonly #log = document.querySelector<TrainingLog>('training-log');
  readonly #message = byId('run-message', HTMLElement);

  /** @param store where the chart finds earlier runs */
  constructor(store: CheckpointStore) {
    if (this.#chart) this.#chart.store = store;
  }

  /** Follows a run that begins. */
  follow(trainer: TrainerClient, plan: RunPlan): void {
    if (this.#progress) Object.assign(this.#progress, { trainer, ...plan });
    if (this.#log) this.#log.trainer = trainer;
  }

  show(record: RunRecord): void {
    const best = bestSave(record.saves);
    if (this.#chart) {
      const { untrained, history, saves, epochs, run } = record;
      Object.assign(this.#chart, {
        run,
        history,
        epochs,
        untrained: untrained === null ? null : { val_reward: untrained },
        saves: saves.map((save) => Object.assign({ best: save === best }, save)),
      });
    }
    this.#showFigures(record, best);
    this.say(describeRun(record, best), record.status === 'failed');
  }

  /**
   * Shows the last run as a page finds it when it opens: over, cut off, or under way in another tab.
   *
   * @param isElsewhere whether another tab trains
   */
  showEarlier(record: RunRecord, isElsewhere: boolean): void {
    this.show(record);
    if (this.#progress && record.status !== 'running') {
      const done = record.history.epoch.length;
      Object.assign(this.#progress, { epochs: record.epochs, epoch: done, status: record.status });
    }
    if (record.status !== 'running') return;
    const done = (record.history.epoch.at(-1) ?? -1) + 1;
    this.say(
      isElsewhere
        ? `When this page was opened, another tab was at this run, with epoch ${done} done. What it saves appears in the list below.`
        : `The page went away during this run, after epoch ${done}. Everything saved is in the list below.`,
    );
  }

  say(text: string, isProblem = false): void {
    this.#message.classList.toggle('problem', isProblem);
    if (this.#message.textContent !== text) this.#message.textContent = text;
  }

  #showFigures({ untrained, test, status }: RunRecord, best: SavedCheckpoint | null): void {
    write('untrained', untrained);
    write('best', best?.value ?? null);
    write('test', test);
    const gained = best && untrained !== null ? `, ${gain.format(best.value - untrained)}` : '';
    byId('best-note', HTMLElement).textContent = best
      ? `at epoch ${best.epoch + 1}${gained}`
      : 'none saved yet';
    const isOver = status === 'finished' || status === 'stopped';
    byId('test-note', HTMLElement).textContent =
      test === null && !isOver ? 'judged once, at the end' : 'which nothing was selected on';
  }
}

function write(id: string, value: number | null): void {
  byId(`${id}-figure`, HTMLElement).textContent = value === null ? '–' : figure.format(value);
}

function savesOf({ saves }: RunRecord): string {
  return `${saves.length} ${saves.length === 1 ? 'checkpoint' : 'checkpoints'} saved`;
}

function describeRun(record: RunRecord, best: SavedCheckpoint | null): string {
  switch (record.status) {
    case 'failed':
      return `Training failed: ${record.problem ?? 'for no known reason'} What was saved is safe.`;
    case 'running':
      return record.untrained === null && record.history.epoch.length === 0
        ? 'Judging the untrained program…'
        : '';
    case 'stopped':
      return best ? `Stopped. The best is ${best.path}.` : 'Stopped.';
    case 'finished':
      return best ? `${savesOf(record)}; the best is ${best.path}.` : 'No checkpoint was saved.';
  }
}
