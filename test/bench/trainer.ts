import {
  CSVLogger,
  dataModel,
  ExactMatch,
  F1Score,
  Generator,
  Input,
  LambdaCallback,
  openCheckpointStore,
  Program,
  ProgramCheckpoint,
  RandomFewShot,
} from '../../src/index.ts';
import type { Callback, ChatModel, ChatReply, Row } from '../../src/index.ts';
import { pause } from './timing.ts';

/** What to measure. */
export interface TrainerTask {
  readonly epochs: number;
  readonly samples: number;
  readonly batchSize: number;
  readonly nbMaxExamples: number;
  /** How long the model takes for an answer; 0 for none at all. */
  readonly answerMs: number;
  /** Whether the program is saved at the end of each epoch. */
  readonly saves: boolean;
}

/** What an epoch took. */
export interface EpochCost {
  /** Milliseconds; what a model takes that answers at once is left out. */
  readonly overheadMs: number;
  /** Calls of the model: one a sample, trained on or judged. */
  readonly calls: number;
}

/** Answers at once or after a while, right two times out of three, and says what it took from the processor. */
class StandInModel implements ChatModel {
  readonly config = { model: 'bench/instant' };
  calls = 0;
  spentMs = 0;
  readonly #answerMs: number;

  constructor(answerMs: number) {
    this.#answerMs = answerMs;
  }

  complete(): Promise<ChatReply> {
    const start = performance.now();
    const kind = this.calls % 3 === 0 ? 'fruit' : 'tool';
    this.calls += 1;
    const answer = { content: `{"kind": "${kind}"}` };
    const reply = this.#answerMs === 0 ? Promise.resolve(answer) : pause(this.#answerMs).then(() => answer);
    this.spentMs += performance.now() - start;
    return reply;
  }
}

async function makeProgram(languageModel: ChatModel, nbMaxExamples: number): Promise<Program> {
  const inputs = Input(dataModel({ title: 'Word', properties: { word: { type: 'string' } } }));
  const kind = { type: 'string', enum: ['fruit', 'tool'] };
  const answer = dataModel({ title: 'Kind', properties: { kind } });
  const outputs = await new Generator({ dataModel: answer, languageModel }).call(inputs);
  const program = new Program({ inputs, outputs, name: 'sorter' });
  const optimizer = new RandomFewShot({ nbMinExamples: nbMaxExamples, nbMaxExamples });
  program.compile({ reward: new ExactMatch(), optimizer, metrics: [new F1Score()] });
  return program;
}

function rows(count: number): [Row[], Row[]] {
  const numbers = Array.from({ length: count }, (_, index) => index);
  return [numbers.map((n) => ({ word: `tool number ${n}` })), numbers.map(() => ({ kind: 'tool' }))];
}

/**
 * Trains, and answers what each epoch took.
 *
 * @param afterEpoch is called after each, 1-based, and waited for
 */
export async function measureTraining(
  task: TrainerTask,
  afterEpoch: (epoch: number) => Promise<void> = async () => {},
): Promise<readonly EpochCost[]> {
  const model = new StandInModel(task.answerMs);
  const program = await makeProgram(model, task.nbMaxExamples);
  const store = await openCheckpointStore('bench-training');
  const costs: EpochCost[] = [];
  let [startMs, calls, spentMs] = [0, 0, 0];
  const clock = new LambdaCallback({
    onEpochBegin: () => {
      [startMs, calls, spentMs] = [performance.now(), model.calls, model.spentMs];
    },
  });
  // The last one of the callbacks: what the others do at the end of an epoch counts.
  class Stop extends LambdaCallback {
    override readonly savesState = true;
    override readonly savesLast = true;
  }
  const stop = new Stop({
    onEpochEnd: async () => {
      const overheadMs = performance.now() - startMs - (model.spentMs - spentMs);
      costs.push({ overheadMs, calls: model.calls - calls });
      await afterEpoch(costs.length);
    },
  });
  const saving: Callback[] = task.saves
    ? [
        new ProgramCheckpoint('runs/{epoch}.json', { store, retention: { best: 1, latest: 1 } }),
        new CSVLogger('runs/log.csv', { store }),
      ]
    : [];
  const [x, y] = rows(task.samples);
  const validationData = rows(Math.ceil(task.samples / 4));
  const { epochs, batchSize } = task;
  await program.fit(x, y, {
    epochs,
    batchSize,
    validationData,
    seed: 1,
    callbacks: [clock, ...saving, stop],
  });
  return costs;
}

declare global {
  interface Window {
    /** Given by the script that measures. */
    usedHeapBytes(): Promise<number>;
  }
}

/** Trains on the page itself, and answers how much of its heap is in use after some epochs, 1-based. */
export async function measureHeap(given: {
  readonly task: TrainerTask;
  readonly epochs: readonly number[];
}): Promise<readonly number[]> {
  const bytes: number[] = [];
  await measureTraining(given.task, async (epoch) => {
    if (given.epochs.includes(epoch)) bytes.push(await window.usedHeapBytes());
  });
  return bytes;
}
