import { closestName, suggestName } from '../base/closest-name.ts';
import { FormatError } from '../base/errors.ts';
import { maximumLength } from '../python/format-layout.ts';
import { formatParts } from '../python/format-path.ts';
import { parseTemplate } from '../python/format-template.ts';
import type { TemplateField } from '../python/format-template.ts';
import type { JsonValue } from '../python/json-value.ts';
import { fieldsOf, filepathError } from './filepath.ts';
import { checkSuffix } from './program-checkpoint-options.ts';

const tooLongReason = `A filepath has at most ${maximumLength} characters.`;

/** What is known of a filepath's use. */
export interface FilepathUse {
  /** @default false */
  readonly saveVariablesOnly?: boolean;
  /** `{batch}` is there for a number only. @default 'epoch' */
  readonly saveFreq?: 'epoch' | number;
  /** The names that the logs will hold. @default not known, so that any may be there */
  readonly logNames?: readonly string[];
}

/**
 * Checks a filepath before anything is saved under it: its suffix, its syntax, and the names in it.
 *
 * Of log names that are not known only the syntax is checked.
 *
 * @throws ArgumentError `filepath-suffix`, or `filepath-format` with a suggestion for a wrong name
 * @example
 * checkFilepath('runs/{val_acuracy:.2f}.json', { logNames: ['accuracy', 'val_accuracy'] });
 * // ArgumentError: Failed to format this callback filepath: "runs/{val_acuracy:.2f}.json".
 * // Reason: `val_acuracy`: did you mean `val_accuracy`? …
 */
export function checkFilepath(filepath: string, use: FilepathUse = {}): void {
  checkSuffix(filepath, use.saveVariablesOnly ?? false);
  if (filepath.length > maximumLength) throw filepathError(`${filepath.slice(0, 80)}…`, tooLongReason);
  for (const part of parseTemplate(filepath)) {
    if (typeof part === 'string') continue;
    if (part.kind === 'fault') throw filepathError(filepath, part.message);
    for (const field of fieldsOf([part])) checkName(field, filepath, use);
    if (canTry(part, use)) tryField(part, filepath);
  }
}

/** Refuses a name that no log will have. */
function checkName({ first }: TemplateField, filepath: string, use: FilepathUse): void {
  if (use.logNames === undefined || first.kind !== 'key') return;
  const batch = typeof use.saveFreq === 'number' ? ['batch'] : [];
  const known = ['epoch', ...batch, ...use.logNames];
  if (known.includes(first.name)) return;
  throw filepathError(filepath, `\`${first.name}\`: ${problemOf(first.name, known)}`);
}

function problemOf(name: string, known: readonly string[]): string {
  return name === 'batch'
    ? suggestName(null, known, 'there is one only if `saveFreq` is a number of batches.')
    : suggestName(closestName(name, known), known, 'nothing of that name is logged.');
}

/** Whether it is known what a field, and those in its spec, will be filled with: a metric may log a list, too. */
function canTry(field: TemplateField, { logNames }: FilepathUse): boolean {
  return fieldsOf([field]).every(({ first, steps }) => {
    if (first.kind !== 'key' || first.name === 'epoch' || first.name === 'batch') return true;
    return logNames !== undefined && steps.length === 0;
  });
}

/** Fills a field with a sample, so that a spec that no value could have fails now. */
function tryField(field: TemplateField, filepath: string): void {
  const samples = new Map<string, JsonValue>(
    fieldsOf([field]).flatMap(({ first }) => (first.kind === 'key' ? [[first.name, 0.5]] : [])),
  );
  try {
    formatParts([field], samples.set('epoch', 1n).set('batch', 1n));
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    throw filepathError(filepath, error.message, error);
  }
}
