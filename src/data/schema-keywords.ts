import { isJsonArray, type JsonValue } from '../python/json-value.ts';

type Entries = Map<string, JsonValue>;

/** Keywords that say more of a value, and so go with each member when a list of types becomes a union. */
const valueKeywords = [
  'enum',
  'items',
  'properties',
  'required',
  'additionalProperties',
  'format',
  'pattern',
];

const typeNames: ReadonlyMap<string, string> = new Map([
  ['string', 'string'],
  ['bigint', 'integer'],
  ['number', 'number'],
  ['boolean', 'boolean'],
]);

/** Rewrites a list of types as a union: `{ type: ['string', 'null'] }` → `{ anyOf: [string, null] }`. */
export function expandTypeList(entries: Entries): void {
  const types = entries.get('type');
  if (!isJsonArray(types)) return;
  const moved = [...entries].filter(([keyword]) => valueKeywords.includes(keyword));
  for (const keyword of ['type', ...valueKeywords]) entries.delete(keyword);
  const withoutNull = (value: JsonValue): JsonValue =>
    isJsonArray(value) ? value.filter((item) => item !== null) : value;
  const ofMember = moved.map(([keyword, value]) => [keyword, withoutNull(value)] as const);
  const members = types.map((type) => new Map([['type', type], ...(type === 'null' ? [] : ofMember)]));
  entries.set('anyOf', members);
}

/** JavaScript cannot say whether a choice is `1` or `1.0`: the type does, or a fraction among the choices. */
export function shapeChoices(entries: Entries): void {
  const choices = entries.get('enum');
  if (!isJsonArray(choices)) return;
  const areFloats = entries.get('type') === 'number' || choices.some((choice) => typeof choice === 'number');
  const areNumbers = choices.every((choice) => typeof choice === 'number' || typeof choice === 'bigint');
  if (areFloats && areNumbers) entries.set('enum', choices.map(Number));
}

/** Names the type of a closed set of values, where they have one in common. */
export function nameChoiceType(entries: Entries): void {
  const only = entries.get('const');
  const choices = only === undefined ? entries.get('enum') : [only];
  if (!isJsonArray(choices)) return;
  const [type, ...others] = new Set(choices.map((choice) => typeNames.get(typeof choice)));
  if (type !== undefined && others.length === 0) entries.set('type', type);
}

/** Makes a set of one value a `const`, as pydantic's `Literal` does. */
export function narrowChoices(entries: Entries): void {
  const choices = entries.get('enum');
  if (!isJsonArray(choices)) return;
  const [first] = choices;
  if (choices.length !== 1 || first === undefined) return;
  entries.delete('enum');
  entries.set('const', first);
}

/** Zod bounds every integer by what a JavaScript number can count to; that says nothing of the field. */
export function dropSafeIntegerBounds(entries: Entries): void {
  const limit = BigInt(Number.MAX_SAFE_INTEGER);
  if (entries.get('minimum') === -limit) entries.delete('minimum');
  if (entries.get('maximum') === limit) entries.delete('maximum');
}
