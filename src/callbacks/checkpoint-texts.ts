import { formatValue } from '../python/format-value.ts';
import type { CallbackParams } from './callback.ts';
import { checkFilepath } from './check-filepath.ts';
import type { FilepathUse } from './check-filepath.ts';
import type { CheckpointProgress } from './checkpoint-progress.ts';
import type { DueSave } from './checkpoint-step.ts';
import { fillFilepath, namesIn } from './filepath.ts';
import type { FilledPath } from './filepath.ts';
import type { LogNumber } from './log-values.ts';
import { clearError } from './save-error.ts';

/** Paths and messages of one template's checkpoints, in Python's formats. */
export interface CheckpointTexts {
  /** Whether the template has placeholders. */
  readonly hasNames: boolean;
  /** @throws ArgumentError `filepath-suffix`, `filepath-format` */
  check(logNames: readonly string[] | undefined): void;
  /** @throws ArgumentError `filepath-format` */
  pathOf(due: DueSave, params: CallbackParams, progress: CheckpointProgress): FilledPath;
  /** Writes a value as it stands in messages. */
  shown(value: LogNumber): string;
  /** The error of a save in clear words. */
  errorOf(error: unknown, path: string): unknown;
}

/** Whose texts they are. */
interface Template extends Required<Pick<FilepathUse, 'saveVariablesOnly' | 'saveFreq'>> {
  readonly filepath: string;
}

/** Makes what writes texts; load it when training begins, as it is larger than what decides on saves. */
export function checkpointTexts({ filepath, saveVariablesOnly, saveFreq }: Template): CheckpointTexts {
  const use = { saveVariablesOnly, saveFreq };
  return {
    hasNames: namesIn(filepath).size > 0,
    check: (logNames) => checkFilepath(filepath, logNames ? { ...use, logNames } : use),
    pathOf: ({ moment, logs }, { logNames }, { known }) =>
      fillFilepath(filepath, moment, logs, { logNames, lastKnown: known }),
    shown: (value) => formatValue(value, '.5f'),
    errorOf: clearError,
  };
}
