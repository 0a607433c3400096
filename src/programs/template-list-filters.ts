import type { TemplateArguments } from './template-arguments.ts';
import { compute } from './template-operators.ts';
import { compareValues, valuesEqual } from './template-order.ts';
import { chosenTest } from './template-tests.ts';
import type { TemplateFilter } from './template-text-filters.ts';
import {
  elementsOf,
  entriesOf,
  isList,
  isTrue,
  templateInteger,
  templateList,
  templateTuple,
  templateUndefined,
  templateValue,
  textOf,
} from './template-values.ts';
import type { TemplateValue } from './template-values.ts';

/** Filters of lists, of what can be gone through, and of objects. */
export const listFilters: Readonly<Record<string, TemplateFilter>> = {
  default: orElse,
  d: orElse,
  length: (value) => templateInteger(elementsOf(value).length),
  count: (value) => templateInteger(elementsOf(value).length),
  first: (value) => elementsOf(value)[0] ?? templateUndefined(),
  last: (value) => elementsOf(value).at(-1) ?? templateUndefined(),
  list: (value) => templateList(elementsOf(value)),
  reverse: (value) => {
    const reversed = elementsOf(value).toReversed();
    return isList(value) ? templateList(reversed) : templateValue(reversed.map(textOf).join(''));
  },
  join: (value, given) => {
    const parts = elementsOf(value).map(attributeOf(given.get(1, 'attribute')));
    return templateValue(parts.map(textOf).join(given.text(0, 'd')));
  },
  sum: (value, given) =>
    elementsOf(value)
      .map(attributeOf(given.get(0, 'attribute')))
      .reduce((total, item) => compute('+', total, item), given.get(1, 'start') ?? templateInteger(0)),
  sort: (value, given) => {
    const key = keyOf(given.flag(1, 'case_sensitive'), given.get(2, 'attribute'));
    return templateList(sorted(elementsOf(value), key, given.flag(0, 'reverse')));
  },
  unique: (value, given) => {
    const key = keyOf(given.flag(0, 'case_sensitive'), given.get(1, 'attribute'));
    const items = elementsOf(value);
    const isFirst = (item: TemplateValue, index: number): boolean =>
      items.findIndex((other) => valuesEqual(key(other), key(item))) === index;
    return templateList(items.filter(isFirst));
  },
  min: (value, given) => extreme(value, given, false),
  max: (value, given) => extreme(value, given, true),
  select: (value, given) => templateList(elementsOf(value).filter(chosenTest(given, 0))),
  reject: (value, given) => {
    const test = chosenTest(given, 0);
    return templateList(elementsOf(value).filter((item) => !test(item)));
  },
  selectattr: (value, given) => templateList(elementsOf(value).filter(attributeTest(given))),
  rejectattr: (value, given) => {
    const test = attributeTest(given);
    return templateList(elementsOf(value).filter((item) => !test(item)));
  },
  batch: (value, given) => {
    const [size, filler] = [Math.max(1, given.number(0, 'linecount', 1)), given.get(1, 'fill_with')];
    const items = elementsOf(value);
    const starts = items.map((_item, index) => index).filter((index) => index % size === 0);
    return templateList(
      starts.map((start) => {
        const batch = items.slice(start, start + size);
        return templateList(filler ? filled(batch, size, filler) : batch);
      }),
    );
  },
  slice: (value, given) => slices(elementsOf(value), given),
  groupby: (value, given) => {
    const attribute = attributeOf(given.get(0, 'attribute'));
    const key = keyOf(given.flag(2, 'case_sensitive'), given.get(0, 'attribute'));
    return templateList(groups(sorted(elementsOf(value), key, false), key, attribute));
  },
  dictsort: (value, given) => {
    const place = given.text(1, 'by', 'key') === 'value' ? 1 : 0;
    const key = keyOf(given.flag(0, 'case_sensitive'), templateInteger(place));
    return templateList(sorted(pairsOf(value), key, given.flag(2, 'reverse')));
  },
  items: (value) => templateList(value.type === 'UndefinedValue' ? [] : pairsOf(value)),
};

