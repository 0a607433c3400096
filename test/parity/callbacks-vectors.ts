import { ArgumentError } from '../../src/base/errors.ts';
import { CallbackList } from '../../src/callbacks/callback-list.ts';
import { Callback } from '../../src/callbacks/callback.ts';
import type { CallbackProgram, Logs } from '../../src/callbacks/callback.ts';
import { CSVLogger } from '../../src/callbacks/csv-logger.ts';
import { EarlyStopping } from '../../src/callbacks/early-stopping.ts';
import { History } from '../../src/callbacks/history.ts';
import { ProgramCheckpoint } from '../../src/callbacks/program-checkpoint.ts';
import { MemoryCheckpointStore } from '../../src/checkpoints/memory-checkpoint-store.ts';
import { Accuracy } from '../../src/metrics/accuracy.ts';
import { F1Score } from '../../src/metrics/f1-score.ts';
import { GapK } from '../../src/metrics/gap-k.ts';
import { MeanMetricWrapper } from '../../src/metrics/mean-metric-wrapper.ts';
import type { Metric } from '../../src/metrics/metric.ts';
import { isJsonObject } from '../../src/python/json-value.ts';
import type { JsonObject, JsonValue } from '../../src/python/json-value.ts';
import { toPlainValue } from '../../src/python/plain-value.ts';
import type { PlainObject } from '../../src/python/plain-value.ts';
import { repr } from '../../src/python/repr.ts';
import { ExactMatch } from '../../src/rewards/exact-match.ts';
import { differs, held, heldByRule, parseRecorded } from './vector.ts';
import type { Vector, Verdict } from './vector.ts';

interface RecordedError {
  readonly type: string;
  readonly message: string;
}

interface RecordedEpoch {
  readonly epoch: number;
  readonly logs_json: string;
  readonly batch_logs_json?: readonly string[];
  readonly error?: RecordedError;
  readonly warnings?: readonly string[];
  readonly stop_training?: boolean;
  readonly wait?: number;
  readonly best_json?: string;
  readonly best_epoch?: number;
  readonly stopped_epoch?: number;
  readonly saves?: readonly (readonly [string, string])[];
  readonly printed?: string;
  readonly history_after_json?: string;
  readonly epoch_after?: readonly number[];
}

interface RecordedFit {
  readonly epochs: readonly RecordedEpoch[];
  readonly error?: RecordedError;
  readonly printed?: string;
  readonly variable_after_train_json?: string;
  readonly history_json?: string;
  readonly history_epoch?: readonly number[];
  readonly history_key_order?: readonly string[];
  readonly epoch?: readonly number[];
  readonly params_json?: string;
  readonly file_after?: string;
}

interface CallbacksVector extends Vector {
  readonly callback: 'EarlyStopping' | 'CSVLogger' | 'History' | 'CallbackList' | 'ProgramCheckpoint';
  readonly config_json: string;
  readonly construct_error?: RecordedError;
  readonly construct_warnings?: readonly string[];
  readonly compiled_metrics: readonly string[] | null;
  readonly metrics_built: boolean;
  readonly existing_file: string | null;
  readonly fits: readonly RecordedFit[];
  readonly epochs: readonly RecordedEpoch[];
  readonly same_object: boolean;
  readonly callbacks: readonly string[];
  readonly overridden_hooks: readonly string[];
  readonly script: readonly (readonly [string, number | null, string | null])[];
  readonly events: readonly (readonly [string, string, number | null, string])[];
}

/** Drives a callback through our list, as it was driven through Python's. */
export async function checkCallbacksVector(vector: Vector): Promise<Verdict> {
  const recorded = vector as CallbacksVector;
  const { result, difference, rule } = await new Replay(recorded).run();
  if (!result) return { held: false, difference: difference ?? 'differs' };
  return rule === null ? held : heldByRule(rule);
}

/** A value did not come out as it was recorded. */
class Difference extends Error {}

const camelCase = (name: string): string =>
  name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());

