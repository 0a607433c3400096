import { ProgramError } from '../base/errors.ts';
import type { StateReport } from '../programs/state-tree.ts';
import type { JsonValue } from '../python/json-value.ts';
import type { FitOptions } from './fit-options.ts';
import { runChanged } from './run-identity.ts';

/** Gives a program a state; nothing is changed if it does not fit, unless `strict` is false. */
export type Restore = (variables: JsonValue, options?: { readonly strict?: boolean }) => StateReport;

/**
 * Gives the program the state of the run that goes on. If it does not fit everywhere, that is refused, unless changes
 * are allowed: then what fits is taken, and what does not is warned of.
 *
 * @throws TrainingError `run-changed`; nothing is changed then
 */
export function restoreState(
  restore: Restore,
  variables: JsonValue,
  { allowChanges = false }: Pick<FitOptions, 'allowChanges'>,
): StateReport {
  try {
    const report = restore(variables, { strict: !allowChanges });
    const differences = wordsFor(report.missing, report.unexpected);
    if (differences.length > 0) console.warn(`This run goes on with what fits: ${differences.join('; ')}.`);
    return report;
  } catch (error) {
    if (!(error instanceof ProgramError) || error.code !== 'state-mismatch') throw error;
    const { missing, unexpected } = error.details;
    throw runChanged(['state'], wordsFor(missing, unexpected));
  }
}

function wordsFor(missing: unknown, unexpected: unknown): string[] {
  const list = (paths: unknown): string => (Array.isArray(paths) ? paths.slice(0, 5).join(', ') : '');
  const [unknown, left] = [list(missing), list(unexpected)];
  return [
    ...(unknown === '' ? [] : [`nothing was saved for ${unknown}`]),
    ...(left === '' ? [] : [`nothing is there any more for ${left}`]),
  ];
}
