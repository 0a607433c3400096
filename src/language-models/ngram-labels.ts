import type { JsonSchema } from '../data/json-data-model.ts';
import { isJsonArray, isJsonObject } from '../python/json-value.ts';
import type { JsonValue } from '../python/json-value.ts';
import { repr } from '../python/repr.ts';
import { dereference } from './ngram-schema.ts';

/** One of the values that a property can take. */
export interface Label {
  readonly value: JsonValue;
  /** Words that speak for it, as the schema gives them; may be empty. */
  readonly words: string;
}

/**
 * Reads which values a property can take, and what the schema says of each.
 *
 * A property has labels if it is an `enum`, a `const`, a boolean, or an `anyOf` or `oneOf` of nothing else (and
 * nulls), inline or behind a `$ref`. The words for a label are read from two places, which add up:
 *
 * - the descriptions of the property and of what it refers to: each line, or part between semicolons, that begins with
 *   the label and a colon, as in `Danish: og, til, har`. A boolean is spelled `true` or `True`.
 * - the description of the alternative that is this label alone: `oneOf: [{const: 'Danish', description: 'og, til'}]`.
 *
 * @returns nothing if the property can take any other value
 */
export function readLabels(property: JsonValue | undefined, schema: JsonSchema): readonly Label[] {
  const alternatives = alternativesOf(property, schema, 0);
  if (alternatives.some(({ value }) => value === undefined)) return [];
  const parts = descriptionsOf(property, schema).flatMap((text) => text.split(/[\n;]/));
  const labels = new Map<string, Label>();
  for (const { value = null, words } of alternatives) {
    const key = repr(value);
    if (!labels.has(key))
      labels.set(key, { value, words: [words, ...wordsFor(value, parts)].join(' ').trim() });
  }
  return [...labels.values()];
}

/** A value that a property can take; without one, anything goes. */
interface Alternative {
  readonly value: JsonValue | undefined;
  readonly words: string;
}

/** References deeper than this are taken as recursive: they name no finite list of labels. */
const maximumDepth = 16;

function alternativesOf(
  part: JsonValue | undefined,
  schema: JsonSchema,
  depth: number,
): readonly Alternative[] {
  const shape = dereference(part, schema);
  const several = shape.get('oneOf') ?? shape.get('anyOf');
  const values = shape.get('enum');
  if (isJsonArray(several) && depth < maximumDepth) {
    return several.flatMap((one) => ownWords(one, schema, alternativesOf(one, schema, depth + 1)));
  }
  if (isJsonArray(values)) return values.map(unexplained);
  const constant = shape.get('const');
  if (constant !== undefined) return [unexplained(constant)];
  if (shape.get('type') === 'boolean') return [unexplained(true), unexplained(false)];
  return [unexplained(shape.get('type') === 'null' ? null : undefined)];
}

const unexplained = (value: JsonValue | undefined): Alternative => ({ value, words: '' });

/** Gives an alternative that is one label alone its description. */
function ownWords(
  part: JsonValue,
  schema: JsonSchema,
  alternatives: readonly Alternative[],
): readonly Alternative[] {
  const [only, ...others] = alternatives;
  if (!only || others.length > 0) return alternatives;
  return [{ value: only.value, words: [only.words, ...descriptionsOf(part, schema)].join(' ') }];
}

/** The description beside a `$ref` and the one behind it. */
function descriptionsOf(part: JsonValue | undefined, schema: JsonSchema): readonly string[] {
  const beside = isJsonObject(part) ? part.get('description') : undefined;
  const behind = dereference(part, schema).get('description');
  return [...new Set([beside, behind])].filter((text) => typeof text === 'string');
}

function wordsFor(value: JsonValue, parts: readonly string[]): readonly string[] {
  const label = typeof value === 'string' ? value : repr(value);
  const spellings = typeof value === 'string' ? [label] : [label, label.toLowerCase()];
  const trimmed = parts.map((part) => part.trim());
  return spellings.flatMap((spelling) =>
    trimmed.filter((part) => part.startsWith(`${spelling}:`)).map((part) => part.slice(spelling.length + 1)),
  );
}