/** The metrics that a recording names. */
const metricsByName: Readonly<Record<string, () => Metric>> = {
  f1: () => new F1Score({ name: 'f1_score' }),
  acc: () => new Accuracy({ name: 'acc' }),
  gap: () => new GapK(),
  em: () => new MeanMetricWrapper(() => 1, { name: 'mean_metric_wrapper' }),
  em_obj: () => new MeanMetricWrapper(new ExactMatch(), { name: 'mean_metric_wrapper' }),
};

/** Replays one vector, and remembers what is heard on the console. */
class Replay {
  readonly #vector: CallbacksVector;
  readonly #store = new MemoryCheckpointStore();
  #printed = '';
  #warnings: string[] = [];
  #saves: [string, string][] = [];
  #rule: string | null = null;

  constructor(vector: CallbacksVector) {
    this.#vector = vector;
  }

  async run(): Promise<{ result: boolean; difference?: string; rule: string | null }> {
    const { info, warn } = console;
    console.info = (text: string): void => void (this.#printed += `${text}\n`);
    console.warn = (text: string): void => void this.#warnings.push(text);
    try {
      await this.#replay();
      return { result: true, rule: this.#rule };
    } catch (error) {
      if (!(error instanceof Difference)) throw error;
      return { result: false, difference: error.message, rule: null };
    } finally {
      Object.assign(console, { info, warn });
    }
  }

  async #replay(): Promise<void> {
    switch (this.#vector.callback) {
      case 'EarlyStopping':
        return await this.#earlyStopping();
      case 'CSVLogger':
        return await this.#csvLogger();
      case 'History':
        return await this.#history();
      case 'CallbackList':
        return await this.#callbackList();
      case 'ProgramCheckpoint':
        return await this.#programCheckpoint();
    }
  }

  #expect(what: string, recorded: unknown, received: unknown): void {
    const [left, right] = [show(recorded), show(received)];
    if (left === right) return;
    throw new Difference(differs(what, left, right).difference);
  }

