import { ArgumentError } from '../../src/base/errors.ts';
import { floatRepr } from '../../src/python/float-repr.ts';
import { softmaxFloat32 } from '../../src/python/float32.ts';
import { NumpyRandom } from '../../src/python/numpy-random.ts';
import { PythonRandom } from '../../src/python/python-random.ts';
import { differs, held } from './vector.ts';
import type { Vector, Verdict } from './vector.ts';

/** The name of a draw, its arguments, and last what was drawn. */
type Operation = readonly [string, ...unknown[]];

interface StreamVector extends Vector {
  readonly stream: 'py' | 'np';
  readonly seed: string;
  readonly ops: readonly Operation[];
  /** The seed is refused. */
  readonly error?: { readonly type: string; readonly message: string };
}

interface SoftmaxVector extends Vector {
  readonly stream: 'none';
  readonly rewards_json: string;
  readonly temperature: number;
  readonly probabilities_json: string;
}

/** NumPy's float32 exponential differs between processors by up to two units in the last place. */
const relativeTolerance = 1e-5;
const absoluteTolerance = 1e-30;

/** Repeats the draws of one stream from its seed, or one softmax. */
export function checkRngVector(vector: Vector): Verdict {
  const recorded = vector as StreamVector | SoftmaxVector;
  return recorded.stream === 'none' ? checkSoftmax(recorded) : checkStream(recorded);
}

function checkSoftmax(vector: SoftmaxVector): Verdict {
  const recorded = JSON.parse(vector.probabilities_json) as number[];
  const received = Array.from(
    softmaxFloat32(JSON.parse(vector.rewards_json) as number[], vector.temperature),
  );
  const isClose =
    received.length === recorded.length &&
    received.every((value, index) => areClose(value, recorded[index] ?? NaN));
  return isClose ? held : differs('probabilities', recorded, received);
}

function areClose(received: number, recorded: number): boolean {
  const distance = Math.abs(received - recorded);
  return distance <= absoluteTolerance || distance <= relativeTolerance * Math.abs(recorded);
}

function checkStream(vector: StreamVector): Verdict {
  const seed = BigInt(vector.seed);
  if (vector.error !== undefined) {
    const refusal = JSON.stringify(outcome(() => new NumpyRandom(seed)));
    const recorded = JSON.stringify({ error: vector.error });
    return refusal === recorded ? held : differs('seed', recorded, refusal);
  }
  const draw = vector.stream === 'py' ? pythonDraw(new PythonRandom(seed)) : numpyDraw(new NumpyRandom(seed));
  for (const [place, operation] of vector.ops.entries()) {
    const recorded = JSON.stringify(operation.at(-1));
    const received = JSON.stringify(outcome(() => draw(operation)));
    if (received !== recorded) return differs(`draw ${place} (${operation[0]})`, recorded, received);
  }
  return held;
}

/** Repeats one recorded draw, and gives what was drawn in the form in which it was recorded. */
type Draw = (operation: Operation) => unknown;

function pythonDraw(random: PythonRandom): Draw {
  return ([name, argument]) => {
    if (name === 'u32') return (argument as number[]).map(() => random.nextUint32());
    if (name === 'random') return floatRepr(random.random());
    if (name === 'choice') return random.choiceIndex(argument as number);
    throw new Error(`unknown draw ${name}`);
  };
}

function numpyDraw(random: NumpyRandom): Draw {
  return ([name, first, second, third]) => {
    if (name === 'u32') return (first as number[]).map(() => random.nextUint32());
    if (name === 'random') return floatRepr(random.random());
    if (name === 'randint') return random.randint(first as number, second as number);
    if (name === 'choice') return random.choice(first as number, second as number);
    if (name === 'choice_p')
      return weightedDraw(random, first as number, second as number, third as number[]);
    throw new Error(`unknown draw ${name}`);
  };
}

/** The recorded weights are float32 values unless one of them needs more digits: NumPy's tolerance depends on it. */
function weightedDraw(
  random: NumpyRandom,
  count: number,
  size: number,
  weights: readonly number[],
): number[] {
  const isSingle = weights.every((weight) => Math.fround(weight) === weight);
  return random.weightedChoice(count, size, isSingle ? Float32Array.from(weights) : weights);
}

/** What an action gives, or its refusal in the form in which it was recorded. */
function outcome(action: () => unknown): unknown {
  try {
    return action();
  } catch (error) {
    if (error instanceof ArgumentError) return { error: { type: 'ValueError', message: error.message } };
    throw error;
  }
}
