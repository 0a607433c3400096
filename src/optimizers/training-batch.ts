import type { CallControl } from '../base/call-control.ts';
import type { JsonValue } from '../python/json-value.ts';

/** What an optimizer may look at when it proposes: the batch that the program was just run on. */
export interface TrainingBatch extends CallControl {
  /** 0-based batch in its epoch. */
  readonly step: number;
  /** What the program says of itself. */
  readonly programDescription: string;
  /** One input for each sample; of a program with several inputs, a list or an object of them. */
  readonly inputs: readonly JsonValue[];
  /** What the program made of each, in the same order and of the like form; null where it gave no answer. */
  readonly predictions: readonly JsonValue[];
  /** What would have been right for each, in the same order. */
  readonly targets: readonly JsonValue[];
}
