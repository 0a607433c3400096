import { describe, expect, it } from 'vitest';
import type { BatchMetric } from '../../../src/metrics/batch-metric.ts';
import { combinations, divideExactly } from '../../../src/metrics/combinations.ts';
import { GapK } from '../../../src/metrics/gap-k.ts';
import { PassAtK } from '../../../src/metrics/pass-at-k.ts';
import { PassHatK } from '../../../src/metrics/pass-hat-k.ts';
import { formatJson } from '../../../src/python/format-json.ts';
import { ExactMatch } from '../../../src/rewards/exact-match.ts';
import { json, model } from '../../helpers/model.ts';

const right = model('{"answer":"x","thinking":"t"}');
const wrong = model('{"answer":"y"}');
const target = model('{"answer":"x"}');
const reward = new ExactMatch({ inMask: ['answer'] });

/** A problem of n attempts, of which c pass. */
async function attempt(metric: BatchMetric, n: number, c: number): Promise<BatchMetric> {
  const attempts = Array.from({ length: n }, (_, index) => (index < c ? right : wrong));
  await metric.updateBatch(
    attempts.map(() => target),
    attempts,
  );
  return metric;
}

describe('the pass@k family', () => {
  it('estimates that one of k attempts passes, that all do, and the gap', async () => {
    // 2 of 5 pass, 2 are drawn of 10 pairs: 3 pairs have none that passes, 1 pair has only such.
    expect((await attempt(new PassAtK({ k: 2, reward }), 5, 2)).result()).toBe(1 - 3 / 10);
    expect((await attempt(new PassHatK({ k: 2, reward }), 5, 2)).result()).toBe(1 / 10);
    expect((await attempt(new GapK({ k: 2, reward }), 5, 2)).result()).toBe(1 - 3 / 10 - 1 / 10);
  });

  it('takes at most as many attempts as there are', async () => {
    expect((await attempt(new PassAtK({ k: 8, reward }), 3, 1)).result()).toBe(1);
    expect((await attempt(new PassHatK({ k: 8, reward }), 3, 2)).result()).toBe(0);
    expect((await attempt(new PassHatK({ k: 8, reward }), 3, 3)).result()).toBe(1);
  });

  it('takes neither a function nor a name for its reward', () => {
    for (const no of [() => 1, 'exact_match']) {
      const options = { reward: no } as unknown as { readonly reward: ExactMatch };
      expect(() => new PassAtK(options)).toThrow(/Expected an instance, such as new ExactMatch/);
    }
  });

  it('averages over problems in double precision', async () => {
    const metric = new PassHatK({ k: 1, reward });
    await attempt(metric, 5, 1);
    await attempt(metric, 5, 2);
    expect(metric.result()).toBe((0.2 + 0.4) / 2);
    expect(formatJson(metric.variables[0]?.value ?? null)).toBe('{"total":0.6000000000000001,"count":2}');
  });

  it('counts a problem without attempts, and k = 0, as failed', async () => {
    expect((await attempt(new PassAtK({ k: 2, reward }), 0, 0)).variables[0]?.get('count')).toBe(1n);
    expect((await attempt(new PassAtK({ k: 0, reward }), 3, 3)).result()).toBe(0);
    expect((await attempt(new GapK({ k: 0, reward }), 3, 3)).result()).toBe(0);
  });

  it('takes an attempt for passed from the threshold on; one without a prediction is not', async () => {
    const half = new PassAtK({ passThreshold: 0.5, reward: { ...judge(0.5) } });
    await half.updateBatch([target], [right]);
    expect(half.result()).toBe(1);
    const strict = new PassAtK();
    await strict.updateBatch([target, target], [null, target]);
    expect(strict.result()).toBe(0.5);
  });

  it('takes a single sample for a problem of one attempt', async () => {
    const metric = new PassAtK({ k: 3 });
    await metric.updateState(target, target);
    await metric.updateState(target, wrong);
    expect(metric.result()).toBe(0.5);
  });

  it('knows its direction, and its place in a program file', () => {
    expect([new PassAtK(), new PassHatK(), new GapK()].map((metric) => metric.direction)).toEqual([
      'up',
      'up',
      'down',
    ]);
    expect(new GapK().variables[0]?.path).toBe('gap_k/total_with_count');
  });

  it('saves an exact match where it was given no reward, ints and floats apart', () => {
    const masks = '"in_mask":null,"out_mask":null,"in_mask_pattern":null,"out_mask_pattern":null';
    const text =
      `{"name":"pass_at_k","k":3,"reward":{"module":"synalinks","class_name":"ExactMatch",` +
      `"config":{"name":"exact_match",${masks}},"registered_name":null},"pass_threshold":1.0}`;
    expect(formatJson(new PassAtK({ k: 3 }).getConfig())).toBe(text);
    const loaded = PassAtK.fromConfig(json(text), () => new ExactMatch());
    expect(loaded.reward).toBeInstanceOf(ExactMatch);
    expect(formatJson(loaded.getConfig())).toBe(text);
    expect(() => PassAtK.fromConfig(json(text), () => undefined)).toThrow(/"reward"/);
  });
});

function judge(verdict: number): PassAtK['reward'] {
  return { identity: new ExactMatch().identity, getConfig: () => new Map(), call: async () => verdict };
}

describe('combinations', () => {
  it.each([
    [5, 2, 10n],
    [5, 0, 1n],
    [5, 5, 1n],
    [3, 4, 0n],
    [100, 50, 100891344545564193334812497256n],
  ])('counts the choices of %i by %i', (n, k, count) => {
    expect(combinations(n, k)).toBe(count);
  });
});

describe('divideExactly', () => {
  it.each([
    [1n, 3n],
    [2n, 3n],
    [10n, 5n],
    [0n, 7n],
    [2n ** 53n - 1n, 2n ** 52n + 1n],
  ])('divides %i by %i as floats do, where these are exact', (a, b) => {
    expect(divideExactly(a, b)).toBe(Number(a) / Number(b));
  });

  it('rounds once, where dividing rounded floats would round three times', () => {
    // (2^53 + 1) / 1 rounds to even; (2^54 + 3) / 2 = 2^53 + 1.5 rounds up.
    expect(divideExactly(2n ** 53n + 1n, 1n)).toBe(2 ** 53);
    expect(divideExactly(2n ** 54n + 3n, 2n)).toBe(2 ** 53 + 2);
    // The exact quotient is just above halfway between two floats, by less than a rounded divisor can tell.
    const divisor = 3n ** 60n;
    expect(divideExactly(divisor * (2n ** 53n + 1n) + 1n, divisor)).toBe(2 ** 53 + 2);
  });
});
