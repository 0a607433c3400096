import { ArgumentError } from '../base/errors.ts';
import type { JsonObject } from '../python/json-value.ts';
import { toPlainValue } from '../python/plain-value.ts';
import type { PlainObject } from '../python/plain-value.ts';
import type { JsonDataModel } from './json-data-model.ts';

/** A sample's score: a list where there is one a field, null where there is none. */
export type Score = number | boolean | null | readonly number[];

/** One side of a batch; null where a prediction or a target is missing. */
export type Batch = readonly (JsonDataModel | null)[];

/** What a score function may want beside plain values. */
export interface ScoreContext {
  /** The target as the library holds it: ints and floats apart, keys in order. */
  readonly yTrue: JsonDataModel | null;
  /** The prediction, likewise; null where the program gave none. */
  readonly yPred: JsonDataModel | null;
  /** The function's fixed arguments, under their names in program files. */
  readonly kwargs: PlainObject;
  readonly signal?: AbortSignal;
}

/**
 * Scores a prediction against its target, both as plain JavaScript objects; null where there is none.
 *
 * @example const sameLabel: ScoreFunction = (yTrue, yPred) => yTrue?.label === yPred?.label;
 */
export type ScoreFunction = (
  yTrue: PlainObject | null,
  yPred: PlainObject | null,
  context: ScoreContext,
) => Score | Promise<Score>;

/** A sample to be scored. */
export interface ScoreInput {
  readonly yTrue: JsonDataModel | null;
  readonly yPred: JsonDataModel | null;
  readonly kwargs: JsonObject;
  readonly signal?: AbortSignal;
}

/** Calls a score function. @throws {ArgumentError} `bad-score` when it gives anything but a score. */
export async function callScoreFunction(fn: ScoreFunction, input: ScoreInput): Promise<Score> {
  const context = { ...input, kwargs: plain(input.kwargs) };
  return checkScore(await fn(plainOrNull(input.yTrue), plainOrNull(input.yPred), context), fn.name);
}

/** Gives the JSON of a data model as plain JavaScript; null stays null. */
export function plainOrNull(model: JsonDataModel | null): PlainObject | null {
  return model === null ? null : plain(model.json);
}

/** Gives a JSON object as plain JavaScript. */
export function plain(json: JsonObject): PlainObject {
  return toPlainValue(json) as PlainObject;
}

/** @throws {ArgumentError} `bad-score` */
function checkScore(score: unknown, source: string): Score {
  if (score === null || isNumber(score)) return score;
  if (Array.isArray(score) && score.every(isNumber)) return score.map(Number);
  throw new ArgumentError(
    'bad-score',
    `The score function \`${source}\` gave ${String(score)}. Expected a number, a boolean, a list of numbers, or null ` +
      'for no score. Return one of these on every path.',
    { details: { function: source } },
  );
}

/** Tells whether a value can count as a number: yes and no are 1 and 0. */
export function isNumber(value: unknown): value is number | boolean {
  return typeof value === 'number' || typeof value === 'boolean';
}
