import { ArgumentError } from '../base/errors.ts';
import type { CheckpointKind } from './checkpoint-store.ts';

/**
 * Checks that a text can be the key of a checkpoint: not empty, and writable as UTF-8.
 *
 * A key is not a file name, so nothing else is refused here: names are made safe where they leave the store.
 *
 * @throws ArgumentError `invalid-path`
 */
export function assertPath(path: string): void {
  if (typeof path === 'string' && path !== '' && !/\p{Surrogate}/u.test(path)) return;
  throw new ArgumentError(
    'invalid-path',
    `A checkpoint cannot be stored under ${JSON.stringify(path)}. Expected a path such as "runs/01.json".`,
    { details: { path: String(path) } },
  );
}

/** Tells what a checkpoint is by its path: `.variables.json` → variables, `.json` → program, else other. */
export function kindOfPath(path: string): CheckpointKind {
  if (path.endsWith('.variables.json')) return 'variables';
  return path.endsWith('.json') ? 'program' : 'other';
}

/**
 * Lists the folders that hold a path, outermost first.
 *
 * @example foldersAbove('a/b/c.json') // → ['a', 'a/b']
 */
export function foldersAbove(path: string): string[] {
  const folders: string[] = [];
  for (let at = path.indexOf('/', 1); at !== -1; at = path.indexOf('/', at + 1))
    folders.push(path.slice(0, at));
  return folders;
}

/** The first and the first-not-included key of everything in a folder and below: `0` follows `/` in Unicode. */
export function folderBounds(folder: string): readonly [string, string] {
  const name = folder.replace(/\/+$/, '');
  return [`${name}/`, `${name}0`];
}

/**
 * Makes a key that databases, which compare UTF-16 code units, sort by code point.
 *
 * The two orders differ only where characters above U+FFFF (surrogate pairs) meet those from U+E000 on, so the
 * surrogates are lifted above them.
 */
export function codePointKey(text: string): string {
  return text.replace(/[\uD800-\uFFFF]/g, (unit) => {
    const code = unit.charCodeAt(0);
    return String.fromCharCode(code >= 0xe000 ? code - 0x800 : code + 0x2000);
  });
}
