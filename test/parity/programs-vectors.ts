import { TidemarkError } from '../../src/base/errors.ts';
import { Operation } from '../../src/programs/operation.ts';
import { SequentialProgram } from '../../src/programs/sequential-program.ts';
import { isJsonArray, isJsonObject } from '../../src/python/json-value.ts';
import type { JsonObject, JsonValue } from '../../src/python/json-value.ts';
import { parseJson } from '../../src/python/parse-json.ts';
import { programFromJson } from '../../src/training/load-program.ts';
import type { Program } from '../../src/training/program.ts';
import { checkRefusedConstruction } from './refused-constructions.ts';
import type { RecordedRefusal } from './refused-constructions.ts';
import { attempt, quietly } from './replay-helpers.ts';
import { differs, held, heldByRule, isSameJson } from './vector.ts';
import type { Vector, Verdict } from './vector.ts';

interface RecordedInfo {
  readonly name: string;
  readonly description: string;
  readonly class: string;
  readonly trainable: boolean;
  readonly compiled: boolean;
  readonly module_names: readonly string[];
  readonly operation_names?: readonly string[];
  readonly variable_paths: readonly string[];
  readonly trainable_variable_paths: readonly string[];
  readonly compiled_metrics?: readonly string[];
  readonly built_metric_names?: readonly string[];
  readonly metrics_variable_paths?: readonly string[];
  readonly optimizer_variable_paths?: readonly string[];
}

interface ProgramsVector extends Vector {
  readonly program_file: string | null;
  readonly variables_file?: string;
  readonly info?: RecordedInfo;
  readonly edited?: boolean;
  readonly spec?: string;
  readonly build_error?: RecordedRefusal;
  readonly save_error?: RecordedRefusal;
  readonly reload?: {
    readonly ok: boolean;
    readonly info?: RecordedInfo;
    readonly resave_identical?: boolean;
    readonly resaved_program_file?: string;
    readonly resaved_variables_file?: string;
  };
}

/**
 * Loads a recorded program file, writes it again, and compares bytes and names.
 *
 * Files that a script changed are compared part by part: each part is as Python writes it after loading, or as it stood
 * in the file, since here nothing is dropped that Python drops (states of metrics, masks, descriptions), and nothing
 * added that the file does not say.
 *
 * Tag `reload-error`: Python's reader refuses the file. Where ours does not, it has to give the same file back.
 * Tag `save-error`: Python cannot write the program, so that there is nothing to compare; ours can, or refuses earlier.
 */
export async function checkProgramsVector(recorded: Vector): Promise<Verdict> {
  const vector = recorded as ProgramsVector;
  if (vector.build_error) return checkRefusedConstruction(vector.spec ?? '', vector.build_error);
  if (vector.program_file === null) {
    return vector.save_error
      ? heldByRule('save-error')
      : differs('program_file', null, 'something to compare');
  }
  const program = await attempt(() => quietly(() => programFromJson(vector.program_file ?? '')));
  if (vector.reload?.ok !== true) return checkRefusal(vector, program);
  if (program instanceof Error) return differs('loading', 'a program', String(program));
  return vector.edited === true ? checkEdited(vector, program) : checkWritten(vector, program);
}

function checkRefusal({ program_file: file }: ProgramsVector, program: Program | Error): Verdict {
  if (program instanceof TidemarkError) return held;
  if (program instanceof Error) throw program;
  const written = program.toProgramFile();
  return written === file ? heldByRule('reload-error') : differs('file', file, written);
}

function checkWritten(vector: ProgramsVector, program: Program): Verdict {
  const { program_file: file, variables_file: variables = '', info, reload } = vector;
  if (program.toProgramFile() !== file) return fileDifference(file ?? '', program.toProgramFile());
  if (program.toVariablesFile() !== variables) return fileDifference(variables, program.toVariablesFile());
  const description = reload?.info?.description;
  return info ? checkInfo({ ...info, description: description ?? info.description }, program) : held;
}

function checkInfo(recorded: RecordedInfo, program: Program): Verdict {
  const received = infoOf(program);
  for (const [name, value] of Object.entries(received)) {
    const expected = recorded[name as keyof RecordedInfo];
    const isSame = expected === undefined || JSON.stringify(expected) === JSON.stringify(value);
    if (!isSame) return differs(name, expected, value);
  }
  return held;
}

/**
 * What is compiled as the file says counts as compiled, also where it cannot be used here. What is trainable is what the
 * file has as such: here a module locks all that is inside it, too. An optimizer that is only named has variables here.
 */
