import { DataError } from '../base/errors.ts';
import type { JsonValue } from '../python/json-value.ts';
import { zipLongest } from './tally.ts';
import type { Count } from './tally.ts';

/** Compares yes with no, leaf by leaf; a leaf that only one side has is wrong. */
export function binaryAgreement(threshold: number): Count {
  return (yTrue, yPred) =>
    zipLongest(yTrue.map(binary(threshold)), yPred.map(binary(threshold)), (target, prediction) => [
      target === prediction ? 1 : 0,
      1,
      target ?? 0,
    ]);
}

/** Counts each yes that was found, found wrongly, or missed; a leaf that one side lacks is a no there. */
export function binaryConfusion(threshold: number): Count {
  return (yTrue, yPred) =>
    zipLongest(yTrue.map(binary(threshold)), yPred.map(binary(threshold)), (target = 0, prediction = 0) => [
      prediction * target,
      prediction * (1 - target),
      (1 - prediction) * target,
      target,
    ]);
}

/** Makes 1 or 0 of a boolean or of a float; an int is neither, so that `1` where `1.0` was asked for is noticed. */
function binary(threshold: number): (leaf: JsonValue) => number {
  return (leaf) => {
    if (typeof leaf === 'boolean') return leaf ? 1 : 0;
    if (typeof leaf === 'number') return leaf > threshold ? 1 : 0;
    throw new DataError(
      'not-binary',
      'All `y_true` and y_pred` fields should be booleans or floats. ' +
        'Use `in_mask` or `out_mask` to remove the other fields.',
    );
  };
}