  /** Makes the callback; undefined where that is refused, as it was recorded. */
  #construct<Made>(make: (options: PlainObject) => Made): Made | undefined {
    const { config_json, construct_error, construct_warnings = [] } = this.#vector;
    const config = parseRecorded(config_json) as JsonObject;
    const options = new Map([...config].map(([name, value]) => [camelCase(name), value]));
    const outcome = attempt(() => make(toPlainValue(options) as PlainObject));
    this.#expect('construction', construct_error?.message ?? null, outcome.error?.message ?? null);
    this.#expect('warnings', construct_warnings, this.#warnings.splice(0));
    return outcome.value;
  }

  async #earlyStopping(): Promise<void> {
    const callback = this.#construct((options) => new EarlyStopping(options));
    if (!callback) return;
    for (const fit of this.#vector.fits) await this.#stopEarly(callback, fit);
  }

  async #stopEarly(callback: EarlyStopping, fit: RecordedFit): Promise<void> {
    const program = this.#program();
    const history = new History();
    const list = new CallbackList([callback, history], { program });
    await list.onTrainBegin();
    for (const epoch of fit.epochs) {
      const before = program.stopTraining;
      program.setTrainableState(variableAfter(epoch.epoch));
      await this.#endEpoch(list, epoch);
      this.#expect('warnings', epoch.warnings ?? [], this.#warnings.splice(0));
      this.#expect('stop_training', epoch.stop_training, program.stopTraining || before);
      this.#expect('wait', epoch.wait, callback.wait);
      this.#expect('best', parseRecorded(epoch.best_json ?? 'null'), callback.best);
      this.#expect('best_epoch', epoch.best_epoch, callback.bestEpoch);
      this.#expect('stopped_epoch', epoch.stopped_epoch, callback.stoppedEpoch);
    }
    await list.onTrainEnd();
    const printed = this.#takePrinted();
    // An epoch that crashed in Python never came to its history, nor its training to the best variables at its end.
    if (this.#rule !== null) return;
    this.#expect('printed', fit.printed, printed);
    const variable = parseRecorded(fit.variable_after_train_json ?? 'null');
    this.#expect('variable', variable, program.getTrainableState());
    this.#expectHistory(history, fit.history_json, fit.history_epoch);
  }

  /** Ends an epoch; Python's crash over a missing value is not repeated. */
  async #endEpoch(list: CallbackList, { epoch, logs_json, error }: RecordedEpoch): Promise<void> {
    const outcome = await attemptAsync(() => list.onEpochEnd(epoch, recordedLogs(logs_json)));
    if (error?.type === 'TypeError' && outcome.error === undefined) {
      this.#rule = 'missing';
      return;
    }
    this.#expect('error', error && describeRecorded(error), outcome.error?.message);
  }

  async #csvLogger(): Promise<void> {
    const { existing_file, fits } = this.#vector;
    const path = 'log.csv';
    if (existing_file !== null) await this.#store.save(path, existing_file);
    const refused = fits.some(({ error }) => error !== undefined);
    const made = attempt(() =>
      this.#construct((options) => new CSVLogger(path, { ...options, store: this.#store })),
    );
    if (refused) {
      this.#expect('error', true, made.error instanceof Difference);
      return;
    }
    if (made.error) throw made.error;
    for (const fit of fits) {
      const list = new CallbackList([made.value as CSVLogger]);
      await list.onTrainBegin();
      for (const { epoch, logs_json } of fit.epochs) await list.onEpochEnd(epoch, recordedLogs(logs_json));
      await list.onTrainEnd();
      const isThere = (await this.#store.info(path)) !== null;
      this.#expect('file', fit.file_after, isThere ? (await this.#store.load(path)).text : '');
    }
  }

  async #history(): Promise<void> {
    const reused = new History();
    for (const fit of this.#vector.fits) {
      const history = this.#vector.same_object ? reused : new History();
      const params = toPlainValue(parseRecorded(fit.params_json ?? '{}')) as PlainObject;
      const list = new CallbackList([history], { params });
      await list.onTrainBegin();
      for (const { epoch, logs_json, history_after_json, epoch_after } of fit.epochs) {
        await list.onEpochEnd(epoch, recordedLogs(logs_json));
        this.#expectHistory(history, history_after_json, epoch_after);
      }
      await list.onTrainEnd();
      this.#expectHistory(history, fit.history_json, fit.epoch);
      this.#expect('key order', fit.history_key_order, Object.keys(history.history));
      this.#expect('params', params, history.params);
    }
  }

  #expectHistory(history: History, json = '{}', epoch: readonly number[] = []): void {
    this.#expect('history', parseRecorded(json), new Map(Object.entries(history.history)));
    this.#expect('epochs', epoch, history.epoch);
  }

  async #callbackList(): Promise<void> {
    const { callbacks, overridden_hooks, script, events } = this.#vector;
    const heard: unknown[] = [];
    const list = new CallbackList(
      callbacks.map((name) => listener(overridden_hooks, (...event) => void heard.push([name, ...event]))),
    );
    for (const [hook, index, logs] of script) {
      const called = list[camelCase(hook) as 'onTrainBatchEnd'].bind(list) as (
        ...given: unknown[]
      ) => Promise<void>;
      const given = logs === null ? [] : [recordedLogs(logs)];
      await called(...(index === null ? given : [index, ...given]));
    }
    const recorded = events.map(([name, hook, index, logs]) => [name, hook, index, parseRecorded(logs)]);
    this.#expect('events', recorded, heard);
  }

  async #programCheckpoint(): Promise<void> {
    const callback = this.#construct(({ filepath, ...options }) => {
      const store = this.#recordingStore();
      return new ProgramCheckpoint(String(filepath), { ...options, store });
    });
    if (!callback) return;
    const list = new CallbackList([callback], { program: this.#program() });
    await list.onTrainBegin();
    for (const epoch of this.#vector.epochs) await this.#checkpoint(list, callback, epoch);
    await list.onTrainEnd();
  }

  async #checkpoint(list: CallbackList, callback: ProgramCheckpoint, recorded: RecordedEpoch): Promise<void> {
    await list.onEpochBegin(recorded.epoch);
    for (const [batch, logs] of (recorded.batch_logs_json ?? []).entries()) {
      await list.onTrainBatchEnd(batch, recordedLogs(logs));
    }
    const outcome = await attemptAsync(() =>
      list.onEpochEnd(recorded.epoch, recordedLogs(recorded.logs_json)),
    );
    const { error } = recorded;
    this.#expect(
      'error',
      error && describeRecorded(error),
      outcome.error && describeOurs(error, outcome.error),
    );
    this.#expect('saves', recorded.saves, this.#saves.splice(0));
    this.#expect('printed', recorded.printed, this.#takePrinted());
    this.#expect('warnings', recorded.warnings ?? [], this.#warnings.splice(0));
    this.#expect('best', parseRecorded(recorded.best_json ?? 'null'), callback.best);
  }

  #recordingStore(): MemoryCheckpointStore {
    const save = this.#store.save.bind(this.#store);
    this.#store.save = async (path, text, info, options) => {
      this.#saves.push([info?.kind ?? '', path]);
      return await save(path, text, info, options);
    };
    return this.#store;
  }

  #takePrinted(): string {
    const printed = this.#printed;
    this.#printed = '';
    return printed;
  }

  #program(): FakeProgram {
    const { compiled_metrics, metrics_built } = this.#vector;
    // Python makes compiled metrics when they are first used, and has none before.
    const names = metrics_built ? (compiled_metrics ?? []) : [];
    return new FakeProgram(names.flatMap((name) => metricsByName[name]?.() ?? []));
  }
}

