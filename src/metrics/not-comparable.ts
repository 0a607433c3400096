import { ArgumentError } from '../base/errors.ts';

/** The error of a metric that takes numbers, when it is to compare data models. */
export function notComparable(name: string): ArgumentError {
  return new ArgumentError(
    'not-comparable',
    `The metric ${name} takes numbers and cannot compare data models. Expected a metric of targets and predictions. ` +
      'Wrap what should be averaged: new MeanMetricWrapper(reward).',
    { details: { name } },
  );
}
