import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ArgumentError, FormatError } from '../../../src/base/errors.ts';
import { meanFloat32, softmaxFloat32, sumFloat32 } from '../../../src/python/float32.ts';
import { formatJson } from '../../../src/python/format-json.ts';
import { parseJson } from '../../../src/python/parse-json.ts';
import { NumpyRandom } from '../../../src/python/numpy-random.ts';
import { PythonRandom } from '../../../src/python/python-random.ts';
import { RandomStreams } from '../../../src/python/random-streams.ts';

/** Draws of Python 3.11 and NumPy 2.4, in the order in which they were made; first 626 words, the last three shown. */
interface RecordedDraws {
  readonly python: readonly {
    readonly seed: string;
    readonly lastWords: readonly number[];
    readonly choices: readonly (readonly [number, number])[];
    readonly random: number;
  }[];
  readonly numpy: readonly {
    readonly seed: string;
    readonly lastWords: readonly number[];
    readonly randints: readonly (readonly [number, number, number])[];
    readonly choices: readonly (readonly [number, number, readonly number[]])[];
    /** In pairs, of float64 and of float32 weights; before each pair, as many floats were drawn as there are weights. */
    readonly weighted: readonly (readonly [number, number, readonly number[], readonly number[]])[];
    readonly permutations: readonly (readonly number[])[];
    readonly random: number;
  }[];
  /** Of n floats drawn after the seed n: n, sum, mean; all in float32. */
  readonly sums: readonly (readonly [number, number, number | null])[];
}

const recorded = JSON.parse(
  readFileSync(new URL('recorded-draws.json', import.meta.url), 'utf8'),
) as RecordedDraws;

const lastOf626 = (draw: () => number): number[] => Array.from({ length: 626 }, draw).slice(-3);

describe('PythonRandom', () => {
  it.each(recorded.python)(
    'draws what Python draws after the seed $seed',
    ({ seed, lastWords, choices, random }) => {
      const stream = new PythonRandom(BigInt(seed));
      expect(lastOf626(() => stream.nextUint32())).toEqual(lastWords);
      expect(choices.map(([count]) => stream.choiceIndex(count))).toEqual(choices.map(([, index]) => index));
      expect(stream.random()).toBe(random);
    },
  );

  it('takes a number for a seed as it takes a bigint', () => {
    expect(new PythonRandom(-123).nextUint32()).toBe(new PythonRandom(-123n).nextUint32());
    expect(() => new PythonRandom(1.5)).toThrow(ArgumentError);
    expect(() => new PythonRandom(2 ** 53)).toThrow(ArgumentError);
  });

  it.each([0, -1, 1.5, 2 ** 32, NaN])('refuses to choose from %d items', (count) => {
    expect(() => new PythonRandom().choiceIndex(count)).toThrow(
      expect.objectContaining({ code: 'empty-choice' }),
    );
  });
});

describe('NumpyRandom', () => {
  it.each(recorded.numpy)('draws what NumPy draws after the seed $seed', (run) => {
    const stream = new NumpyRandom(BigInt(run.seed));
    expect(lastOf626(() => stream.nextUint32())).toEqual(run.lastWords);
    for (const [low, high, value] of run.randints) expect(stream.randint(low, high)).toBe(value);
    for (const [count, size, drawn] of run.choices) expect(stream.choice(count, size)).toEqual(drawn);
    for (const [place, [count, size, weights, drawn]] of run.weighted.entries()) {
      const isSingle = place % 2 === 1;
      if (!isSingle) for (let draws = 0; draws < count; draws += 1) stream.random();
      expect(stream.weightedChoice(count, size, isSingle ? Float32Array.from(weights) : weights)).toEqual(
        drawn,
      );
    }
    for (const order of run.permutations) expect(stream.permutation(order.length)).toEqual(order);
    expect(stream.random()).toBe(run.random);
  });

  it.each([-1, -1n, 2 ** 32, 2n ** 32n, 1e300])('refuses the seed %s', (seed) => {
    expect(() => new NumpyRandom(seed)).toThrow('Seed must be between 0 and 2**32 - 1');
  });

  // The messages are NumPy's.
  it.each<[number, number, readonly number[], string]>([
    [3, 2, [1, 0, 0], 'Fewer non-zero entries in p than size'],
    [3, 2, [0.5, 0.6, 0.1], 'probabilities do not sum to 1'],
    [2, 1, [0.5, 0.5001], 'probabilities do not sum to 1'],
    [0, 0, [], 'probabilities do not sum to 1'],
    [2, 3, [0.5, 0.5], "Cannot take a larger sample than population when 'replace=False'"],
    [3, 1, [0.5, 0.5], "'a' and 'p' must have same size"],
    [2, 1, [NaN, 0.5], 'probabilities contain NaN'],
    [2, 1, [1.5, -0.5], 'probabilities are not non-negative'],
    [0, 1, [], 'a must be greater than 0 unless no samples are taken'],
  ])('refuses to draw from %d %d by %j, and draws nothing then', (count, size, weights, message) => {
    const stream = new NumpyRandom(5);
    expect(() => stream.weightedChoice(count, size, weights)).toThrow(message);
    expect(stream.nextUint32()).toBe(new NumpyRandom(5).nextUint32());
  });

  it('allows float32 probabilities the error that float32 makes', () => {
    expect(new NumpyRandom(1).weightedChoice(2, 1, Float32Array.of(0.5, 0.5001))).toEqual([0]);
  });

  it.each<[number, number, string]>([
    [2, 3, "Cannot take a larger sample than population when 'replace=False'"],
    [0, 1, 'a must be greater than 0 unless no samples are taken'],
    [2, -1, 'Negative dimensions are not allowed'],
  ])('refuses to choose from %d as many as %d', (count, size, message) => {
    expect(() => new NumpyRandom().choice(count, size)).toThrow(message);
  });

  it('refuses an empty range', () => {
    expect(() => new NumpyRandom().randint(5, 5)).toThrow('low >= high');
  });
});

