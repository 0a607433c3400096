import { CheckpointError, ProgramError, TidemarkError } from '../../src/base/errors.ts';
import type { Logs, MetricDirection } from '../../src/callbacks/callback.ts';
import { ProgramCheckpoint } from '../../src/callbacks/program-checkpoint.ts';
import type { ProgramCheckpointOptions } from '../../src/callbacks/program-checkpoint-options.ts';
import { MemoryCheckpointStore } from '../../src/checkpoints/memory-checkpoint-store.ts';
import type { JsonObject, JsonValue } from '../../src/python/json-value.ts';
import { toJsonValue } from '../../src/python/plain-value.ts';
import {
  decodeCase,
  decodeOutcome,
  describePythonError,
  emptyOutcome,
  isOsError,
  isTruthy,
} from './callback-case.ts';
import type {
  CallbackCase,
  CaseEvent,
  CaseProgram,
  ErrorOutcome,
  Outcome,
  PythonError,
} from './callback-case.ts';
import { outcomeByRule, outcomeInReference } from './callback-rules.ts';
import { compare } from './vector.ts';
import type { Vector, Verdict } from './vector.ts';

/** A file that makes a folder exist in a store. */
const keeper = '.keep';

/** Replays a run of the callback: as recorded, or else by our rules, each with its slug. */
export async function judgeCallbackVector(vector: Vector): Promise<Verdict> {
  const [recorded, given] = [decodeOutcome(vector), decodeCase(vector)];
  const received = await replayCase(given);
  const verdict = compareOutcomes(recorded, received);
  if (verdict.kind === 'exact') return verdict;
  const { outcome, slugs } = outcomeByRule(given);
  const reference = outcomeInReference(given);
  if (slugs.size === 0 || (reference && compareOutcomes(recorded, reference).kind !== 'exact'))
    return verdict;
  const byRule = compareOutcomes(outcome, received);
  if (byRule.kind !== 'exact') return byRule;
  const marks = new Set([...vector.slugs, ...vector.tags]);
  return {
    kind: 'by-rule',
    slugs: [...slugs].map((slug) => (marks.has(slug) ? slug : `${slug} (not marked)`)),
  };
}

/** Runs our callback on a case. */
export function replayCase(given: CallbackCase): Promise<Outcome> {
  return new Replay(given).run();
}

/** Compares two outcomes; only what differs is shown. */
function compareOutcomes(expected: Outcome, received: Outcome): Verdict {
  const [left, right] = [toJsonValue(expected), toJsonValue(received)] as [JsonObject, JsonObject];
  const verdict = compare(left, right);
  if (verdict.kind === 'exact') return verdict;
  const differing = [...left.keys()].filter(
    (part) => compare(left.get(part) ?? null, right.get(part) ?? null).kind !== 'exact',
  );
  const only = (outcome: JsonObject): JsonValue =>
    new Map(differing.map((part) => [part, outcome.get(part) ?? null]));
  return compare(only(left), only(right));
}

/** What a program's save raised in Python, by the error that was thrown here. */
const raisedErrors = new WeakMap<Error, PythonError>();

/** An error that is not the operating system's. */
class ForeignError extends Error {}

/** The operating system's errors are plain ones, with a code where there is a number, as in Node. */
function errorOf(raised: PythonError): Error {
  const { type, message } = describePythonError(raised);
  const error = isOsError(raised) ? new Error(message) : new ForeignError(message);
  if (type === 'IsADirectoryError') Object.assign(error, { code: 'EISDIR' });
  else if (raised.args.length >= 2) Object.assign(error, { code: type });
  raisedErrors.set(error, raised);
  return error;
}

/** One run. */
class Replay {
  readonly #case: CallbackCase;
  readonly #outcome = emptyOutcome();
  readonly #store = new MemoryCheckpointStore();
  #event = -1;
  #program: CaseProgram | null;
  #calls = 0;

  constructor(given: CallbackCase) {
    this.#case = given;
    this.#program = given.program;
  }

  async run(): Promise<Outcome> {
    const { info, warn } = console;
    console.info = (text: string): void => this.#hear('print', text);
    console.warn = (text: string): void => this.#hear('warning', text);
    try {
      await this.#runCase();
    } finally {
      Object.assign(console, { info, warn });
    }
    return this.#outcome;
  }

