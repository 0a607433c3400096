import { ArgumentError } from '../base/errors.ts';
import { isRepeatable, isRows } from '../training/batch-source.ts';
import type { Data } from '../training/batch-source.ts';
import type { Row } from '../training/samples.ts';
import type { TrainerSetup } from './trainer-setup.ts';

/** A data set to judge on. */
export interface NamedData {
  readonly x: Data;
  readonly y: readonly Row[] | null;
  /** How many batches to take; absent for all. */
  readonly steps?: number;
}

/** Finds a data set by its name. @throws ArgumentError `unknown-dataset`, `data-not-repeatable` */
export function dataCalled(name: string, setup: TrainerSetup): NamedData {
  const { x, y = null, validationData, datasets = {}, fitOptions } = setup;
  if (name === 'train') return trainingData({ x, y }, fitOptions?.stepsPerEpoch);
  const data = name === 'validation' && validationData ? validationData : ownValue(datasets, name);
  if (Array.isArray(data)) return { x: data[0], y: data[1] };
  if (data) return { x: data, y: null };
  const names = ['train', ...(validationData ? ['validation'] : []), ...Object.keys(datasets)];
  throw new ArgumentError(
    'unknown-dataset',
    `There is no data set "${name}". Expected one of ${names.join(', ')}. Add it to \`datasets\` in the worker file.`,
    { details: { dataset: name } },
  );
}

/** Finds a data set whose rows are all there. @throws ArgumentError `unknown-dataset`, `no-rows` */
export function rowsCalled(
  name: string,
  setup: TrainerSetup,
): readonly [x: readonly Row[], y: readonly Row[] | null] {
  const { x, y } = dataCalled(name, setup);
  if (isRows(x)) return [x, y];
  throw new ArgumentError(
    'no-rows',
    `The data set "${name}" makes its batches as they are needed, so none of its samples can be looked at by its place. Expected lists of rows.`,
    { details: { dataset: name } },
  );
}

/** Of a source that may never end, as many batches are judged as make an epoch. */
function trainingData(data: NamedData, stepsPerEpoch: number | undefined): NamedData {
  if (isRows(data.x)) return data;
  if (isRepeatable(data.x)) return stepsPerEpoch === undefined ? data : { ...data, steps: stepsPerEpoch };
  throw new ArgumentError(
    'data-not-repeatable',
    'The training data is an iterator, which gives one pass only: nothing would be left to train on. Pass the function that makes it.',
    { details: { dataset: 'train' } },
  );
}

const ownValue = <Value>(record: Readonly<Record<string, Value>>, name: string): Value | undefined =>
  Object.hasOwn(record, name) ? record[name] : undefined;