/** A program of one variable. */
class FakeProgram implements CallbackProgram {
  readonly metrics: readonly Metric[];
  stopTraining = false;
  #state: JsonValue = null;

  constructor(metrics: readonly Metric[]) {
    this.metrics = metrics;
  }

  toProgramFile(): string {
    return '{}';
  }

  toVariablesFile(): string {
    return '{}';
  }

  getTrainableState(): JsonValue {
    return this.#state;
  }

  setTrainableState(state: JsonValue): void {
    this.#state = state;
  }
}

/** What the variable is set to before an epoch ends. */
function variableAfter(epoch: number): JsonValue {
  return parseRecorded(
    `{"instructions":"instructions after epoch ${epoch}",` +
      `"examples":[{"inputs":{"query":"q${epoch}"},"outputs":{"answer":"x"}}]}`,
  );
}

/** A callback that tells of some hooks being called. */
function listener(hooks: readonly string[], tell: (...event: readonly unknown[]) => void): Callback {
  const callback = new Callback();
  for (const hook of hooks) {
    const hear = (...given: readonly (number | Logs)[]): void => {
      const index = typeof given[0] === 'number' ? given[0] : null;
      tell(hook, index, new Map(Object.entries(given.at(-1) as Logs)));
    };
    Object.assign(callback, { [camelCase(hook)]: hear });
  }
  return callback;
}

function recordedLogs(json: string): Logs {
  const logs = parseRecorded(json);
  return isJsonObject(logs) ? (Object.fromEntries(logs) as Logs) : {};
}

/** The text of a recorded error; a built-in one's is its own affair. */
function describeRecorded({ message }: RecordedError): string {
  return message;
}

/** Our text, in the form that Python gives the text of a KeyError. */
function describeOurs(recorded: RecordedError | undefined, error: Error): string {
  return recorded?.type === 'KeyError' && error instanceof ArgumentError
    ? repr(error.message)
    : error.message;
}

interface Attempt<Made> {
  readonly value?: Made;
  readonly error?: Error;
}

function attempt<Made>(action: () => Made): Attempt<Made> {
  try {
    return { value: action() };
  } catch (error) {
    return { error: error as Error };
  }
}

async function attemptAsync<Made>(action: () => Promise<Made>): Promise<Attempt<Made>> {
  try {
    return { value: await action() };
  } catch (error) {
    return { error: error as Error };
  }
}

/** Shows a value so that different ones look different: JSON as Python would, plain data as JSON. */
function show(value: unknown): string {
  if (value instanceof Map || typeof value === 'number' || typeof value === 'bigint')
    return repr(value as JsonValue);
  return (
    JSON.stringify(value, (_, part: unknown) =>
      part instanceof Map || typeof part === 'bigint' ? repr(part as JsonValue) : part,
    ) ?? 'nothing'
  );
}
