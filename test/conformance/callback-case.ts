import { isJsonArray, isJsonObject, jsonObject } from '../../src/python/json-value.ts';
import type { JsonObject, JsonValue } from '../../src/python/json-value.ts';
import { repr } from '../../src/python/repr.ts';
import { decodeValue, decodeValues } from './value-codec.ts';
import { listOf, objectOf, textOf } from './vector.ts';
import type { Vector } from './vector.ts';

/** A recorded run of the callback, decoded. */
export interface CallbackCase {
  readonly variant: string;
  readonly kwargs: JsonObject;
  /** Whether the filepath was an object of `pathlib`, which normalises it. */
  readonly isPathlike: boolean;
  readonly setup: readonly SetupEntry[];
  /** Null where there is none. */
  readonly program: CaseProgram | null;
  readonly events: readonly CaseEvent[];
}

/** What was there before. */
export interface SetupEntry {
  readonly type: string;
  readonly path: string;
  readonly content: string;
}

/** The program to be saved. */
export interface CaseProgram {
  readonly raises: readonly CaseRaise[];
  readonly metrics: readonly CaseMetric[];
}

/** An error that a save raises. */
export interface CaseRaise {
  /** The number of the save, from 1; null for all. */
  readonly call: number | null;
  readonly error: PythonError;
}

/** A metric of a program. */
export interface CaseMetric {
  readonly container: string;
  readonly name: string;
  readonly direction: JsonValue;
}

/** A hook that is called, or another program that is set. */
export interface CaseEvent {
  readonly method: string;
  readonly epoch: number;
  readonly batch: number;
  readonly logs: JsonObject;
  /** The logs that were arrays of NumPy's with dimensions. */
  readonly arrays: ReadonlySet<string>;
  readonly program: CaseProgram | null;
}

/** A Python exception, as it is when it is raised. */
export interface PythonError {
  readonly type: string;
  readonly args: readonly JsonValue[];
}

/** What a run did. Texts and paths are compared in full; what the file system alone knows is left aside. */
export interface Outcome {
  constructorError: ErrorOutcome | null;
  constructorWarnings: string[];
  actions: { event: number; action: string; path: string; ok: boolean }[];
  messages: { event: number; text: string }[];
  warnings: { event: number; text: string }[];
  errors: ({ event: number } & ErrorOutcome)[];
  /** The kinds of all that happened during events, in order. */
  order: string[];
  final: FinalOutcome | null;
  files: { path: string; content: string }[];
}

/** An exception by its class and its text. */
export interface ErrorOutcome {
  readonly type: string;
  readonly message: string;
}

/** What the callback holds at the end. */
export interface FinalOutcome {
  readonly best: JsonValue;
  readonly batchesSinceSave: number;
  readonly lastBatch: number;
  readonly epoch: number | null;
  readonly monitorOp: string | null;
  readonly filepath: string;
}

/** An outcome of nothing. */
export function emptyOutcome(): Outcome {
  return {
    constructorError: null,
    constructorWarnings: [],
    actions: [],
    messages: [],
    warnings: [],
    errors: [],
    order: [],
    final: null,
    files: [],
  };
}

export function decodeCase({ fields }: Vector): CallbackCase {
  const kwargs = objectOf(fields, 'kwargs');
  const filepath = kwargs.get('filepath');
  return {
    variant: textOf(fields, 'variant'),
    kwargs: decodeValues(kwargs),
    isPathlike: isJsonObject(filepath) && filepath.has('$path'),
    setup: objects(fields.get('setup')).map((entry) => ({
      type: textOf(entry, 'type'),
      path: textOf(entry, 'path'),
      content: String(entry.get('content') ?? ''),
    })),
    program: decodeProgram(fields.get('program')),
    events: objects(fields.get('events')).map(decodeEvent),
  };
}

function decodeEvent(event: JsonObject): CaseEvent {
  const logs = event.get('logs');
  const encoded = isJsonObject(logs) ? logs : jsonObject();
  return {
    method: textOf(event, 'method'),
    epoch: Number(event.get('epoch') ?? 0),
    batch: Number(event.get('batch') ?? 0),
    logs: decodeValues(encoded),
    arrays: new Set([...encoded].filter(([, value]) => isDimensional(value)).map(([name]) => name)),
    program: decodeProgram(event.get('program')),
  };
}

function isDimensional(value: JsonValue): boolean {
  return isJsonObject(value) && value.has('$array') && listOf(value, 'shape').length > 0;
}

