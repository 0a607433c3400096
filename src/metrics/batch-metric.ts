import type { JsonDataModel } from '../data/json-data-model.ts';
import type { Batch } from '../data/score-function.ts';
import { Metric } from './metric.ts';
import type { UpdateOptions } from './metric.ts';

/**
 * Measures whole batches: for metrics that look at several predictions together.
 *
 * Subclasses give `identity`, `updateBatch` and `result`. Follows `synalinks.BatchMetric`.
 */
export abstract class BatchMetric extends Metric {
  /** Takes a batch into account. */
  abstract updateBatch(yTrue: Batch, yPred: Batch, options?: UpdateOptions): Promise<void>;

  /** Takes one sample into account, as a batch of its own. */
  updateState(
    yTrue: JsonDataModel | null,
    yPred: JsonDataModel | null,
    options?: UpdateOptions,
  ): Promise<void> {
    return this.updateBatch([yTrue], [yPred], options);
  }
}
