import { ArgumentError } from '../base/errors.ts';
import type { Row } from './samples.ts';

/** One batch of data: `[x]`, or `[x, y]`, with one row a sample. */
export type Batch = readonly [x: readonly Row[], y?: readonly Row[] | null];

/** Batches, one after the other. */
export type Batches = Iterable<Batch> | AsyncIterable<Batch>;

/**
 * Batches that are made as they are needed: an iterable or async iterable of them, or a function that makes one.
 *
 * A function is called anew for every pass over the data, and an iterable is asked for a new iterator. A generator
 * object gives one pass only: for several epochs, and to go on with a run one day, pass the generator function. A run
 * that goes on reads the batches it has seen again, and passes over them: it ends as if it had never stopped if they
 * come as they came.
 *
 * @example
 * async function* batches(): AsyncGenerator<Batch> {
 *   for await (const line of lines()) yield [[{ text: line.text }], [{ language: line.language }]];
 * }
 * await program.fit(batches, null, { epochs: 3, validationData: [xVal, yVal] });
 */
export type BatchSource = Batches | (() => Batches | Promise<Batches>);

/** Rows that are all there, or a source of batches. */
export type Data = readonly Row[] | BatchSource;

/** Whether the rows are all there. */
export function isRows(data: Data): data is readonly Row[] {
  return Array.isArray(data);
}

/** Whether something gives batches, or makes what gives them. */
export function isSource(data: unknown): data is BatchSource {
  if (typeof data === 'function') return true;
  return (
    typeof data === 'object' && data !== null && (Symbol.asyncIterator in data || Symbol.iterator in data)
  );
}

/**
 * Checks that data is what it can be.
 *
 * @throws ArgumentError `bad-data`
 */
export function checkData(x: Data, y: readonly Row[] | null | undefined): void {
  if (!isRows(x) && !isSource(x)) {
    const what = typeof x === 'object' ? 'no iterable' : typeof x;
    throw badData(`x is ${x === null ? 'null' : what}. Expected a list of rows, or a source of batches.`);
  }
  if (isRows(x) ? y === null || Array.isArray(y) : (y ?? null) === null) return;
  throw badData(
    isRows(x)
      ? `x is a list of rows, and y is ${typeof y}. Expected a list of rows too, or null if there are no targets.`
      : `x is a source of batches, and y is ${Array.isArray(y) ? 'a list' : typeof y}. Expected null: targets are in the batches, [x, y].`,
  );
}

const badData = (message: string): ArgumentError => new ArgumentError('bad-data', message);

type AnyIterator = Iterator<unknown> | AsyncIterator<unknown>;

/** Begins a pass over a source. @throws ArgumentError `bad-data` */
export async function openSource(source: BatchSource): Promise<AnyIterator> {
  const batches: unknown = typeof source === 'function' ? await source() : source;
  const iterator = iteratorOf(batches);
  if (iterator) return iterator;
  const what = typeof source === 'function' ? 'The function that was passed for x answered' : 'x is';
  throw badData(`${what} no iterable. Expected batches, one after the other: [x] or [x, y].`);
}

/** Whether a source can be passed over again and again: neither a stream nor what is its own iterator can. */
export function isRepeatable(source: BatchSource): boolean {
  return (
    typeof source === 'function' || !('getReader' in source || isOwnIterator(source, iteratorOf(source)))
  );
}

/** Whether an iterator is the very thing that was asked for one, as a generator object is. */
export const isOwnIterator = (source: unknown, iterator: unknown): boolean => source === iterator;

/** How many batches a source says it has, as `length` or `size`; null when it does not. */
export function lengthOf(source: BatchSource): number | null {
  const { length, size } = source as { readonly length?: unknown; readonly size?: unknown };
  const count = typeof source === 'function' ? null : (length ?? size);
  return typeof count === 'number' && Number.isInteger(count) && count > 0 ? count : null;
}

function iteratorOf(value: unknown): AnyIterator | null {
  if (typeof value !== 'object' || value === null) return null;
  const { [Symbol.asyncIterator]: async, [Symbol.iterator]: sync } = value as Partial<
    AsyncIterable<unknown> & Iterable<unknown>
  >;
  return async?.call(value) ?? sync?.call(value) ?? null;
}
