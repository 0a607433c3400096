import { ArgumentError, DataError } from '../base/errors.ts';
import { BatchReader } from './batch-reader.ts';
import { isSource } from './batch-source.ts';
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

/** Whether there is a validation at the end of an epoch. */
export function isDue(epoch: number, frequency: number | readonly number[]): boolean {
  return typeof frequency === 'number' ? (epoch + 1) % frequency === 0 : frequency.includes(epoch + 1);
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
  if (isPair(data)) return validationOf(readPair(ends, data), options);
  const batches: (readonly Sample[])[] = [];
  for await (const batch of readBatches(new BatchReader(data, ends), batchOptions(options)))
    batches.push(batch);
  return { samples: batches.flat(), batches };
}

/** What is wrong with the rows is wrong with those to validate on, and not with those to train on. */
function readPair(ends: Ends, data: readonly [readonly Row[], readonly Row[]]): readonly Sample[] {
  try {
    return toSamples(ends, ...data);
  } catch (cause) {
    if (!(cause instanceof ArgumentError || cause instanceof DataError)) throw cause;
    const details = { ...cause.details, option: 'validationData' };
    const Kind = cause instanceof DataError ? DataError : ArgumentError;
    throw new Kind(cause.code, `In validationData: ${cause.message}`, { details, cause });
  }
}

const batchOptions = ({ validationBatchSize, validationSteps, signal }: ValidationOptions): BatchOptions => ({
  batchSize: validationBatchSize,
  steps: validationSteps,
  signal,
});

function isPair(
  data: readonly [readonly Row[], readonly Row[]] | BatchSource,
): data is readonly [readonly Row[], readonly Row[]] {
  const isList = Array.isArray(data);
  if (!isList && isSource(data)) return false;
  if (isList && data.length === 2 && data.every(Array.isArray)) return true;
  throw new ArgumentError(
    'bad-data',
    `validationData is ${isList ? `a list of ${data.length}` : typeof data}. ` +
      'Expected [x, y], each a list of rows, or a source of batches.',
  );
}
