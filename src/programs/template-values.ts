import { Environment } from '@huggingface/jinja';
import { floatRepr } from '../python/float-repr.ts';
import { isJsonArray } from '../python/json-value.ts';
import type { JsonValue } from '../python/json-value.ts';
import { stringRepr } from '../python/string-repr.ts';

/** A value while a template is rendered. */
export type TemplateValue = ReturnType<Environment['set']>;

type ValueClass<T> = new (value: T) => TemplateValue;

/** The library does not export its classes: they are taken from values that it makes. */
const classOf = <T>(example: T): ValueClass<T> =>
  new Environment().set('x', example).constructor as ValueClass<T>;

const IntegerValue = classOf<number | bigint>(1);
const FloatValue = classOf(0.5);
const StringValue = classOf('');
const BooleanValue = classOf(true);
const NullValue = classOf(null);
const UndefinedValue = classOf(undefined);
const ArrayValue = classOf<readonly TemplateValue[]>([]);
const ObjectValue = classOf<unknown>({}) as ValueClass<ReadonlyMap<string, TemplateValue>>;

/** Loops unpack lists only, so tuples are lists that are remembered. */
const tuples = new WeakSet<TemplateValue>();
const views = new WeakMap<TemplateValue, string>();

/** Makes a value of exact JSON: ints and floats stay apart. */
export function templateValue(value: JsonValue): TemplateValue {
  if (value === null) return new NullValue(null);
  if (typeof value === 'string') return new StringValue(value);
  if (typeof value === 'boolean') return new BooleanValue(value);
  if (typeof value === 'number') return new FloatValue(value);
  if (typeof value === 'bigint') return new IntegerValue(isSafe(value) ? Number(value) : value);
  if (isJsonArray(value)) return templateList(value.map(templateValue));
  return templateObject([...value].map(([key, item]) => [key, templateValue(item)]));
}

/** Makes an int of one that JavaScript counts exactly. */
export const templateInteger = (value: number): TemplateValue => new IntegerValue(value);

export const templateList = (items: readonly TemplateValue[]): TemplateValue => new ArrayValue(items);

const templateObject = (entries: readonly (readonly [string, TemplateValue])[]): TemplateValue =>
  new ObjectValue(new Map(entries));

/** Makes a list that prints as a tuple: `('a', 'b')`. */
export function templateTuple(items: readonly TemplateValue[]): TemplateValue {
  const tuple = templateList(items);
  tuples.add(tuple);
  return tuple;
}

/** Makes a list that prints as Python's view of a dictionary: `dict_keys(['a'])`. */
export function templateView(kind: string, items: readonly TemplateValue[]): TemplateValue {
  const view = templateList(items);
  views.set(view, `dict_${kind}`);
  return view;
}

/** What a name stands for that has no value. */
export const templateUndefined = (): TemplateValue => new UndefinedValue(undefined);

/** Python's `str`; nothing for what is undefined. */
export function textOf(value: TemplateValue): string {
  if (value.type === 'StringValue') return value.value as string;
  return value.type === 'UndefinedValue' ? '' : reprOf(value);
}

/** The JSON that a value stands for. */
export function jsonOf(value: TemplateValue): JsonValue {
  if (isList(value)) return itemsOf(value).map(jsonOf);
  if (value.type === 'ObjectValue')
    return new Map(entriesOf(value).map(([key, item]) => [key, jsonOf(item)]));
  if (value.type === 'IntegerValue') return BigInt(value.value as number | bigint);
  return ['StringValue', 'FloatValue', 'BooleanValue'].includes(value.type)
    ? (value.value as JsonValue)
    : null;
}

/** What a loop goes through: items, keys, or characters; nothing for what is undefined. */
export function elementsOf(value: TemplateValue): readonly TemplateValue[] {
  if (isList(value)) return itemsOf(value);
  if (value.type === 'ObjectValue') return entriesOf(value).map(([key]) => templateValue(key));
  if (value.type === 'StringValue') return [...(value.value as string)].map(templateValue);
  if (value.type === 'UndefinedValue') return [];
  throw new TypeError(`${reprOf(value)} is not iterable`);
}

/** Tells whether a value is a list or a tuple. */
export const isList = ({ type }: TemplateValue): boolean => type === 'ArrayValue' || type === 'TupleValue';

/** What counts as true: no empty text, list or object, no zero, nothing undefined. */
export function isTrue(value: TemplateValue): boolean {
  if (isList(value)) return itemsOf(value).length > 0;
  return value.type === 'ObjectValue' ? entriesOf(value).length > 0 : Boolean(value.value);
}

/** The items of a list or a tuple. */
const itemsOf = (value: TemplateValue): readonly TemplateValue[] => value.value as readonly TemplateValue[];

/** The entries of an object. */
export const entriesOf = (value: TemplateValue): readonly (readonly [string, TemplateValue])[] => [
  ...(value.value as ReadonlyMap<string, TemplateValue>),
];

const isSafe = (value: bigint): boolean => Number.isSafeInteger(Number(value));

function reprOf(value: TemplateValue): string {
  switch (value.type) {
    case 'StringValue':
      return stringRepr(value.value as string);
    case 'FloatValue':
      return floatRepr(value.value as number);
    case 'BooleanValue':
      return value.value ? 'True' : 'False';
    case 'NullValue':
      return 'None';
    case 'UndefinedValue':
      return 'Undefined';
    case 'ObjectValue':
      return `{${entriesOf(value)
        .map(([key, item]) => `${stringRepr(key)}: ${reprOf(item)}`)
        .join(', ')}}`;
    default:
      return isList(value) ? listRepr(value) : value.toString();
  }
}

function listRepr(value: TemplateValue): string {
  const items = itemsOf(value).map(reprOf);
  const isTuple = value.type === 'TupleValue' || tuples.has(value);
  const view = views.get(value);
  if (view !== undefined) return `${view}([${items.join(', ')}])`;
  if (!isTuple) return `[${items.join(', ')}]`;
  return items.length === 1 ? `(${items[0]},)` : `(${items.join(', ')})`;
}
