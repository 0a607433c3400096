import { ArgumentError, FormatError } from '../base/errors.ts';
import { unknownValue } from '../checkpoints/path-token.ts';
import { formatParts, formatPath } from '../python/format-path.ts';
import { parseFormatSpec } from '../python/format-spec.ts';
import { pad } from '../python/format-layout.ts';
import { parseTemplate } from '../python/format-template.ts';
import type { TemplateField, TemplatePart } from '../python/format-template.ts';
import type { JsonValue } from '../python/json-value.ts';
import type { LogValues } from './log-values.ts';

/** The moment at which a path is made. */
export interface Moment {
  /** 0-based. */
  readonly epoch: number;
  /** 0-based; null at the end of an epoch. */
  readonly batch: number | null;
}

/** What is known beside the logs at hand. */
export interface FilepathKnowledge {
  /** The names that this run's logs hold, though not always all of them; absent when not known. */
  readonly logNames?: readonly string[] | undefined;
  /** The last known value of each log. */
  readonly lastKnown: ReadonlyMap<string, number>;
}

/** A filepath that was filled. */
export interface FilledPath {
  readonly path: string;
  /** One for each value that was missing. */
  readonly warnings: readonly string[];
}

/**
 * Fills a filepath as the reference does: `epoch` and `batch` 1-based and ints, log values under their names. A log
 * called `batch` replaces the batch; `epoch` always means the epoch.
 *
 * A log of this run that is missing now leaves its last known value, or `na`, with a warning.
 *
 * @throws ArgumentError `filepath-format`, whatever the reason; also for a name of which nothing is known
 */
export function fillFilepath(
  filepath: string,
  moment: Moment,
  logs: LogValues,
  { logNames = [], lastKnown }: FilepathKnowledge,
): FilledPath {
  const values = valuesAt(moment, logs);
  const missing = [...namesIn(filepath)].filter((name) => !values.has(name) && logNames.includes(name));
  const unknown = new Set(missing.filter((name) => !lastKnown.has(name)));
  for (const name of missing) if (!unknown.has(name)) values.set(name, lastKnown.get(name) ?? NaN);
  const warnings = missing.map((name) => missingWarning(name, moment, lastKnown.get(name)));
  try {
    return {
      path: unknown.size === 0 ? formatPath(filepath, values) : formatWithout(unknown, filepath, values),
      warnings,
    };
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    throw filepathError(filepath, error.message, error);
  }
}

function valuesAt({ epoch, batch }: Moment, logs: LogValues): Map<string, JsonValue> {
  const values = new Map(logs).set('epoch', BigInt(epoch) + 1n);
  return batch === null || values.has('batch') ? values : values.set('batch', BigInt(batch) + 1n);
}

function missingWarning(name: string, { epoch }: Moment, lastKnown: number | undefined): string {
  const instead =
    lastKnown === undefined
      ? `so the path says ${unknownValue}`
      : `so the path has its last known value, ${lastKnown}`;
  return `ProgramCheckpoint found no ${name} in the logs of epoch ${epoch + 1}, ${instead}.`;
}

/** Formats with `na` in place of the fields that have no value, or no value for their spec. */
function formatWithout(
  unknown: ReadonlySet<string>,
  filepath: string,
  known: ReadonlyMap<string, JsonValue>,
): string {
  const parts = parseTemplate(filepath).map((part) => {
    const isUnknown = isField(part) && [...namesOf([part])].some((name) => unknown.has(name));
    return isUnknown ? unknownText(part) : part;
  });
  return formatParts(parts, known);
}

/** The one error of a filepath that cannot be filled. */
export function filepathError(filepath: string, reason: string, cause?: unknown): ArgumentError {
  const message = `Failed to format this callback filepath: "${filepath}". Reason: ${reason}`;
  return new ArgumentError('filepath-format', message, { details: { filepath, reason }, cause });
}

/** The fields of a template, those within specs included. */
export function fieldsOf(parts: readonly TemplatePart[]): TemplateField[] {
  return parts.filter(isField).flatMap((field) => [field].concat(fieldsOf(field.nested ?? [])));
}

/** The names that a filepath is filled with. */
export function namesIn(filepath: string): ReadonlySet<string> {
  return namesOf(parseTemplate(filepath));
}

function namesOf(parts: readonly TemplatePart[]): ReadonlySet<string> {
  const firsts = fieldsOf(parts).map(({ first }) => first);
  return new Set(firsts.flatMap((first) => (first.kind === 'key' ? [first.name] : [])));
}

/** Tells whether a part of a template is a field. */
function isField(part: TemplatePart): part is TemplateField {
  return typeof part === 'object' && part.kind === 'field';
}

/** Lays `na` out as wide as the value would be; where zeros would fill it, as it is. */
function unknownText({ spec, nested }: TemplateField): string {
  if (nested !== undefined) return unknownValue;
  const { width, fill, align, zeroPadded } = parseFormatSpec(spec);
  if (zeroPadded && align === undefined) return unknownValue;
  return pad(unknownValue, width - unknownValue.length, fill ?? ' ', align ?? '>');
}
