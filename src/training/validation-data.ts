import { ArgumentError } from '../base/errors.ts';
import { BatchReader } from './batch-reader.ts';
import type { BatchSource } from './batch-source.ts';
import { cutBatches, readBatches } from './data-batches.ts';
import type { BatchOptions } from './data-batches.ts';
import { toSamples } from './samples.ts';
import type { Ends, Row, Sample } from './samples.ts';

/** What a program is validated on. */
export interface ValidationData {
  /** What minibatches are drawn from. */
  readonly samples: readonly Sample[];
  /** What is judged. */
  readonly batches: readonly (readonly Sample[])[];
}

/** How validation data becomes batches. */
interface ValidationOptions {
  readonly validationBatchSize?: number;
  readonly validationSteps?: number;
  readonly signal?: AbortSignal;
}

/** Takes samples to validate on. */
export function validationOf(samples: readonly Sample[], options: ValidationOptions): ValidationData {
  return { samples, batches: cutBatches(samples, batchOptions(options)) };
}

/** Reads validation data whole, as it is judged again and again; of a source no more is read than is judged. */
export async function readValidation(
  ends: Ends,
  data: readonly [readonly Row[], readonly Row[]] | BatchSource,
  options: ValidationOptions,
): Promise<ValidationData> {
  if (isPair(data)) return validationOf(toSamples(ends, ...data), options);
  const batches: (readonly Sample[])[] = [];
  for await (const batch of readBatches(new BatchReader(data, ends), batchOptions(options)))
    batches.push(batch);
  return { samples: batches.flat(), batches };
}

const batchOptions = ({ validationBatchSize, validationSteps, signal }: ValidationOptions): BatchOptions => ({
  batchSize: validationBatchSize,
  steps: validationSteps,
  signal,
});

function isPair(
  data: readonly [readonly Row[], readonly Row[]] | BatchSource,
): data is readonly [readonly Row[], readonly Row[]] {
  if (!Array.isArray(data)) return false;
  if (data.length === 2 && data.every(Array.isArray)) return true;
  throw new ArgumentError(
    'bad-data',
    `validationData is a list of ${data.length}. Expected [x, y], each a list of rows, or a source of batches.`,
  );
}
