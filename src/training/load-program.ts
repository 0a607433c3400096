import { checkOptions } from '../base/check-options.ts';
import type { OptionNames } from '../base/check-options.ts';
import { TidemarkError } from '../base/errors.ts';
import type { CheckpointStore } from '../checkpoints/checkpoint-store.ts';
import { openCheckpointStore } from '../checkpoints/open-checkpoint-store.ts';
import type { Optimizer } from '../optimizers/optimizer.ts';
import { badFile } from '../programs/bad-file.ts';
import { FileFields } from '../programs/file-fields.ts';
import { keepUnknownState } from '../programs/kept-state.ts';
import { reviverWith } from '../programs/revive-module.ts';
import { reviveProgram } from '../programs/revive-program.ts';
import type { StateReport } from '../programs/state-tree.ts';
import { isJsonObject } from '../python/json-value.ts';
import type { JsonObject } from '../python/json-value.ts';
import { parseJson } from '../python/json-text.ts';
import type { Reward } from '../rewards/reward.ts';
import { Program } from './program.ts';
import { SYNALINKS_VERSION } from './program-file.ts';
import { unusedSections } from './program-state.ts';
import { reviveCompile } from './revive-compile.ts';
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
  const file = parseJson(text);
  if (!isJsonObject(file)) throw badFile('the top', 'there is no JSON object');
  const program = new Program(reviveProgram(file, options));
  program.fileFields = new FileFields(file, new Map([['synalinks_version', SYNALINKS_VERSION]]));
  const variables = file.get('variables');
  if (!isJsonObject(variables)) throw badFile('variables', 'there is no state tree');
  const compile = file.get('compile_config') ?? null;
  if (compile !== null && !isJsonObject(compile)) throw badFile('compile_config', 'there is no object');
  const refusal = compile === null ? null : tryCompile(program, compile, options);
  if (compile !== null && keepsFile(options)) {
    const unused: readonly string[] = unusedSections(program.trainer);
    const kept = [...variables].filter(([section]) => unused.includes(section));
    program.fileCompile = { config: compile, variables: new Map(kept), refusal };
  }
  loadState(program, variables, options);
  return program;
}

/** What is compiled with something else than the file says is written anew. */
const keepsFile = ({ reward, optimizer }: LoadProgramOptions): boolean => !reward && !optimizer;

/** Compiles as the file says; answers why not, where something in it is not known here. */
function tryCompile(program: Program, config: JsonObject, options: LoadProgramOptions): TidemarkError | null {
  if (options.compile === false) return null;
  try {
    program.compile(reviveCompile(config, { ...options, module: reviverWith(options) }));
    return null;
  } catch (error) {
    const isUnusable =
      error instanceof TidemarkError &&
      ['unknown-class', 'unknown-field', 'no-reward', 'duplicate-name'].includes(error.code);
    if (!isUnusable) throw error;
    return error;
  }
}

/** Takes the file's state, and tells what does not fit. */
function loadState(program: Program, variables: JsonObject, { strict = false }: LoadProgramOptions): void {
  keepUnknownState(program.submodules, variables);
  const report = readState(program, variables, strict);
  const problems = [...report.missing.map((path) => `no value for ${path}`), ...report.unexpected];
  if (problems.length === 0) return;
  console.warn(
    `The state in the file of "${program.name}" does not fit the program everywhere. Passed over: ${problems.join(', ')}.`,
  );
}

function readState(program: Program, variables: JsonObject, strict: boolean): StateReport {
  try {
    return program.setStateTree(variables, { strict });
  } catch (cause) {
    if (!(cause instanceof TidemarkError) || cause.code !== 'bad-state') throw cause;
    throw badFile(`variables.${String(cause.details['path'])}`, cause.message, cause);
  }
}
