import type { Variable } from '../programs/variable.ts';
import { meanFloat32, sumFloat32 } from '../python/float32.ts';
import { stateNumber } from './state.ts';

/** One value, or one a sample; values inside a sample are averaged first. */
export type MeanValues = number | readonly MeanValues[];

/** A mean in float32 whose total and count lie in a variable. */
export class RunningMean {
  readonly #variable: Variable;

  constructor(variable: Variable) {
    this.#variable = variable;
  }

  /** The mean of all values; 0 when there are none. */
  get value(): number {
    const count = Math.fround(stateNumber(this.#variable, 'count'));
    return count === 0 ? 0 : Math.fround(Math.fround(stateNumber(this.#variable, 'total')) / count);
  }

  add(values: MeanValues): void {
    const samples = typeof values === 'number' ? [values] : values.map(sampleMean);
    const total = Math.fround(stateNumber(this.#variable, 'total'));
    this.#variable.update([
      ['total', Math.fround(total + sumFloat32(samples))],
      ['count', BigInt(stateNumber(this.#variable, 'count') + samples.length)],
    ]);
  }
}

function sampleMean(sample: MeanValues): number {
  return typeof sample === 'number' ? sample : meanFloat32(flat(sample));
}

function flat(values: MeanValues): readonly number[] {
  return typeof values === 'number' ? [values] : values.flatMap(flat);
}
