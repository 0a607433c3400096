import { ProgramError, TrainingError } from '../base/errors.ts';
import type { Metric } from '../metrics/metric.ts';
import type { Module } from '../programs/module.ts';
import type { SectionVariables, StateReport, StateSection } from '../programs/state-tree.ts';
import type { Variable } from '../programs/variable.ts';
import { isJsonObject } from '../python/json-value.ts';
import type { JsonObject, JsonValue } from '../python/json-value.ts';
import type { FileCompile } from './file-compile.ts';
import type { Trainer } from './trainer.ts';

/**
 * The variables of each section of a program's state tree.
 *
 * The section goes by the variable and the whole program, as in Synalinks, and not by what locks the variable on the way
 * between: in another section Synalinks would not find it.
 *
 * @param optional metrics that a state tree need not have, but may
 */
export function stateSections(
  program: Module<boolean> & { readonly fileCompile: FileCompile | null },
  trainer: Trainer | null,
  optional: readonly Metric[] = [],
): SectionVariables {
  const metrics = trainer ? [trainer.judge.tracker, ...trainer.judge.usedMetrics] : [];
  const isTrainable = (variable: Variable): boolean => program.trainable && variable.trainable;
  const optimizer = trainer?.optimizer?.variables;
  const isUnwritten = optimizer !== undefined && namesOptimizer(program) && optimizer.every(isUntouched);
  return {
    trainable_variables: program.variables.filter(isTrainable),
    non_trainable_variables: program.variables.filter((variable) => !isTrainable(variable)),
    ...(optimizer
      ? {
          optimizer_trainable_variables: [],
          optimizer_non_trainable_variables: isUnwritten ? [] : optimizer,
        }
      : {}),
    metrics_variables: metrics.flatMap(({ variables }) => variables),
    optional: [...optional.flatMap(({ variables }) => variables), ...(isUnwritten ? optimizer : [])],
    unused: unusedSections(trainer),
  };
}

/** Sections of the state that nothing in force has use for: a program that is not compiled has no optimizer. */
export function unusedSections(trainer: Trainer | null): readonly StateSection[] {
  if (trainer?.optimizer) return [];
  const optimizer = ['optimizer_trainable_variables', 'optimizer_non_trainable_variables'] as const;
  return trainer ? optimizer : [...optimizer, 'metrics_variables'];
}

/** Synalinks keeps no state of an optimizer that was only named, as in `compile(optimizer="random_few_shot")`. */
const namesOptimizer = ({ fileCompile }: { readonly fileCompile: FileCompile | null }): boolean =>
  typeof fileCompile?.config.get('optimizer') === 'string';

const isUntouched = ({ value }: Variable): boolean => [...value.values()].every((count) => count === 0n);

/** The values of variables, by their paths. */
export function valuesByPath(variables: readonly Variable[]): JsonObject {
  return new Map(variables.map(({ path, value }) => [path, value]));
}

/** Gives variables the values at their paths; those without one keep theirs. */
export function assignByPath(variables: readonly Variable[], values: JsonValue): void {
  if (!isJsonObject(values)) return;
  for (const variable of variables) {
    const value = values.get(variable.path);
    if (isJsonObject(value)) variable.assign(value);
  }
}

/** The error for a state tree that does not fit a program everywhere. */
export function stateMismatch({ missing, unexpected }: StateReport): ProgramError {
  const list = (paths: readonly string[]): string =>
    paths.length > 0 ? paths.slice(0, 5).join(', ') : 'none';
  return new ProgramError(
    'state-mismatch',
    `The state does not fit this program. Missing: ${list(missing)}. Unexpected: ${list(unexpected)}. ` +
      'Nothing was changed. Give the modules the names that they had, or pass { strict: false } to take what fits.',
    { details: { missing, unexpected } },
  );
}

/** The error for what only a compiled program can do. */
export function notCompiled(what: string, file: FileCompile | null): TrainingError {
  const cause = file?.refusal ?? null;
  const reason = cause === null ? '' : ` What the file says cannot be used here: ${cause.message}`;
  return new TrainingError(
    'not-compiled',
    `You must call \`compile()\` before using \`${what}\`.${reason}`,
    cause === null ? {} : { cause },
  );
}
