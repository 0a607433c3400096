import { BatchReader } from './batch-reader.ts';
import { isRows } from './batch-source.ts';
import type { Data } from './batch-source.ts';
import { batchesOf } from './batches-of.ts';
import { warnOfEnd } from './out-of-data.ts';
import { toSamples } from './samples.ts';
import type { Ends, Row, Sample } from './samples.ts';

/** How data becomes batches. */
export interface BatchOptions {
  /** Samples a batch; a source makes its batches itself. @default 32 */
  readonly batchSize?: number | undefined;
  /** Batches to take. @default all */
  readonly steps?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Batches of samples, one after the other. */
export type SampleBatches = Iterable<readonly Sample[]> | AsyncIterable<readonly Sample[]>;

/** Cuts rows into batches, or reads them from their source as they are asked for. */
export function batchesFrom(
  ends: Ends,
  x: Data,
  y: readonly Row[] | null,
  options: BatchOptions,
): SampleBatches {
  return isRows(x)
    ? cutBatches(toSamples(ends, x, y), options)
    : readBatches(new BatchReader(x, ends), options);
}

/** Cuts samples into batches. */
export function cutBatches(
  samples: readonly Sample[],
  { batchSize = 32, steps }: BatchOptions,
): readonly (readonly Sample[])[] {
  const batches = batchesOf(samples, batchSize);
  if (steps !== undefined && steps > batches.length) warnOfEnd();
  return batches.slice(0, steps);
}

/** Reads batches from their source. */
export async function* readBatches(
  reader: BatchReader,
  { steps = Infinity, signal }: BatchOptions,
): AsyncGenerator<readonly Sample[]> {
  try {
    for (let step = 0; step < steps; step += 1) {
      const batch = await reader.read(signal);
      if (batch === null && steps < Infinity) warnOfEnd();
      if (batch === null) return;
      yield batch;
    }
  } finally {
    reader.close();
  }
}

/** Some batches in a row: as many as the hooks are called once for. */
export interface Execution {
  /** 0-based number of the first batch. */
  readonly first: number;
  /** 0-based number of the last batch. */
  readonly last: number;
  readonly batches: readonly (readonly Sample[])[];
}

/** Takes batches together, so many at a time. */
export async function* executionsOf(batches: SampleBatches, size: number): AsyncGenerator<Execution> {
  let first = 0;
  let taken: (readonly Sample[])[] = [];
  for await (const batch of batches) {
    taken.push(batch);
    if (taken.length < size) continue;
    yield { first, last: first + size - 1, batches: taken };
    first += size;
    taken = [];
  }
  if (taken.length > 0) yield { first, last: first + taken.length - 1, batches: taken };
}
