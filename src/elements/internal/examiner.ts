import type { TrainerClient } from '../../worker/trainer-client.ts';

/** Who answers for a checkpoint's program: a trainer, or anything that answers as one does. */
export type CheckpointExaminer = Pick<TrainerClient, 'inspect' | 'predict' | 'prompt' | 'samples'>;
