import type { CheckpointLogs, MonitorMode } from '../checkpoints/checkpoint-store.ts';
import type { RetentionLimits } from '../checkpoints/retention.ts';
import type { Callback } from './callback.ts';
import type { DueSave } from './checkpoint-step.ts';
import type { Retention, WrittenInfo } from './checkpoint-writer.ts';
import type { SaveDecision } from './save-decision.ts';

/** What is said of each checkpoint of a program. */
interface ProgramInfo extends WrittenInfo {
  readonly template: string;
  readonly monitor: string;
  readonly mode: MonitorMode;
}

/** Who saves it. */
interface Saver extends Pick<Callback, 'params' | 'program'> {
  readonly filepath: string;
  readonly saveVariablesOnly: boolean;
  readonly monitor: string;
  readonly modeInForce: MonitorMode;
}

/** Describes a checkpoint that is about to be saved; its training state is that of this moment. */
export function programInfo(
  { filepath, saveVariablesOnly, monitor, modeInForce: mode, params, program }: Saver,
  run: string,
  { moment, logs, reason }: DueSave,
  { newBest }: SaveDecision,
): ProgramInfo {
  return {
    kind: saveVariablesOnly ? 'variables' : 'program',
    run,
    parent: params.parent ?? null,
    template: filepath,
    ...moment,
    ...(params.epochs === undefined ? {} : { epochs: params.epochs }),
    logs: Object.fromEntries(logs) as CheckpointLogs,
    monitor,
    mode,
    reason: newBest === null ? reason : 'best',
    trainingState: program?.getTrainingState?.() ?? null,
  };
}

/** What is kept of a run's checkpoints. Other callbacks may save other paths in the same run: those are theirs to keep. */
export function retentionOf(
  limits: RetentionLimits | null,
  { run, template, monitor, mode }: ProgramInfo,
): Retention | null {
  return limits && { limits, scope: { run, template, monitor, mode } };
}
