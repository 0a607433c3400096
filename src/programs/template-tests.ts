import { isComparison, compare } from './template-operators.ts';
import { isNumber, numberOf, valuesEqual } from './template-order.ts';
import type { TemplateArguments } from './template-arguments.ts';
import { isList, isTrue, templateUndefined, textOf } from './template-values.ts';
import type { TemplateValue } from './template-values.ts';

type Test = (value: TemplateValue, given: TemplateArguments) => boolean;

const isText: Test = ({ type }) => type === 'StringValue';
const isObject: Test = ({ type }) => type === 'ObjectValue';
const isDefined: Test = ({ type }) => type !== 'UndefinedValue';
const isOfType =
  (name: string): Test =>
  ({ type }) =>
    type === name;

const isSequence: Test = (value, given) => isText(value, given) || isList(value) || isObject(value, given);

/** Compares with the first argument. */
const compared =
  (operator: string): Test =>
  (value, given) =>
    compare(operator, value, given.get(0, 'other') ?? templateUndefined());

const tests: Readonly<Record<string, Test>> = {
  defined: isDefined,
  undefined: (value, given) => !isDefined(value, given),
  none: isOfType('NullValue'),
  boolean: isOfType('BooleanValue'),
  integer: isOfType('IntegerValue'),
  float: isOfType('FloatValue'),
  number: isNumber,
  string: isText,
  mapping: isObject,
  sequence: isSequence,
  iterable: (value, given) => isSequence(value, given) || !isDefined(value, given),
  true: (value) => value.value === true,
  false: (value) => value.value === false,
  odd: (value) => Math.abs(numberOf(value)) % 2 === 1,
  even: (value) => numberOf(value) % 2 === 0,
  divisibleby: (value, given) => numberOf(value) % given.number(0, 'num', NaN) === 0,
  upper: (value) => hasCase(textOf(value), (text) => text.toUpperCase()),
  lower: (value) => hasCase(textOf(value), (text) => text.toLowerCase()),
  sameas: (value, given) => {
    const other = given.get(0, 'other');
    return other !== undefined && other.type === value.type && valuesEqual(value, other);
  },
  eq: compared('=='),
  equalto: compared('=='),
  ne: compared('!='),
  lt: compared('<'),
  lessthan: compared('<'),
  le: compared('<='),
  gt: compared('>'),
  greaterthan: compared('>'),
  ge: compared('>='),
  in: compared('in'),
};

/** Applies a test by its name, or by the sign of a comparison; null for a name that is not known. */
export function applyTest(name: string, value: TemplateValue, given: TemplateArguments): boolean | null {
  if (isComparison(name)) return compared(name)(value, given);
  return Object.hasOwn(tests, name) ? (tests[name]?.(value, given) ?? null) : null;
}

/** The test that filters such as `select` apply: the one that is named, or whether the value counts as true. */
export function chosenTest(given: TemplateArguments, place: number): (value: TemplateValue) => boolean {
  const name = given.get(place, 'test');
  if (name === undefined) return isTrue;
  return (value) => {
    const answer = applyTest(textOf(name), value, given.after(place + 1));
    if (answer === null) throw new TypeError(`No test named '${textOf(name)}'.`);
    return answer;
  };
}

/** Python's `isupper` and `islower`: there is a letter with cases, and all such are of the one. */
const hasCase = (text: string, written: (text: string) => string): boolean =>
  /\p{Cased}/u.test(text) && written(text) === text;
