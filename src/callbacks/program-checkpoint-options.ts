import { checkOptions } from '../base/check-options.ts';
import type { OptionNames } from '../base/check-options.ts';
import { ArgumentError } from '../base/errors.ts';
import type { CheckpointStore } from '../checkpoints/checkpoint-store.ts';
import type { RetentionLimits } from '../checkpoints/retention.ts';
import { pythonText } from './log-values.ts';
import type { LogNumber } from './log-values.ts';
import type { MonitorModeOption } from './monitor-mode.ts';

/** How a `ProgramCheckpoint` saves: the reference's options in camelCase, with its defaults; then ours. */
export interface ProgramCheckpointOptions {
  /** The log name whose value tells the best. @default 'val_reward' */
  readonly monitor?: string;
  /** 1 tells of every save on the console, 0 is silent. @default 0 */
  readonly verbose?: number | boolean | '0' | '1';
  /** Save only what is strictly better than all before it. @default false */
  readonly saveBestOnly?: boolean;
  /** Save the variables alone; the path must then end in `.variables.json`. @default false */
  readonly saveVariablesOnly?: boolean;
  /** Whether less or more is better; `auto` goes by the metric's own direction, else more is. @default 'auto' */
  readonly mode?: MonitorModeOption;
  /** Save at the end of each epoch, or whenever that many batches have ended. @default 'epoch' */
  readonly saveFreq?: 'epoch' | number;
  /** With `saveBestOnly`, what the first save has to be better than. @default none */
  readonly initialValueThreshold?: number | null;
  /** Where to save. @default `openCheckpointStore()` */
  readonly store?: CheckpointStore | Promise<CheckpointStore>;
  /** Which checkpoints of this run and path to keep: the best, the latest; pinned ones always stay. @default all */
  readonly retention?: RetentionLimits;
  /** Save also at the end of the first batch after that long without a save. @default never */
  readonly saveEveryMs?: number | null;
  /**
   * Save once more, under a path with `-stopped`, `-failed` or `-interrupted` before `.json`, when training is stopped
   * early, ends by an error, or its page may be going away, and something has happened since the last save. One that is
   * `-interrupted` makes way for the next save, if training does go on. @default false
   */
  readonly saveOnStop?: boolean;
}

const names: OptionNames<ProgramCheckpointOptions> = {
  monitor: true,
  verbose: true,
  saveBestOnly: true,
  saveVariablesOnly: true,
  mode: true,
  saveFreq: true,
  initialValueThreshold: true,
  store: true,
  retention: true,
  saveEveryMs: true,
  saveOnStop: true,
};

/** @throws ArgumentError `unknown-option` */
export function checkNames(options: ProgramCheckpointOptions): void {
  checkOptions('ProgramCheckpoint', options, names);
}

/**
 * Checks what a filepath ends in, and gives it back.
 *
 * @throws ArgumentError `filepath-suffix`, with the reference's words
 */
export function checkSuffix(filepath: unknown, saveVariablesOnly: boolean): string {
  const suffix = saveVariablesOnly ? '.variables.json' : '.json';
  if (typeof filepath === 'string' && filepath.endsWith(suffix)) return filepath;
  const expected = saveVariablesOnly
    ? 'When using `save_variables_only=True` in `ProgramCheckpoint`, the filepath provided must end in ' +
      '`.variables.json` (Synalinks variables format). '
    : 'The filepath provided must end in `.json` (Synalinks program format). ';
  const received = pythonText(filepath);
  throw new ArgumentError('filepath-suffix', `${expected}Received: filepath=${received}`, {
    details: { filepath: received },
  });
}

/** Reads a verbosity, which may come as text from an attribute or a form; what is no number above 0 is silent. */
export function readVerbose(verbose: unknown): number {
  if (verbose === '1') return 1;
  return typeof verbose === 'number' || typeof verbose === 'boolean' ? Number(verbose) : 0;
}

/** Reads a threshold: one that is not a number is not used, with a warning. */
export function readThreshold(threshold: unknown): LogNumber | null {
  if (threshold === null || threshold === undefined) return null;
  if (typeof threshold === 'number' || typeof threshold === 'bigint') return threshold;
  const received = pythonText(threshold);
  console.warn(`ProgramCheckpoint initial_value_threshold '${received}' is not a number, it is not used.`);
  return null;
}
