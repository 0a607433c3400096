import { checkOptions } from '../base/check-options.ts';
import type { Revive } from '../data/config-reader.ts';
import type { JsonObject } from '../python/json-value.ts';
import { allPass, anyPasses } from './pass-estimates.ts';
import {
  sampledRewardNames,
  SampledRewardMetric,
  readSampledRewardOptions,
} from './sampled-reward-metric.ts';
import type { SampledRewardOptions } from './sampled-reward-metric.ts';

/**
 * Estimates how far apart lie the chances that one of k attempts passes and that all do: 0 for a steady program.
 *
 * A batch is one problem: n attempts, c of them passed. Follows `synalinks.metrics.GapK`.
 */
export class GapK extends SampledRewardMetric {
  static readonly className = 'GapK';
  readonly identity = { module: 'synalinks.metrics', className: GapK.className };
  override readonly direction = 'down';

  /** @throws {ArgumentError} `unknown-option`, `bad-reward`, `bad-name` */
  constructor(options: SampledRewardOptions = {}) {
    if (new.target === GapK) checkOptions(GapK.className, options, sampledRewardNames);
    super(GapK.className, { ...options, name: options.name ?? 'gap_k' });
  }

  /** @throws {DataError} `bad-field`, `unknown-field` */
  static fromConfig(config: JsonObject, revive: Revive): GapK {
    return new GapK(readSampledRewardOptions(GapK.className, config, revive));
  }

  protected estimate(n: number, c: number, k: number): number {
    return anyPasses(n, c, k) - allPass(n, c, k);
  }
}
