import { TrainingError } from '../base/errors.ts';
import { isJsonArray, isJsonObject, jsonObject } from '../python/json-value.ts';
import type { JsonValue } from '../python/json-value.ts';
import { formatJson } from '../python/format-json.ts';
import { parseJson } from '../python/parse-json.ts';
import { RandomStreams } from '../python/random-streams.ts';

/** What is needed, beside the program's own state, to go on training where it was. */
export interface TrainingState {
  /** Id of the run. */
  readonly run: string;
  /** Path of the checkpoint that the run once went on from; null when nothing came before it. */
  readonly parent: string | null;
  /** Id of the run that it was forked from; null when it was not. */
  readonly origin: string | null;
  /** How many epochs it is planned to have. */
  readonly epochs: number;
  /** 0-based epoch to go on with. */
  readonly epoch: number;
  /** 0-based batch to go on with. */
  readonly batch: number;
  /** With `stepsPerEpoch`: the batch of the order that the next epoch begins with. */
  readonly offset: number;
  /** The order of the rows in the epoch at hand; null when the next epoch draws a new one. */
  readonly order: readonly number[] | null;
  /** What has to be the same when the run goes on; null when it is not known. */
  readonly identity: JsonValue;
  /** Both random streams. */
  readonly streams: JsonValue;
  /** What each callback remembers. */
  readonly callbacks: JsonValue;
  /** What was validated best so far; null when nothing was. */
  readonly best: JsonValue;
}

const VERSION = 1n;

/** Writes a training state as text. */
export function formatTrainingState(state: TrainingState): string {
  return formatJson(
    jsonObject(
      ['version', VERSION],
      ['run', state.run],
      ['parent', state.parent],
      ['origin', state.origin],
      ['epochs', BigInt(state.epochs)],
      ['epoch', BigInt(state.epoch)],
      ['batch', BigInt(state.batch)],
      ['offset', BigInt(state.offset)],
      ['order', state.order?.map(BigInt) ?? null],
      ['identity', state.identity],
      ['streams', state.streams],
      ['callbacks', state.callbacks],
      ['best', state.best],
    ),
  );
}

/** Reads a training state. @throws TrainingError `bad-training-state` */
export function parseTrainingState(text: string): TrainingState {
  const state = readText(text);
  if (!isJsonObject(state) || state.get('version') !== VERSION) {
    throw badState('it is of no version that is known here');
  }
  const [run, order] = [textOrNull(state.get('run')), state.get('order') ?? null];
  if (!run) throw badState('its run has no id');
  return {
    run,
    parent: textOrNull(state.get('parent')),
    origin: textOrNull(state.get('origin')),
    epochs: count(state.get('epochs'), 'number of epochs'),
    epoch: count(state.get('epoch'), 'epoch'),
    batch: count(state.get('batch'), 'batch'),
    offset: count(state.get('offset'), 'offset'),
    order: isJsonArray(order) ? order.map((index) => count(index, 'order')) : null,
    identity: state.get('identity') ?? null,
    streams: checkStreams(state.get('streams') ?? null),
    callbacks: state.get('callbacks') ?? null,
    best: state.get('best') ?? null,
  };
}

function readText(text: string): JsonValue {
  try {
    return parseJson(text);
  } catch (cause) {
    throw badState('it is no JSON text', cause);
  }
}

/** What cannot be gone on with is refused before the program is changed. */
function checkStreams(streams: JsonValue): JsonValue {
  try {
    new RandomStreams().setState(streams);
    return streams;
  } catch (cause) {
    throw badState('it does not say where its random streams were', cause);
  }
}

function textOrNull(value: JsonValue | undefined): string | null {
  return typeof value === 'string' ? value : null;
}

function count(value: JsonValue | undefined, field: string): number {
  if (typeof value === 'bigint' && value >= 0n && value <= Number.MAX_SAFE_INTEGER) return Number(value);
  throw badState(`its ${field} is no count`);
}

function badState(what: string, cause?: unknown): TrainingError {
  return new TrainingError(
    'bad-training-state',
    `The training state of this checkpoint cannot be used: ${what}. Start a run from its variables instead: loadProgram(path), then fit.`,
    cause === undefined ? {} : { cause },
  );
}
