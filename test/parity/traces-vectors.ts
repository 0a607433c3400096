import { Callback, EarlyStopping, programFromJson } from '../../src/index.ts';
import type { FitOptions, Logs, Program } from '../../src/index.ts';
import { RandomFewShot } from '../../src/optimizers/random-few-shot.ts';
import { formatJson } from '../../src/python/format-json.ts';
import { parseJson } from '../../src/python/parse-json.ts';
import { isJsonObject } from '../../src/python/json-value.ts';
import type { JsonObject, JsonValue } from '../../src/python/json-value.ts';
import { MockModel } from './mock-model.ts';
import type { MockParameters } from './mock-model.ts';
import { quietly } from './replay-helpers.ts';
import { differs, held, heldByRule, isSameJson, parseRecorded } from './vector.ts';
import type { Checker, Vector, Verdict } from './vector.ts';

interface RecordedFit {
  readonly seed: number | string | null;
  readonly args: Readonly<Record<string, unknown>>;
  readonly callbacks?: readonly string[];
  readonly reloaded_before?: boolean;
  readonly error?: { readonly type: string; readonly message: string };
  readonly events: readonly string[];
  readonly batches: readonly { readonly logs_json: string }[];
  readonly epochs: readonly {
    readonly logs_json: string;
    readonly variables: Readonly<Record<string, string>>;
  }[];
  readonly history_json?: string;
  readonly history_epoch?: readonly number[];
  readonly calls: readonly (readonly [number, number, number, readonly number[], number, number, number])[];
  readonly groups: readonly { readonly phase: string }[];
  readonly rng: readonly (readonly [string, ...unknown[]])[];
  readonly evaluate_json?: string;
  readonly evaluate_list_json?: string;
  readonly predict_json?: readonly (string | null)[];
}

interface TraceVector extends Vector {
  readonly mock: MockParameters;
  readonly program_file_before: string;
  readonly train: readonly { readonly x: string; readonly y: string }[];
  readonly validation: readonly { readonly x: string; readonly y: string }[] | null;
  readonly fits: readonly RecordedFit[];
  readonly final_state_json: string;
  readonly program_file_after?: string;
  readonly tables: { readonly texts: readonly string[] };
}

const rowsOf = (pairs: readonly { x: string; y: string }[]): [JsonObject[], JsonObject[]] => [
  pairs.map(({ x }) => parseRecorded(x) as JsonObject),
  pairs.map(({ y }) => parseRecorded(y) as JsonObject),
];

/** Notes every hook under the name that the recordings give it. */
class Recorder extends Callback {
  readonly events: string[] = [];
  readonly batches: Logs[] = [];
  readonly epochs: Logs[] = [];
  readonly states: ReadonlyMap<string, JsonObject>[] = [];
  readonly #subject: Program;

  constructor(subject: Program) {
    super();
    this.#subject = subject;
  }

