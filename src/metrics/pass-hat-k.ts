import type { Revive } from '../data/config-reader.ts';
import type { JsonObject } from '../python/json-value.ts';
import { allPass } from './pass-estimates.ts';
import { SampledRewardMetric, readSampledRewardOptions } from './sampled-reward-metric.ts';
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

  constructor(options: SampledRewardOptions = {}) {
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
