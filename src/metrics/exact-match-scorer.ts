import { exactMatch } from '../data/exact-match.ts';
import { fieldMasksConfig } from '../data/field-masks.ts';
import { jsonObject } from '../python/json-value.ts';
import type { Scorer } from './scorer.ts';

/** The reward that is taken where none is given: an `ExactMatch` with nothing masked. */
export const exactMatchScorer: Scorer = {
  identity: { module: 'synalinks', className: 'ExactMatch' },
  getConfig: () => jsonObject(['name', 'exact_match'], ...fieldMasksConfig({})),
  call: async (yTrue, yPred) => exactMatch(yTrue, yPred),
};