  override onTrainBegin(): void {
    this.events.push('train_begin');
  }
  override onTrainEnd(): void {
    this.events.push('train_end');
  }
  override onEpochBegin(epoch: number): void {
    this.events.push(`epoch_begin ${epoch}`);
  }
  override onEpochEnd(epoch: number, logs: Logs): void {
    this.events.push(`epoch_end ${epoch}`);
    this.epochs.push(logs);
    this.states.push(new Map(this.#subject.trainableVariables.map(({ path, value }) => [path, value])));
  }
  override onBatchBegin(batch: number): void {
    this.events.push(`batch_begin ${batch}`);
  }
  override onBatchEnd(batch: number, logs: Logs): void {
    this.events.push(`batch_end ${batch}`);
    this.batches.push(logs);
  }
  override onTestBegin(): void {
    this.events.push('test_begin');
  }
  override onTestEnd(): void {
    this.events.push('test_end');
  }
  override onTestBatchBegin(batch: number): void {
    this.events.push(`test_batch_begin ${batch}`);
  }
  override onTestBatchEnd(batch: number): void {
    this.events.push(`test_batch_end ${batch}`);
  }
}

/** Loads a program with the stand-in model and Python's way of telling candidates apart. */
async function load(text: string, model: MockModel): Promise<Program> {
  const optimizer = at(parseJson(text), 'compile_config', 'optimizer', 'config');
  const { name, description, populationSize, samplingTemperature, nbMinExamples, nbMaxExamples, sampling } =
    RandomFewShot.fromConfig(optimizer as JsonObject);
  const drawing = { nbMinExamples, nbMaxExamples, sampling, samplingTemperature };
  return programFromJson(text, {
    languageModel: model,
    optimizer: new RandomFewShot({
      name,
      description,
      populationSize,
      ...drawing,
      distinctBy: 'instructions',
    }),
  });
}

/** Loads what was saved. Python's random streams belong to nobody, and go on. */
async function reload(program: Program, model: MockModel): Promise<Program> {
  const loaded = await load(program.toProgramFile(), model);
  const streams = program.trainer?.streams.getState();
  if (streams !== undefined) loaded.trainer?.streams.setState(streams);
  return loaded;
}

function at(value: JsonValue, ...keys: readonly string[]): JsonValue {
  return keys.reduce<JsonValue>(
    (inner, key) => (isJsonObject(inner) ? (inner.get(key) ?? null) : null),
    value,
  );
}

/** Python's arguments as ours, with the options that bring back its faults. */
function fitOptions(fit: RecordedFit, vector: TraceVector, recorder: Recorder): FitOptions {
  const camel = Object.entries(fit.args).map(([name, value]) => [
    name.replaceAll(/_(\w)/g, (_, letter: string) => letter.toUpperCase()),
    value,
  ]);
  return {
    ...(Object.fromEntries(camel) as FitOptions),
    ...(vector.validation ? { validationData: rowsOf(vector.validation) } : {}),
    ...(fit.seed === null ? {} : { seed: Number(fit.seed) }),
    shuffle: false,
    evaluateEveryBatch: true,
    continueFromSeeds: true,
    concurrency: 1,
    callbacks: [recorder, ...(fit.callbacks ?? []).map(earlyStopping)],
  };
}

function earlyStopping(text: string): EarlyStopping {
  const options = [...text.matchAll(/(\w+)=("[^"]*"|[\w.-]+)/g)].map(([, name = '', value = '']) => [
    name.replaceAll(/_(\w)/g, (_, letter: string) => letter.toUpperCase()),
    value === 'True' || value === 'False' ? value === 'True' : value === 'None' ? null : JSON.parse(value),
  ]);
  return new EarlyStopping(Object.fromEntries(options));
}

const logsText = (logs: Logs): JsonValue =>
  new Map(Object.entries(logs).map(([name, value]) => [name, value as JsonValue]));

async function replayFit(
  fit: RecordedFit,
  vector: TraceVector,
  program: Program,
  model: MockModel,
): Promise<Verdict | null> {
  const recorder = new Recorder(program);
  model.requests.length = 0;
  let failure: unknown;
  const history = await program
    .fit(...rowsOf(vector.train), fitOptions(fit, vector, recorder))
    .catch((error: unknown) => {
      failure = error;
      return null;
    });
  if (fit.error) {
    const message = failure instanceof Error ? failure.message : 'no error';
    if (message !== fit.error.message) return differs('error', fit.error.message, message);
  } else if (failure !== undefined) throw failure;
  return (
    compareCalls(fit, vector, model) ??
    compareList('events', fit.events, recorder.events) ??
    compareLogs('batch logs', fit.batches, recorder.batches) ??
    compareLogs('epoch logs', fit.epochs, recorder.epochs) ??
    compareStates(fit, recorder) ??
    (history && fit.history_json ? compareHistory(fit, history) : null)
  );
}

/** Every request of training, by group and sample. */
function compareCalls(fit: RecordedFit, { tables }: TraceVector, model: MockModel): Verdict | null {
  const training = fit.calls.filter(([group]) => !/^(evaluate|predict)/.test(fit.groups[group]?.phase ?? ''));
  const ordered = [...training].sort((a, b) => a[0] - b[0] || a[1] - b[1] || a[2] - b[2]);
  const recorded = ordered.map(([, , , texts]) => texts.map((index) => tables.texts[index] ?? ''));
  const difference = compareList('requests', recorded.map(String), model.requests.map(String));
  return difference;
}

function compareList(what: string, recorded: readonly string[], received: readonly string[]): Verdict | null {
  const index = recorded.findIndex((item, position) => item !== received[position]);
  if (index >= 0) return differs(`${what} ${index}`, recorded[index], received[index]);
  return recorded.length === received.length ? null : differs(what, recorded.length, received.length);
}

function compareLogs(
  what: string,
  recorded: readonly { readonly logs_json: string }[],
  received: readonly Logs[],
): Verdict | null {
  for (const [index, { logs_json }] of recorded.entries()) {
    const logs = received[index];
    if (!logs || !isSameJson(parseRecorded(logs_json), logsText(logs)))
      return differs(`${what} ${index}`, logs_json, logs);
  }
  return recorded.length === received.length ? null : differs(what, recorded.length, received.length);
}

function compareStates(fit: RecordedFit, recorder: Recorder): Verdict | null {
  for (const [index, { variables }] of fit.epochs.entries()) {
    for (const [path, json] of Object.entries(variables)) {
      const state = recorder.states[index]?.get(path) ?? null;
      if (!isSameJson(parseRecorded(json), state))
        return differs(`epoch ${index} ${path}`, json, state && formatJson(state));
    }
  }
  return null;
}

function compareHistory(
  fit: RecordedFit,
  history: { readonly epoch: readonly number[]; readonly history: Logs | Record<string, unknown> },
): Verdict | null {
  const received = new Map(Object.entries(history.history)) as unknown as JsonValue;
  if (!isSameJson(parseRecorded(fit.history_json ?? ''), received)) {
    return differs('history', fit.history_json, history.history);
  }
  return compareList('history epochs', (fit.history_epoch ?? []).map(String), history.epoch.map(String));
}

async function compareUse(fit: RecordedFit, vector: TraceVector, program: Program): Promise<Verdict | null> {
  if (!vector.validation) return null;
  const [x, y] = rowsOf(vector.validation);
  if (fit.evaluate_json !== undefined) {
    const logs = await program.evaluate(x, y, { concurrency: 1 });
    if (!isSameJson(parseRecorded(fit.evaluate_json), logsText(logs)))
      return differs('evaluate', fit.evaluate_json, logs);
  }
  if (fit.evaluate_list_json !== undefined) {
    const list = await program.evaluate(x, y, { concurrency: 1, batchSize: 3, returnDict: false });
    if (!isSameJson(parseRecorded(fit.evaluate_list_json), list))
      return differs('evaluate as a list', fit.evaluate_list_json, list);
  }
  if (fit.predict_json !== undefined) {
    const answers = await program.predict(x, { concurrency: 1 });
    const recorded = fit.predict_json.map((json) => (json === null ? null : (JSON.parse(json) as unknown)));
    if (JSON.stringify(recorded) !== JSON.stringify(answers)) return differs('predict', recorded, answers);
  }
  return null;
}

/** Why a vector may hold by a rule of ours: rewards go to the predictions of their own sample. */
const RULES = ['pairing-hazard'] as const;

/** Replays a recorded training run with Python's options, request by request and draw by draw. */
export const checkTracesVector: Checker = async (recorded) => {
  const vector = recorded as TraceVector;
  const verdict = await quietly(() => replayTrace(vector));
  const rule = RULES.find((tag) => vector.tags.includes(tag));
  return !verdict.held && rule ? heldByRule(rule) : verdict;
};

async function replayTrace(vector: TraceVector): Promise<Verdict> {
  const model = new MockModel(vector.mock);
  let program = await load(vector.program_file_before, model);
  for (const fit of vector.fits) {
    if (fit.reloaded_before) program = await reload(program, model);
    const difference =
      (await replayFit(fit, vector, program, model)) ?? (await compareUse(fit, vector, program));
    if (difference) return difference;
  }
  const state = at(parseRecorded(vector.final_state_json), 'trainable_variables');
  const received = at(program.getStateTree(), 'trainable_variables');
  return isSameJson(state, received) ? held : differs('final state', formatJson(state), formatJson(received));
}
