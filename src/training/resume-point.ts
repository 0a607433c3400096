import { TrainingError } from '../base/errors.ts';
import type { CheckpointStore } from '../checkpoints/checkpoint-store.ts';
import { openCheckpointStore } from '../checkpoints/open-checkpoint-store.ts';
import type { JsonValue } from '../python/json-value.ts';
import { readVariablesText } from './read-variables.ts';
import { parseTrainingState } from './training-state.ts';
import type { TrainingState } from './training-state.ts';

/** From where training goes on. */
export interface ResumePoint {
  /** The program's state tree. */
  readonly variables: JsonValue;
  readonly state: TrainingState;
}

/** Reads a checkpoint to go on from. @throws CheckpointError `not-found`; TrainingError `not-resumable` */
export async function resumePoint(path: string, store?: CheckpointStore): Promise<ResumePoint> {
  const { text, trainingState } = await (store ?? (await openCheckpointStore())).load(path);
  if (trainingState === null) {
    throw new TrainingError(
      'not-resumable',
      `The checkpoint ${path} was saved without a training state, so nobody knows where it was. ` +
        'Load its program and train that: loadProgram(path), then fit.',
      { details: { path } },
    );
  }
  return { variables: readVariablesText(text), state: parseTrainingState(trainingState) };
}
