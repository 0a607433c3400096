/** One value, or values in lists and records: the inputs and outputs of a program. */
export type Structured<T> = T | readonly Structured<T>[] | { readonly [key: string]: Structured<T> };

const isList = <T>(structure: Structured<T>): structure is readonly Structured<T>[] =>
  Array.isArray(structure);

function isRecord<T>(structure: Structured<T>): structure is { readonly [key: string]: Structured<T> } {
  return (
    typeof structure === 'object' &&
    structure !== null &&
    Object.getPrototypeOf(structure) === Object.prototype
  );
}

/** Keys sorted by code point, as Python's tree utilities visit a dict. */
function sortedKeys(record: object): readonly string[] {
  return Object.keys(record).sort((a, b) => (a < b ? -1 : 1));
}

/** Lists the values of a structure: lists in their order, records by sorted key. */
export function flatten<T>(structure: Structured<T>): readonly T[] {
  if (isList(structure)) return structure.flatMap((item) => flatten(item));
  if (isRecord(structure)) {
    return sortedKeys(structure).flatMap((key) => flatten(structure[key] as Structured<T>));
  }
  return [structure];
}

/** Replaces every value of a structure and keeps its form. */
export function mapStructure<T, U>(structure: Structured<T>, change: (value: T) => U): Structured<U> {
  if (isList(structure)) return structure.map((item) => mapStructure(item, change));
  if (isRecord(structure)) {
    return Object.fromEntries(
      Object.entries(structure).map(([key, item]) => [key, mapStructure(item, change)]),
    );
  }
  return change(structure);
}