function decodeProgram(program: JsonValue | undefined): CaseProgram | null {
  if (program === 'none') return null;
  const fields = isJsonObject(program) ? program : jsonObject();
  return {
    raises: objects(fields.get('raises')).map((raise) => ({
      call: raise.get('call') === null ? null : Number(raise.get('call')),
      error: { type: textOf(raise, 'type'), args: listOf(raise, 'args').map(decodeValue) },
    })),
    metrics: objects(fields.get('metrics')).flatMap((group) =>
      objects(group.get('metrics')).map((metric) => ({
        container: textOf(group, 'container'),
        name: textOf(metric, 'name'),
        direction: metric.get('direction') ?? null,
      })),
    ),
  };
}

/** Reads what was recorded. Of an exception that wraps a key the text is taken, not its repr. */
export function decodeOutcome({ fields }: Vector): Outcome {
  const expected = objectOf(fields, 'expected');
  const error = expected.get('constructor_error');
  const final = expected.get('final');
  return {
    constructorError: isJsonObject(error)
      ? { type: textOf(error, 'type'), message: textOf(error, 'message') }
      : null,
    constructorWarnings: objects(expected.get('constructor_warnings')).map((item) => textOf(item, 'text')),
    actions: objects(expected.get('actions')).map((item) => ({
      event: Number(item.get('event')),
      action: textOf(item, 'action'),
      path: textOf(item, 'path'),
      ok: item.get('ok') === true,
    })),
    messages: objects(expected.get('messages')).map(decodeText),
    warnings: objects(expected.get('warnings')).map(decodeText),
    errors: objects(expected.get('errors')).map((item) => ({
      event: Number(item.get('event')),
      type: textOf(item, 'type'),
      message: textOf(item, 'message'),
    })),
    order: (listOf(expected, 'order') as readonly string[]).filter((kind) => kind !== 'makedirs'),
    final: isJsonObject(final) ? decodeFinal(final) : null,
    files: objects(expected.get('files')).map((item) => ({
      path: textOf(item, 'path'),
      content: textOf(item, 'content'),
    })),
  };
}

function decodeText(item: JsonObject): { event: number; text: string } {
  return { event: Number(item.get('event')), text: textOf(item, 'text') };
}

function decodeFinal(final: JsonObject): FinalOutcome {
  const best = decodeValue(final.get('best') ?? null);
  const monitorOp = final.get('monitor_op');
  const epoch = final.get('_current_epoch') ?? null;
  return {
    best: typeof best === 'bigint' ? Number(best) : best,
    batchesSinceSave: Number(final.get('_batches_seen_since_last_saving')),
    lastBatch: Number(final.get('_last_batch_seen')),
    epoch: epoch === null ? null : Number(epoch),
    monitorOp: typeof monitorOp === 'string' ? monitorOp : null,
    filepath: textOf(final, 'filepath'),
  };
}

function objects(list: JsonValue | undefined): readonly JsonObject[] {
  return isJsonArray(list) ? (list as readonly JsonObject[]) : [];
}

/** The operating system's numbers for which Python has classes. */
const errnoTypes: Readonly<Record<string, string>> = {
  2: 'FileNotFoundError',
  13: 'PermissionError',
  17: 'FileExistsError',
  20: 'NotADirectoryError',
  21: 'IsADirectoryError',
};
const osTypes = new Set(['OSError', ...Object.values(errnoTypes)]);

/** Whether an exception is one of the operating system's. */
export function isOsError({ type }: PythonError): boolean {
  return osTypes.has(type);
}

/** The class that Python makes of `OSError(number, text)` by the number, and the text of an exception. */
export function describePythonError({ type, args }: PythonError): ErrorOutcome {
  const [first, second] = args;
  if (isOsError({ type, args }) && args.length >= 2) {
    const known = type === 'OSError' ? errnoTypes[String(first)] : type;
    return { type: known ?? type, message: `[Errno ${String(first)}] ${String(second)}` };
  }
  if (first === undefined) return { type, message: '' };
  return { type, message: type === 'KeyError' || typeof first !== 'string' ? repr(first) : first };
}

/** Whether a value counts as true in Python. */
export function isTruthy(value: JsonValue | undefined): boolean {
  if (isJsonArray(value)) return value.length > 0;
  return isJsonObject(value) ? value.size > 0 : Boolean(value);
}
