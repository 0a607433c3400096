import { controlOf } from '../base/call-control.ts';
import type { JsonDataModel } from '../data/json-data-model.ts';
import type { DataValue, Module } from '../programs/module.ts';
import { objectOrNull } from '../programs/object-or-null.ts';
import { flatten, mapStructure } from '../programs/structure.ts';
import type { Structured } from '../programs/structure.ts';
import type { Variable } from '../programs/variable.ts';
import { isJsonObject } from '../python/json-value.ts';
import type { JsonObject } from '../python/json-value.ts';
import { inLanes } from './in-lanes.ts';
import type { LaneOptions } from './in-lanes.ts';
import type { Sample } from './samples.ts';

/** A prediction that a module made while training, and the variable that it belongs to. */
export interface RecordedPrediction {
  readonly variable: Variable;
  readonly prediction: JsonObject;
}

/**
 * What a program made of one sample. An answer that is other JSON than an object, such as a number, counts as none.
 *
 * Differs from Synalinks: where it ends training.
 */
export interface Outcome {
  readonly sample: Sample;
  readonly output: Structured<DataValue>;
  /** In the order in which they were made; empty outside training. */
  readonly recorded: readonly RecordedPrediction[];
}

export interface RunOptions extends LaneOptions {
  readonly training: boolean;
}

/** Runs a program on samples, some at once; the outcomes stand in the order of the samples. */
export function runSamples(
  program: Module<boolean>,
  samples: readonly Sample[],
  options: RunOptions,
): Promise<readonly Outcome[]> {
  return inLanes(samples, options, (sample, signal) => runSample(program, sample, { ...options, signal }));
}

async function runSample(program: Module<boolean>, sample: Sample, options: RunOptions): Promise<Outcome> {
  const recorded: RecordedPrediction[] = [];
  const output = await program.call(sample.input, {
    training: options.training,
    record: (variable, prediction) => recorded.push({ variable, prediction }),
    ...controlOf(options),
  });
  return {
    sample,
    output: mapStructure<DataValue, DataValue>(output, objectOrNull),
    recorded: recorded.filter(({ prediction }) => isJsonObject(prediction.get('outputs') ?? null)),
  };
}

/** The one output of a sample; of several, the first. */
export function outputOf(outcome: Outcome): JsonDataModel | null {
  return flatten<DataValue>(outcome.output)[0] ?? null;
}
