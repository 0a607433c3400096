/**
 * Finds the name that was probably meant: the one with the fewest letters to change, if that is at most a third.
 *
 * @example closestName('val_acuracy', ['reward', 'val_accuracy']); // 'val_accuracy'
 */
export function closestName(name: string, names: Iterable<string>): string | null {
  let closest: string | null = null;
  let fewest = Math.max(2, Math.floor(name.length / 3)) + 1;
  for (const candidate of names) {
    const changes = countChanges(name, candidate);
    if (changes < fewest) [closest, fewest] = [candidate, changes];
  }
  return closest;
}

/** Puts into words which name was probably meant, or else what is wrong, and which there are. */
export function suggestName(closest: string | null, names: readonly string[], otherwise: string): string {
  const problem = closest === null ? otherwise : `did you mean \`${closest}\`?`;
  return `${problem} Known are ${names.map((name) => `\`${name}\``).join(', ')}.`;
}

/** Counts the letters to insert, remove or replace, after Levenshtein. */
function countChanges(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (const [index, letter] of [...from].entries()) {
    const next = [index + 1];
    for (let column = 1; column <= to.length; column += 1) {
      const replaced = (row[column - 1] ?? 0) + (to[column - 1] === letter ? 0 : 1);
      next.push(Math.min(replaced, (row[column] ?? 0) + 1, (next[column - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
