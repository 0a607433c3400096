import { ArgumentError } from '../base/errors.ts';
import { repr } from '../python/repr.ts';

/** The scales on which a SelfCritique grades, under Synalinks' names. */
export type ScoreType = 'Score' | 'FineScore' | 'Rating' | 'Rating10' | 'Rating20';

/** A scale: its steps from the worst to the best. */
export interface ScoreScale {
  readonly type: 'number' | 'integer';
  readonly steps: readonly (bigint | number)[];
}

const floats = (parts: number): ScoreScale => ({
  type: 'number',
  steps: Array.from({ length: parts + 1 }, (_, step) => step / parts),
});

const integers = (best: number): ScoreScale => ({
  type: 'integer',
  steps: Array.from({ length: best }, (_, step) => BigInt(step + 1)),
});

const scales: Readonly<Record<ScoreType, ScoreScale>> = {
  Score: floats(10),
  FineScore: floats(20),
  Rating: integers(5),
  Rating10: integers(10),
  Rating20: integers(20),
};

/** @throws ArgumentError `bad-score-type` */
export function scoreScale(name: string): ScoreScale {
  if (Object.hasOwn(scales, name)) return scales[name as ScoreType];
  throw new ArgumentError(
    'bad-score-type',
    `Unknown score type ${repr(name)}. Expected one of ${repr(Object.keys(scales))} or the registered name of an ` +
      '`Enum` subclass whose members are `int` or `float`.',
  );
}