describe('RandomStreams', () => {
  const draws = (streams: RandomStreams): unknown => [
    streams.python.random(),
    streams.python.choiceIndex(7),
    streams.numpy.choice(10, 4),
    streams.numpy.random(),
  ];

  it('begins with the seed 123, as Synalinks does', () => {
    const streams = new RandomStreams();
    expect(streams.numpy.choice(10, 4)).toEqual([4, 0, 7, 5]);
    expect(draws(new RandomStreams())).toEqual(draws(new RandomStreams(123)));
  });

  it('goes on where a state was taken, also through JSON text', () => {
    const streams = new RandomStreams(9);
    for (let round = 0; round < 400; round += 1) draws(streams);
    const text = formatJson(streams.getState());
    const expected = [draws(streams), draws(streams)];
    const restored = new RandomStreams();
    restored.setState(parseJson(text));
    expect([draws(restored), draws(restored)]).toEqual(expected);
    expect(text.length).toBeLessThan(8000);
  });

  it.each(['null', '{}', '"x"', '{"python":"AAAA","numpy":"AAAA"}', '{"python":"not base64!","numpy":1}'])(
    'refuses %s as a state, and goes on undisturbed',
    (text) => {
      const streams = new RandomStreams(3);
      expect(() => streams.setState(parseJson(text))).toThrow(FormatError);
      expect(draws(streams)).toEqual(draws(new RandomStreams(3)));
    },
  );

  it('leaves both streams as they were when one state of two is bad', () => {
    const streams = new RandomStreams(3);
    const other = new RandomStreams(4).getState() as ReadonlyMap<string, string>;
    expect(() => streams.setState(new Map([...other, ['numpy', 'AAAA']]))).toThrow(FormatError);
    expect(draws(streams)).toEqual(draws(new RandomStreams(3)));
  });

  it('leaves both streams as they were when a seed is refused', () => {
    const streams = new RandomStreams(3);
    expect(() => streams.seed(-1)).toThrow(ArgumentError);
    expect(draws(streams)).toEqual(draws(new RandomStreams(3)));
  });
});

describe('float32 arithmetic', () => {
  it.each(recorded.sums)('sums %d values as NumPy does', (count, sum, mean) => {
    const stream = new NumpyRandom(count);
    const values = Array.from({ length: count }, () => stream.random());
    expect(sumFloat32(values)).toBe(sum);
    expect(meanFloat32(values)).toBe(mean ?? NaN);
  });

  it('makes a positive zero of negative ones', () => {
    expect(sumFloat32([-0])).toBe(0);
    expect(sumFloat32(Array.from({ length: 20 }, () => -0))).toBe(0);
  });

  it('turns rewards into probabilities that sum to about 1, none of them NaN', () => {
    const probabilities = Array.from(softmaxFloat32([1000, 1000, -1e30], 0.001));
    expect(probabilities).toEqual([0.5, 0.5, 0]);
  });
});
