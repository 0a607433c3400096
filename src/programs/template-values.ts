import { Environment } from '@huggingface/jinja';
import { isJsonArray } from '../python/json-value.ts';
import type { JsonValue } from '../python/json-value.ts';
import { floatRepr } from '../python/float-repr.ts';
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
const ArrayValue = classOf<readonly TemplateValue[]>([]);
const ObjectValue = classOf<unknown>({}) as ValueClass<ReadonlyMap<string, TemplateValue>>;

/** Values of templates: from exact JSON, and to the text that Python gives them. */
export class TemplateValues {
  /** Loops unpack lists only, so tuples are lists that are remembered. */
  readonly #tuples = new WeakSet<TemplateValue>();

  /** Ints and floats stay apart. */
  of(value: JsonValue): TemplateValue {
    if (value === null) return new NullValue(null);
    if (typeof value === 'string') return new StringValue(value);
    if (typeof value === 'boolean') return new BooleanValue(value);
    if (typeof value === 'number') return new FloatValue(value);
    if (typeof value === 'bigint') return new IntegerValue(isSafe(value) ? Number(value) : value);
    if (isJsonArray(value)) return this.list(value.map((item) => this.of(item)));
    return new ObjectValue(new Map([...value].map(([key, item]) => [key, this.of(item)])));
  }

  list(items: readonly TemplateValue[]): TemplateValue {
    return new ArrayValue(items);
  }

  /** Prints as a tuple: `('a', 'b')`. */
  tuple(items: readonly TemplateValue[]): TemplateValue {
    const tuple = this.list(items);
    this.#tuples.add(tuple);
    return tuple;
  }

  /** Python's `str`; nothing for what is undefined. */
  text(value: TemplateValue): string {
    if (value.type === 'StringValue') return value.value as string;
    return value.type === 'UndefinedValue' ? '' : this.#repr(value);
  }

  /** The JSON that a value stands for. */
  toJson(value: TemplateValue): JsonValue {
    if (isList(value)) return itemsOf(value).map((item) => this.toJson(item));
    if (value.type === 'ObjectValue') {
      return new Map(entriesOf(value).map(([key, item]) => [key, this.toJson(item)]));
    }
    if (value.type === 'IntegerValue') return BigInt(value.value as number | bigint);
    return ['StringValue', 'FloatValue', 'BooleanValue'].includes(value.type)
      ? (value.value as JsonValue)
      : null;
  }

  #repr(value: TemplateValue): string {
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
          .map(([key, item]) => `${stringRepr(key)}: ${this.#repr(item)}`)
          .join(', ')}}`;
      default:
        return isList(value) ? this.#listRepr(value) : value.toString();
    }
  }

  #listRepr(value: TemplateValue): string {
    const items = itemsOf(value).map((item) => this.#repr(item));
    const isTuple = value.type === 'TupleValue' || this.#tuples.has(value);
    if (!isTuple) return `[${items.join(', ')}]`;
    return items.length === 1 ? `(${items[0]},)` : `(${items.join(', ')})`;
  }
}

const isSafe = (value: bigint): boolean => Number.isSafeInteger(Number(value));

/** Tells whether a value is a list or a tuple. */
export const isList = ({ type }: TemplateValue): boolean => type === 'ArrayValue' || type === 'TupleValue';

/** The items of a list or a tuple. */
export const itemsOf = (value: TemplateValue): readonly TemplateValue[] =>
  value.value as readonly TemplateValue[];

const entriesOf = (value: TemplateValue): readonly (readonly [string, TemplateValue])[] => [
  ...(value.value as ReadonlyMap<string, TemplateValue>),
];