type Reader = (value: TemplateValue) => TemplateValue;

function orElse(value: TemplateValue, given: TemplateArguments): TemplateValue {
  const isMissing = value.type === 'UndefinedValue' || (given.flag(1, 'boolean') && !isTrue(value));
  return isMissing ? (given.get(0, 'default_value') ?? templateValue('')) : value;
}

/** The entries of an object as tuples. */
export function pairsOf(value: TemplateValue): readonly TemplateValue[] {
  if (value.type !== 'ObjectValue') throw new TypeError('Can only get item pairs from a mapping.');
  return entriesOf(value).map(([key, item]) => templateTuple([templateValue(key), item]));
}

/** Reads a part of a value by a path such as `inputs.query` or `0`; without one, the value itself. */
export function attributeOf(path: TemplateValue | undefined): Reader {
  if (path === undefined || path.type === 'NullValue') return (value) => value;
  const steps = textOf(path).split('.');
  return (value) => steps.reduce(memberOf, value);
}

function memberOf(value: TemplateValue, step: string): TemplateValue {
  if (isList(value)) return elementsOf(value)[Number(step)] ?? templateUndefined();
  const entries = value.type === 'ObjectValue' ? new Map(entriesOf(value)) : new Map<string, TemplateValue>();
  return entries.get(step) ?? templateUndefined();
}

/** What is compared when values are sorted: texts without regard to case, unless it matters. */
function keyOf(isCaseSensitive: boolean, path: TemplateValue | undefined): Reader {
  const attribute = attributeOf(path);
  return (value) => {
    const key = attribute(value);
    return key.type === 'StringValue' && !isCaseSensitive ? templateValue(textOf(key).toLowerCase()) : key;
  };
}

/** Equal ones stay in their order, also when it is turned round. */
function sorted(items: readonly TemplateValue[], key: Reader, isReversed: boolean): readonly TemplateValue[] {
  const sign = isReversed ? -1 : 1;
  return items.toSorted((one, other) => sign * compareValues(key(one), key(other)));
}

function extreme(value: TemplateValue, given: TemplateArguments, isLargest: boolean): TemplateValue {
  const key = keyOf(given.flag(0, 'case_sensitive'), given.get(1, 'attribute'));
  return sorted(elementsOf(value), key, isLargest)[0] ?? templateUndefined();
}

function attributeTest(given: TemplateArguments): (value: TemplateValue) => boolean {
  const [attribute, test] = [attributeOf(given.get(0, 'attribute')), chosenTest(given, 1)];
  return (value) => test(attribute(value));
}

const filled = (
  items: readonly TemplateValue[],
  size: number,
  filler: TemplateValue,
): readonly TemplateValue[] => [
  ...items,
  ...Array.from({ length: Math.max(0, size - items.length) }, () => filler),
];

/** Cuts a list into so many columns, the first ones the longest. */
function slices(items: readonly TemplateValue[], given: TemplateArguments): TemplateValue {
  const [count, filler] = [Math.max(1, given.number(0, 'slices', 1)), given.get(1, 'fill_with')];
  const longer = items.length % count;
  const size = Math.floor(items.length / count);
  const columns = Array.from({ length: Math.min(count, 1000) }, (_, index) => {
    const start = index * size + Math.min(index, longer);
    const column = items.slice(start, start + size + (index < longer ? 1 : 0));
    return templateList(filler && index >= longer && longer > 0 ? [...column, filler] : column);
  });
  return templateList(columns);
}

/** Neighbours with the same key, each group with what they have in common. */
function groups(items: readonly TemplateValue[], key: Reader, attribute: Reader): readonly TemplateValue[] {
  const found: TemplateValue[][] = [];
  for (const item of items) {
    const [first] = found.at(-1) ?? [];
    if (first && valuesEqual(key(first), key(item))) found.at(-1)?.push(item);
    else found.push([item]);
  }
  return found.map((group) =>
    templateTuple([attribute(group[0] ?? templateUndefined()), templateList(group)]),
  );
}
