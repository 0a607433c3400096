import type { OwnTask, Pair } from './own-task.ts';
import { TableError } from './table.ts';

/**
 * Deals pairs to training, validation and test as 3 : 1 : 1, always in the same way. Pairs that read alike go together, so
 * that nothing is judged by what was learned by heart; and each part gets its share of each answer.
 *
 * @throws TableError when there are too few
 */
export function dealPairs(pairs: readonly Pair[]): Pick<OwnTask, 'train' | 'validation' | 'test'> {
  const groups = shuffled(alikeTogether(pairs));
  if (groups.length < 5)
    throw new TableError(
      `Different examples that are complete: ${groups.length}. It takes at least 5: some to learn from, some to choose by, some to judge by.`,
    );
  const byAnswer = groups.toSorted((one, other) => compare(answerOf(one), answerOf(other)));
  const turns = new Map(byAnswer.map((group, turn) => [group, turn % 5]));
  const part = (...wanted: readonly number[]): readonly Pair[] =>
    groups.filter((group) => wanted.includes(turns.get(group) ?? 0)).flat();
  return { train: part(0, 1, 3), validation: part(2), test: part(4) };
}

function alikeTogether(pairs: readonly Pair[]): (readonly Pair[])[] {
  const groups = new Map<string, Pair[]>();
  for (const pair of pairs) {
    const text = textOf(pair[0]).toLowerCase().replaceAll(/\s+/g, ' ').trim();
    const group = groups.get(text);
    if (group) group.push(pair);
    else groups.set(text, [pair]);
  }
  return [...groups.values()];
}

/** By code unit: the same in every browser, whatever its language. */
function compare(one: string, other: string): number {
  return Number(one > other) - Number(one < other);
}

function answerOf([first]: readonly Pair[]): string {
  return first ? textOf(first[1]) : '';
}

function textOf(values: Pair[number]): string {
  return Object.values(values).join('\n');
}

/** The same order for the same length: a Fisher–Yates shuffle drawn by a linear congruential generator. */
function shuffled<Item>(items: Item[]): Item[] {
  let state = 1;
  for (let last = items.length - 1; last > 0; last -= 1) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    const other = Math.floor((state / 2 ** 32) * (last + 1));
    [items[last], items[other]] = [items[other] as Item, items[last] as Item];
  }
  return items;
}