function infoOf(program: Program): Partial<RecordedInfo> {
  const { body, trainer, fileCompile } = program;
  const isSequential = body instanceof SequentialProgram;
  const paths = (variables: readonly { readonly path: string }[]): string[] =>
    variables.map(({ path }) => path);
  const modules = body.submodules;
  const namesOptimizer = typeof fileCompile?.config.get('optimizer') === 'string';
  return {
    name: program.name,
    description: program.description,
    class: program.identity.className,
    trainable: program.trainable,
    compiled: trainer !== null || fileCompile !== null,
    module_names: modules.filter((module) => !(module instanceof Operation)).map(({ name }) => name),
    ...(isSequential ? {} : { operation_names: modules.map(({ name }) => name) }),
    variable_paths: paths(program.variables),
    trainable_variable_paths: paths(
      program.variables.filter((variable) => program.trainable && variable.trainable),
    ),
    ...(trainer
      ? {
          compiled_metrics: trainer.judge.metrics.map(({ name }) => name),
          built_metric_names: trainer.judge.usedMetrics.map(({ name }) => name),
          ...(namesOptimizer ? {} : { optimizer_variable_paths: paths(trainer.optimizer?.variables ?? []) }),
          metrics_variable_paths: paths(
            [trainer.judge.tracker, ...trainer.judge.usedMetrics].flatMap(({ variables }) => variables),
          ),
        }
      : {}),
  };
}

async function checkEdited(vector: ProgramsVector, program: Program): Promise<Verdict> {
  const { reload } = vector;
  const file = vector.program_file ?? '';
  const resaved = reload?.resave_identical ? file : reload?.resaved_program_file;
  const written = program.toProgramFile();
  const again = await quietly(() => programFromJson(written));
  if (again.toProgramFile() !== written) return fileDifference(written, again.toProgramFile());
  const recorded = resaved ?? reload?.resaved_variables_file;
  if (recorded === undefined) return held;
  const received = resaved === undefined ? program.toVariablesFile() : written;
  const stood = parseJson(file);
  const before = resaved === undefined && isJsonObject(stood) ? (stood.get('variables') ?? null) : stood;
  const difference = disagreement(parseJson(received), parseJson(recorded), before, '');
  return difference === null
    ? checkNames(reload?.info, program)
    : differs(difference.path, difference.recorded, difference.received);
}

/** The state of optimizer and metrics is kept here where Python drops it, so that their names may differ. */
function checkNames(info: RecordedInfo | undefined, program: Program): Verdict {
  if (!info) return held;
  const { name, class: className, module_names, variable_paths, trainable_variable_paths, compiled } = info;
  const names = { name, class: className, module_names, variable_paths, trainable_variable_paths, compiled };
  return checkInfo(names as RecordedInfo, program);
}

interface Disagreement {
  readonly path: string;
  readonly recorded: unknown;
  readonly received: unknown;
}

/** Finds a part that is neither as Python writes it nor as it stood in the file. */
function disagreement(
  received: JsonValue | undefined,
  recorded: JsonValue | undefined,
  stood: JsonValue | undefined,
  path: string,
): Disagreement | null {
  if (isSame(received, recorded) || isSame(received, stood)) return null;
  if (isJsonArray(received) && isJsonArray(recorded) && received.length === recorded.length) {
    const before = isJsonArray(stood) && stood.length === received.length ? stood : [];
    return first(
      received.map((item, index) => disagreement(item, recorded[index], before[index], `${path}[${index}]`)),
    );
  }
  if (isJsonObject(received) && isJsonObject(recorded)) {
    const before: JsonObject = isJsonObject(stood) ? stood : new Map();
    const keys = new Set([...received.keys(), ...recorded.keys()]);
    return first(
      [...keys].map((key) =>
        disagreement(received.get(key), recorded.get(key), before.get(key), `${path}.${key}`),
      ),
    );
  }
  return { path, recorded: recorded ?? 'nothing', received: received ?? 'nothing' };
}

const first = (found: readonly (Disagreement | null)[]): Disagreement | null =>
  found.find((difference) => difference !== null) ?? null;

const isSame = (one: JsonValue | undefined, other: JsonValue | undefined): boolean =>
  one === undefined || other === undefined ? one === other : isSameJson(one, other);

/** The first line that differs. */
function fileDifference(recorded: string, received: string): Verdict {
  const [left, right] = [recorded.split('\n'), received.split('\n')];
  const line = left.findIndex((text, index) => text !== right[index]);
  return differs(`line ${line + 1} of the file`, left[line] ?? 'the end', right[line] ?? 'the end');
}