  #hear(kind: 'print' | 'warning', text: string): void {
    const event = this.#event;
    if (event < 0) {
      this.#outcome.constructorWarnings.push(text);
      return;
    }
    this.#outcome.order.push(kind);
    this.#outcome[kind === 'print' ? 'messages' : 'warnings'].push({ event, text });
  }

  async #runCase(): Promise<void> {
    await this.#setUp();
    const checkpoint = this.#construct();
    if (checkpoint) {
      checkpoint.setParams({});
      checkpoint.setProgram(this.#fakeProgram());
      for (const [index, event] of this.#case.events.entries()) {
        this.#event = index;
        await this.#call(checkpoint, event);
      }
      this.#outcome.final = finalOf(checkpoint);
    }
    await this.#listFiles();
  }

  async #setUp(): Promise<void> {
    for (const { type, path, content } of this.#case.setup) {
      await this.#store.save(type === 'dir' ? `${path}/${keeper}` : path, content);
    }
  }

  #construct(): ProgramCheckpoint | null {
    try {
      const { filepath, options } = argumentsOf(this.#case.kwargs);
      return new ProgramCheckpoint(filepath, { ...options, store: this.#recordingStore() });
    } catch (error) {
      this.#outcome.constructorError = describe(error);
      return null;
    }
  }

  /** Raises what the program's save raised, since only the store is told the path. */
  #recordingStore(): MemoryCheckpointStore {
    const save = this.#store.save.bind(this.#store);
    this.#store.save = async (path, text, info, options) => {
      const action = info?.kind === 'variables' ? 'save_variables' : 'save';
      const record = { event: this.#event, action, path, ok: false };
      this.#outcome.actions.push(record);
      this.#outcome.order.push(action);
      const raise = this.#program?.raises.find(({ call }) => call === null || call === this.#calls);
      if (raise) throw errorOf(raise.error);
      const entry = await save(path, text, info, options);
      record.ok = true;
      return entry;
    };
    return this.#store;
  }

  #fakeProgram(): Parameters<ProgramCheckpoint['setProgram']>[0] {
    this.#calls = 0;
    if (this.#program === null) return null;
    const text = (action: string) => (): string => `${action} ${(this.#calls += 1)}`;
    return {
      toProgramFile: text('save'),
      toVariablesFile: text('save_variables'),
      metrics: this.#program.metrics.map(({ name, direction }) => ({
        name,
        direction: direction as MetricDirection,
      })),
    };
  }

  async #call(checkpoint: ProgramCheckpoint, event: CaseEvent): Promise<void> {
    try {
      await this.#dispatch(checkpoint, event);
    } catch (error) {
      this.#outcome.order.push('error');
      this.#outcome.errors.push({ event: this.#event, ...describe(error) });
    }
  }

  async #dispatch(checkpoint: ProgramCheckpoint, event: CaseEvent): Promise<void> {
    const { method, epoch, batch } = event;
    const logs = Object.fromEntries(event.logs) as Logs;
    switch (method) {
      case 'on_train_begin':
        return await checkpoint.onTrainBegin();
      case 'on_train_end':
        return await checkpoint.onTrainEnd();
      case 'on_epoch_begin':
        return checkpoint.onEpochBegin(epoch);
      case 'on_epoch_end':
        return await checkpoint.onEpochEnd(epoch, logs);
      case 'on_train_batch_begin':
        return checkpoint.onTrainBatchBegin(batch, logs) as undefined;
      case 'on_train_batch_end':
        return await checkpoint.onTrainBatchEnd(batch, logs);
      case 'set_program':
        this.#program = event.program;
        return checkpoint.setProgram(this.#fakeProgram());
      default:
        throw new Error(`No hook is called ${method}.`);
    }
  }

  async #listFiles(): Promise<void> {
    const { entries } = await this.#store.list({ orderBy: 'path', direction: 'ascending', limit: 1000 });
    for (const { path } of entries) {
      const { text } = await this.#store.load(path);
      if (!path.endsWith(`/${keeper}`)) {
        this.#outcome.files.push({ path: path.replace(/^@TMP@\//, ''), content: text });
      }
    }
  }
}

/** Turns keyword arguments into ours: an int is a number here, and flags are what they count as in Python. */
function argumentsOf(kwargs: JsonObject): {
  readonly filepath: string;
  readonly options: ProgramCheckpointOptions;
} {
  const options = new Map<string, unknown>();
  for (const [name, value] of kwargs) {
    const camelCase = name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
    if (name === 'save_best_only' || name === 'save_variables_only') options.set(camelCase, isTruthy(value));
    else options.set(camelCase, name === 'save_freq' || name === 'verbose' ? numberIfInt(value) : value);
  }
  const filepath = options.get('filepath') as string;
  options.delete('filepath');
  return { filepath, options: Object.fromEntries(options) };
}

function numberIfInt(value: JsonValue): unknown {
  return typeof value === 'bigint' ? Number(value) : value;
}

/** Our errors under the names of Python's, where they have their words. */
function describe(error: unknown): ErrorOutcome {
  const raised = error instanceof Error ? raisedErrors.get(error) : undefined;
  if (raised) return describePythonError(raised);
  if (!(error instanceof TidemarkError)) throw error;
  const { message } = error;
  if (error instanceof CheckpointError) return { type: 'OSError', message };
  if (error instanceof ProgramError || error.code === 'filepath-format') return { type: error.name, message };
  return { type: 'ValueError', message };
}

function finalOf(checkpoint: ProgramCheckpoint): Outcome['final'] {
  const state = checkpoint.getState() as JsonObject;
  const epoch = state.get('epoch') ?? null;
  return {
    best: checkpoint.best,
    batchesSinceSave: Number(state.get('batches_since_save')),
    lastBatch: Math.max(Number(state.get('last_batch')), 0),
    epoch: epoch === null ? null : Number(epoch),
    monitorOp: checkpoint.modeInForce === 'min' ? 'less' : 'greater',
    filepath: checkpoint.filepath,
  };
}
