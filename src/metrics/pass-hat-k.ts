import { checkOptions } from '../base/check-options.ts';
import type { Revive } from '../data/config-reader.ts';
import type { JsonObject } from '../python/json-value.ts';
import { allPass } from './pass-estimates.ts';
import {
  sampledRewardNames,
  SampledRewardMetric,
  readSampledRewardOptions,
} from './sampled-reward-metric.ts';
import type { SampledRewardOptions } from './sampled-reward-metric.ts';

/**
 * Estimates the chance that all of k attempts at a problem pass.
 *
 * A batch is one problem: n attempts, c of them passed. Follows `synalinks.metrics.PassHatK`.
 */
export class PassHatK extends SampledRewardMetric {
  static readonly className = 'PassHatK';
  readonly identity = { module: 'synalinks.metrics', className: PassHatK.className };
  override readonly direction = 'up';

  /** @throws {ArgumentError} `unknown-option`, `bad-reward`, `bad-name` */
  constructor(options: SampledRewardOptions = {}) {
    if (new.target === PassHatK) checkOptions(PassHatK.className, options, sampledRewardNames);
    super(PassHatK.className, { ...options, name: options.name ?? 'pass_hat_k' });
  }

  /** @throws {DataError} `bad-field`, `unknown-field` */
  static fromConfig(config: JsonObject, revive: Revive): PassHatK {
    return new PassHatK(readSampledRewardOptions(PassHatK.className, config, revive));
  }

  protected estimate(n: number, c: number, k: number): number {
    return allPass(n, c, k);
  }
}
