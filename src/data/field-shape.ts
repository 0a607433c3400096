import { isJsonArray, isJsonObject, type JsonValue } from '../python/json-value.ts';
import type { JsonSchema } from './json-data-model.ts';
import { sortKeys } from './sort-keys.ts';
import { titleCase } from './title-case.ts';

const nullSchema: JsonSchema = new Map([['type', 'null']]);
/** What stays with the field when its schema becomes a member of a union. */
const fieldKeywords = new Set(['description', 'title', 'examples', 'deprecated']);

function isNull(schema: JsonValue): boolean {
  return isJsonObject(schema) && schema.get('type') === 'null';
}

/** Whether a field only points at a definition, perhaps or null; pydantic gives such a field no title. */
function isReference(shape: JsonSchema): boolean {
  if (shape.has('$ref')) return true;
  const alternatives = shape.get('anyOf');
  if (!isJsonArray(alternatives) || !alternatives.some(isNull)) return false;
  const [member, ...others] = alternatives.filter((alternative) => !isNull(alternative));
  return others.length === 0 && isJsonObject(member) && member.has('$ref');
}

/** In which order pydantic comes upon the keywords of a field. */
const generationOrder = [
  '$ref',
  'anyOf',
  'oneOf',
  'const',
  'enum',
  'type',
  'items',
  'additionalProperties',
  'default',
  'description',
  'title',
];

/**
 * Pydantic leaves the keywords of a field called `default` or `properties` in the order in which it came upon them, since
 * it takes the name for the keyword, whose own keys are not to be sorted.
 */
function orderKeywords(name: string, field: JsonSchema): JsonSchema {
  const sorted = sortKeys(field);
  if (name !== 'default' && name !== 'properties') return sorted;
  const rank = (keyword: string): number => {
    const index = generationOrder.indexOf(keyword);
    return index === -1 ? generationOrder.length : index;
  };
  return new Map([...sorted].toSorted(([a], [b]) => rank(a) - rank(b)));
}

/** A field that may be left out and has no default is one that may be null, as `Optional[…] = None` is. */
function asOptional(shape: JsonSchema): JsonSchema {
  const alternatives = shape.get('anyOf');
  if (isJsonArray(alternatives)) {
    const members = alternatives.some(isNull) ? alternatives : [...alternatives, nullSchema];
    return new Map([...shape, ['anyOf', members], ['default', null]]);
  }
  const keywords = [...shape];
  const ofField = keywords.filter(([keyword]) => fieldKeywords.has(keyword));
  const ofValue = keywords.filter(([keyword]) => !fieldKeywords.has(keyword));
  if (ofValue.length === 0 || isNull(shape)) return new Map([...shape, ['default', null]]);
  return new Map<string, JsonValue>([
    ['anyOf', [new Map(ofValue), nullSchema]],
    ['default', null],
    ...ofField,
  ]);
}

/**
 * Makes the schema of a value that of a field: with a title made from its name (`nb_visit` → `Nb Visit`), and nullable
 * with a null default when it may be left out.
 */
export function toFieldShape(name: string, shape: JsonSchema, required: boolean): JsonSchema {
  const field = new Map(required || shape.has('default') ? shape : asOptional(shape));
  if (!isReference(field) && !field.has('title')) {
    field.set('title', titleCase(name).replaceAll('_', ' ').trim());
  }
  return orderKeywords(name, field);
}
