import { compareValues, isNumber, numberOf, valuesEqual } from './template-order.ts';
import {
  elementsOf,
  isList,
  templateInteger,
  templateList,
  templateValue,
  textOf,
} from './template-values.ts';
import type { TemplateValue } from './template-values.ts';

/** Operators that answer true or false; several in a row hold only together, as in `1 < n < 5`. */
const comparisons: Readonly<Record<string, (left: TemplateValue, right: TemplateValue) => boolean>> = {
  '==': valuesEqual,
  '!=': (left, right) => !valuesEqual(left, right),
  '<': (left, right) => compareValues(left, right) < 0,
  '<=': (left, right) => compareValues(left, right) <= 0,
  '>': (left, right) => compareValues(left, right) > 0,
  '>=': (left, right) => compareValues(left, right) >= 0,
  in: isIn,
  'not in': (left, right) => !isIn(left, right),
};

const arithmetic: Readonly<Record<string, (left: number, right: number) => number>> = {
  '+': (left, right) => left + right,
  '-': (left, right) => left - right,
  '*': (left, right) => left * right,
  '/': (left, right) => left / right,
  '//': (left, right) => Math.floor(left / right),
  '%': (left, right) => left - right * Math.floor(left / right),
  '**': (left, right) => left ** right,
};

/** Tells whether an operator compares. */
export const isComparison = (operator: string): boolean => Object.hasOwn(comparisons, operator);

/** Compares two values as Python does. @throws TypeError */
export function compare(operator: string, left: TemplateValue, right: TemplateValue): boolean {
  return comparisons[operator]?.(left, right) ?? false;
}

/** Computes with two values as Python does. @throws TypeError, RangeError where Python refuses */
export function compute(operator: string, left: TemplateValue, right: TemplateValue): TemplateValue {
  const operation = arithmetic[operator];
  if (operation && isNumber(left) && isNumber(right)) return computeNumbers(operator, left, right);
  if (operator === '+' && isList(left) && isList(right)) {
    return templateList([...elementsOf(left), ...elementsOf(right)]);
  }
  if (operator === '+' && isText(left) && isText(right)) return templateValue(textOf(left) + textOf(right));
  if (operator === '*' && right.type === 'IntegerValue') return repeat(left, numberOf(right));
  if (operator === '*' && left.type === 'IntegerValue') return repeat(right, numberOf(left));
  throw new TypeError(`unsupported operand type(s) for ${operator}: ${left.type} and ${right.type}`);
}

const isText = ({ type }: TemplateValue): boolean => type === 'StringValue';

function computeNumbers(operator: string, left: TemplateValue, right: TemplateValue): TemplateValue {
  const [a, b] = [numberOf(left), numberOf(right)];
  if (b === 0 && ['/', '//', '%'].includes(operator)) throw new RangeError('division by zero');
  const result = arithmetic[operator]?.(a, b) ?? NaN;
  const isFloat =
    operator === '/' ||
    (operator === '**' && b < 0) ||
    [left, right].some(({ type }) => type === 'FloatValue');
  return isFloat ? templateValue(result) : templateInteger(result);
}

/** A template is data, and may come from anywhere: it does not get to fill the memory. */
const LONGEST_REPEAT = 10_000;

function repeat(value: TemplateValue, times: number): TemplateValue {
  const elements = isText(value) || isList(value) ? elementsOf(value) : null;
  if (elements === null) throw new TypeError(`can't multiply ${value.type} by an int`);
  const count = Math.max(0, times);
  if (elements.length * count > LONGEST_REPEAT) throw new RangeError('too long a repetition');
  if (isText(value)) return templateValue(textOf(value).repeat(count));
  return templateList(Array.from({ length: count }, () => elements).flat());
}

function isIn(value: TemplateValue, container: TemplateValue): boolean {
  if (isText(container)) {
    if (!isText(value)) throw new TypeError(`'in <string>' requires string as left operand`);
    return textOf(container).includes(textOf(value));
  }
  return elementsOf(container).some((element) => valuesEqual(element, value));
}
