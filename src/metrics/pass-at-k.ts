import { checkOptions } from '../base/check-options.ts';
import type { Revive } from '../data/config-reader.ts';
import type { JsonObject } from '../python/json-value.ts';
import { anyPasses } from './pass-estimates.ts';
import {
  sampledRewardNames,
  SampledRewardMetric,
  readSampledRewardOptions,
} from './sampled-reward-metric.ts';
import type { SampledRewardOptions } from './sampled-reward-metric.ts';

/**
 * Estimates the chance that at least one of k attempts at a problem passes.
 *
 * A batch is one problem: n attempts, c of them passed. Follows `synalinks.metrics.PassAtK`.
 *
 * @example new PassAtK({ k: 3, reward: new ExactMatch({ inMask: ['answer'] }) });
 */
export class PassAtK extends SampledRewardMetric {
  static readonly className = 'PassAtK';
  readonly identity = { module: 'synalinks.metrics', className: PassAtK.className };
  override readonly direction = 'up';

  /** @throws {ArgumentError} `unknown-option`, `bad-reward`, `bad-name` */
  constructor(options: SampledRewardOptions = {}) {
    if (new.target === PassAtK) checkOptions(PassAtK.className, options, sampledRewardNames);
    super(PassAtK.className, { ...options, name: options.name ?? 'pass_at_k' });
  }

  /** @throws {DataError} `bad-field`, `unknown-field` */
  static fromConfig(config: JsonObject, revive: Revive): PassAtK {
    return new PassAtK(readSampledRewardOptions(PassAtK.className, config, revive));
  }

  protected estimate(n: number, c: number, k: number): number {
    return anyPasses(n, c, k);
  }
}
