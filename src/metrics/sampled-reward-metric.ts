import type { OptionNames } from '../base/check-options.ts';
import { ArgumentError } from '../base/errors.ts';
import { ConfigReader } from '../data/config-reader.ts';
import type { Revive } from '../data/config-reader.ts';
import type { Batch } from '../data/score-function.ts';
import { objectEnvelope } from '../programs/object-envelope.ts';
import { jsonObject } from '../python/json-value.ts';
import type { JsonObject } from '../python/json-value.ts';
import { BatchMetric } from './batch-metric.ts';
import { exactMatchScorer } from './exact-match-scorer.ts';
import type { UpdateOptions } from './metric.ts';
import { isScorer } from './scorer.ts';
import type { Scorer } from './scorer.ts';
import { stateNumber } from './state.ts';
import { EMPTY_TOTAL, TOTAL_WITH_COUNT_SCHEMA } from './total-with-count.ts';

/** What the pass@k family can be given. */
export interface SampledRewardOptions {
  readonly name?: string | null;
  /** How many attempts count; at most the size of a batch is taken. @default 1 */
  readonly k?: number;
  /** What scores an attempt. @default an exact match */
  readonly reward?: Scorer;
  /** The reward from which on an attempt has passed. @default 1 */
  readonly passThreshold?: number;
}

export const sampledRewardNames: OptionNames<SampledRewardOptions> = {
  name: true,
  k: true,
  reward: true,
  passThreshold: true,
};

/**
 * Estimates, from batches of attempts at one problem each, how well several attempts do; averaged over the batches.
 *
 * Subclasses give `identity` and `estimate`. Computed in double precision, as in Synalinks.
 */
export abstract class SampledRewardMetric extends BatchMetric {
  readonly k: number;
  readonly reward: Scorer;
  readonly passThreshold: number;
  readonly #totalWithCount = this.addVariable('total_with_count', TOTAL_WITH_COUNT_SCHEMA, EMPTY_TOTAL);

  /** @throws {ArgumentError} `bad-reward` */
  constructor(className: string, options: SampledRewardOptions) {
    super(className, { name: options.name ?? null });
    checkReward(className, options.reward ?? exactMatchScorer);
    this.k = Math.trunc(options.k ?? 1);
    this.reward = options.reward ?? exactMatchScorer;
    this.passThreshold = options.passThreshold ?? 1;
  }

  override getConfig(): JsonObject {
    return jsonObject(
      ['name', this.name],
      ['k', BigInt(this.k)],
      ['reward', objectEnvelope(this.reward)],
      ['pass_threshold', this.passThreshold],
    );
  }

  async updateBatch(yTrue: Batch, yPred: Batch, options: UpdateOptions = {}): Promise<void> {
    let passed = 0;
    for (const [index, prediction] of yPred.entries()) {
      const reward = await this.reward.call(yTrue[index] ?? null, prediction, options);
      if (reward !== null && reward >= this.passThreshold) passed += 1;
    }
    const estimate = this.estimate(yPred.length, passed, Math.min(this.k, yPred.length));
    this.#totalWithCount.update([
      ['total', stateNumber(this.#totalWithCount, 'total') + estimate],
      ['count', BigInt(stateNumber(this.#totalWithCount, 'count') + 1)],
    ]);
  }

  result(): number {
    const count = stateNumber(this.#totalWithCount, 'count');
    return count === 0 ? 0 : stateNumber(this.#totalWithCount, 'total') / count;
  }

  /** The estimate for one problem, of whose n attempts c have passed; k is at most n. */
  protected abstract estimate(n: number, c: number, k: number): number;
}

/** Reads the config of the pass@k family. @throws {DataError} `bad-field`, `unknown-field` */
export function readSampledRewardOptions(
  className: string,
  config: JsonObject,
  revive: Revive,
): SampledRewardOptions {
  const reader = new ConfigReader(className, config);
  const reward = reader.value('reward') === null ? exactMatchScorer : revive(reader.value('reward'));
  if (!isScorer(reward)) throw reader.wrong('reward', 'a reward');
  const options = {
    name: reader.string('name'),
    k: reader.number('k') ?? 1,
    reward,
    passThreshold: reader.number('pass_threshold') ?? 1,
  };
  reader.finish();
  return options;
}

/** A plain function has a `call` too, which would score something else. */
function checkReward(className: string, reward: unknown): void {
  if (isScorer(reward)) return;
  throw new ArgumentError(
    'bad-reward',
    `${className} was given a ${typeof reward} as its reward. Expected an instance, such as new ExactMatch(…); put a ` +
      'function into new RewardFunctionWrapper(…).',
    { details: { className } },
  );
}
