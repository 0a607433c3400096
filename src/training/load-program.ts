import { checkOptions } from '../base/check-options.ts';
import type { OptionNames } from '../base/check-options.ts';
import { loadPart } from '../base/load-part.ts';
import type { CheckpointStore } from '../checkpoints/checkpoint-store.ts';
import { openCheckpointStore } from '../checkpoints/open-checkpoint-store.ts';
import type { Optimizer } from '../optimizers/optimizer.ts';
import type { Reward } from '../rewards/reward.ts';
import type { Program } from './program.ts';
import type { ReviveParts } from './revive-object.ts';

/** What a program file needs beside its text. */
export interface LoadProgramOptions extends ReviveParts {
  /** Whether to compile the program as the file says. @default true */
  readonly compile?: boolean;
  /** Refuses a state that does not fit the program everywhere; otherwise what does not fit is told on the console. @default false */
  readonly strict?: boolean;
  /** Takes the place of the reward in the file, such as one of one's own. @default the file's */
  readonly reward?: Reward;
  /** Takes the place of the optimizer in the file. @default the file's */
  readonly optimizer?: Optimizer;
}

const names: OptionNames<LoadProgramOptions> = {
  languageModel: true,
  customModules: true,
  functions: true,
  embed: true,
  scoreFunctions: true,
  compile: true,
  strict: true,
  reward: true,
  optimizer: true,
};

/**
 * Loads a program from the store.
 *
 * @example const program = await loadProgram('runs/best.json');
 * @throws CheckpointError `not-found`, and what `programFromJson` throws
 */
export async function loadProgram(
  path: string,
  options: LoadProgramOptions & { readonly store?: CheckpointStore } = {},
): Promise<Program> {
  checkOptions('loadProgram', options, { ...names, store: true });
  const { store, ...others } = options;
  const { text } = await (store ?? (await openCheckpointStore())).load(path);
  return programFromJson(text, others);
}

/**
 * Makes a program from the text of a program file, written here or by Synalinks in Python.
 *
 * Follows `synalinks.programs.program_from_json`. Differs from Synalinks: what does not fit is told, not passed over,
 * and nothing in the file is run.
 * @throws FormatError `bad-json`; ProgramError `bad-file`, `unknown-class`, `state-mismatch`, with `details.path`; ArgumentError `unknown-option`
 */
export async function programFromJson(text: string, options: LoadProgramOptions = {}): Promise<Program> {
  checkOptions('programFromJson', options, names);
  const { readProgramFile } = await loadPart(() => import('./read-program-file.ts'));
  return readProgramFile(text, options);
}
