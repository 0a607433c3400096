import { TidemarkError } from '../base/errors.ts';
import { badFile } from '../programs/bad-file.ts';
import { FileFields } from '../programs/file-fields.ts';
import { keepUnknownState } from '../programs/keep-unknown-state.ts';
import { reviverWith } from '../programs/revive-module.ts';
import { reviveProgram } from '../programs/revive-program.ts';
import type { StateReport } from '../programs/state-tree.ts';
import { isJsonObject } from '../python/json-value.ts';
import type { JsonObject } from '../python/json-value.ts';
import { parseJson } from '../python/parse-json.ts';
import type { LoadProgramOptions } from './load-program.ts';
import { Program } from './program.ts';
import { SYNALINKS_VERSION } from './program-file.ts';
import { unusedSections } from './program-state.ts';
import { reviveCompile } from './revive-compile.ts';

/** Makes a program from the text of its file. @throws as `programFromJson` */
export function readProgramFile(text: string, options: LoadProgramOptions): Program {
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
