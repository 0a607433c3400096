import type { CallControl } from '../base/call-control.ts';
import type { JsonDataModel } from '../data/json-data-model.ts';
import type { Serializable } from '../programs/object-envelope.ts';

/** What a metric needs of a reward: every reward is one. */
export interface Scorer extends Serializable {
  call(
    yTrue: JsonDataModel | null,
    yPred: JsonDataModel | null,
    options?: CallControl,
  ): Promise<number | null>;
}

/** Tells a reward from a plain function, which has a `call` of its own. */
export function isScorer(value: unknown): value is Scorer {
  return typeof value === 'object' && value !== null && 'call' in value && 'getConfig' in value;
}
