function compareCodePoints(a: string, b: string): number {
  const [left, right] = [[...a], [...b]];
  const index = left.findIndex((character, at) => character !== right[at]);
  if (index === -1) return left.length - right.length;
  return (left[index]?.codePointAt(0) ?? 0) - (right[index]?.codePointAt(0) ?? -1);
}

/** Orders keys as Python's `sorted` does: by code point. */
export function sortKeys<Value>(entries: ReadonlyMap<string, Value>): Map<string, Value> {
  return new Map([...entries].toSorted(([a], [b]) => compareCodePoints(a, b)));
}
