import { isRecord, member, sortKeys } from '../internal/plain-json.ts';
import type { Json } from '../internal/plain-json.ts';

/** A part of two JSON values in which they differ. */
export interface JsonPart {
  /** Where it lies: `['variables', 'metrics_variables']`. Empty for the whole. */
  readonly path: readonly string[];
  /** As text, keys sorted; null where there is no such part. */
  readonly before: string | null;
  readonly after: string | null;
}

/** A part of less text is not cut up further. */
const SMALL_CHARACTERS = 1500;
const DEEPEST = 6;

/** Finds the parts in which two JSON values differ, by name, each small enough to be compared by itself if possible. */
export function differingParts(before: Json | undefined, after: Json | undefined): readonly JsonPart[] {
  return partsOf(sorted(before), sorted(after), []);
}

function partsOf(
  before: Json | undefined,
  after: Json | undefined,
  path: readonly string[],
): readonly JsonPart[] {
  const [first, second] = [textOf(before), textOf(after)];
  if (first === second) return [];
  const isSmall = (first?.length ?? 0) + (second?.length ?? 0) < SMALL_CHARACTERS;
  if (!isRecord(before) || !isRecord(after) || isSmall || path.length >= DEEPEST)
    return [{ path, before: first, after: second }];
  const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...keys].flatMap((key) => partsOf(member(before, key), member(after, key), [...path, key]));
}

const sorted = (value: Json | undefined): Json | undefined => value && sortKeys(value);

const textOf = (value: Json | undefined): string | null =>
  value === undefined ? null : JSON.stringify(value, null, 2);
