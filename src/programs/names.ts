import { ArgumentError } from '../base/errors.ts';

const counts = new Map<string, number>();

/**
 * Turns a class name into the stem of automatic names: `RandomFewShot` → `random_few_shot`, `F1Score` → `f1_score`.
 *
 * Follows `synalinks.utils.naming.to_snake_case`.
 */
export function snakeCase(className: string): string {
  return className
    .replace(/\W+/g, '_')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1_$2')
    .replace(/([a-z\d])([A-Z])/g, '$1_$2')
    .toLowerCase();
}

/** Gives `generator`, then `generator_1`, `generator_2` …: one counter for each stem, for as long as the thread lives. */
export function automaticName(className: string): string {
  const stem = snakeCase(className);
  const count = counts.get(stem) ?? 0;
  counts.set(stem, count + 1);
  return count === 0 ? stem : `${stem}_${count}`;
}

/** Forgets which automatic names were given, so that the next ones start anew. */
export function resetAutomaticNames(): void {
  counts.clear();
}

/** @throws ArgumentError `bad-name` when a name would break the paths of a state tree. */
export function checkName(name: string): string {
  if (name !== '' && !name.includes('/')) return name;
  throw new ArgumentError(
    'bad-name',
    `Argument \`name\` must be a string and cannot contain character \`/\`. Received: name=${name}`,
    { details: { name } },
  );
}
