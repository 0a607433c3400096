import { foldersAbove } from './checkpoint-path.ts';

/** The longest name that is given or taken, in characters. */
const maxNameLength = 255;

/** What folders may take of that, so that something is left for the file. */
const maxFolderLength = 150;

/** What Windows refuses as a file's name, whatever its extension. */
const reservedName = /^(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9\u00B9\u00B2\u00B3])$/iu;

/** Characters that no file name has on Windows, that end one, or that make it show as another. */
const refusedCharacter = /[\p{Cc}\p{Zl}\p{Zp}<>:"|?*\\\u200E\u200F\u202A-\u202E\u2066-\u2069]|\p{Surrogate}/u;
const refusedCharacters = new RegExp(refusedCharacter, 'gu');

const longestSuffix = /(?:\.variables)?\.[^./]{1,16}$/u;

/**
 * Tells why a name must not become a path: it leaves its folder, or some system would not write it, or would write it
 * as another. Null when it is safe.
 */
export function whyUnsafe(name: string): string | null {
  if (name === '') return 'the name is empty';
  if (name.length > maxNameLength) return `the name is longer than ${maxNameLength} characters`;
  if (name.startsWith('/') || /^[a-z]:/iu.test(name)) return 'the name is an absolute path';
  if (refusedCharacter.test(name)) return 'the name has a character that file names must not have';
  for (const part of name.split('/')) {
    const reason = whyPartUnsafe(part);
    if (reason) return reason;
  }
  return null;
}

function whyPartUnsafe(part: string): string | null {
  if (part === '') return 'the name has an empty folder name';
  if (part === '.' || part === '..') return `the name leads through "${part}"`;
  if (/[. ]$/u.test(part)) return `the name "${part}" ends with a dot or a space, which Windows drops`;
  return reservedName.test(stemOf(part)) ? `the name "${part}" is reserved on Windows` : null;
}

/** Windows reserves a name with any extension, and ignores spaces before it. */
function stemOf(part: string): string {
  return (part.split('.')[0] ?? '').trimEnd();
}

/**
 * Hands out names that are safe on every system, each once: what is written under them does not overwrite another,
 * also where case does not count.
 *
 * @example
 * const names = new SafeNames();
 * names.nameFor('/tmp/a:b.json'); // → 'tmp/a_b.json'
 * names.nameFor('tmp/A_B.json'); // → 'tmp/A_B-2.json'
 */
export class SafeNames {
  readonly #files = new Set<string>();
  readonly #folders = new Set<string>();

  /** Marks a name as taken. */
  reserve(name: string): void {
    this.#files.add(foldName(name));
    for (const folder of foldersAbove(foldName(name))) this.#folders.add(folder);
  }

  /** Tells whether a file of this name would meet another file, or a folder. */
  #isTaken(name: string): boolean {
    const folded = foldName(name);
    return (
      this.#files.has(folded) ||
      this.#folders.has(folded) ||
      foldersAbove(folded).some((folder) => this.#files.has(folder))
    );
  }

  /** Makes the safe name of a path, and takes it. */
  nameFor(path: string): string {
    const parts = path.split('/').filter((part) => part !== '');
    const file = safePart(parts.pop() ?? '_');
    let folder = '';
    for (const part of parts) {
      const isFree = (name: string): boolean => !this.#files.has(foldName(name));
      folder = `${firstFree(folder + safePart(part), maxFolderLength, isFree)}/`;
    }
    const name = firstFree(folder + file, maxNameLength, (candidate) => !this.#isTaken(candidate));
    this.reserve(name);
    return name;
  }
}

/** The name itself, or with the first number that makes it free. */
function firstFree(name: string, maxLength: number, isFree: (candidate: string) => boolean): string {
  for (let number = 1; ; number += 1) {
    const candidate = numbered(name, number, maxLength);
    if (whyUnsafe(candidate) === null && isFree(candidate)) return candidate;
  }
}

function safePart(part: string): string {
  const clean = part.replace(refusedCharacters, '_').replace(/[. ]+$/u, (end) => '_'.repeat(end.length));
  return reservedName.test(stemOf(clean)) ? `_${clean}` : clean;
}

/** Numbers a name before its suffix, and shortens it in front of that when it is too long. */
function numbered(name: string, number: number, maxLength: number): string {
  const suffix = longestSuffix.exec(name)?.[0] ?? '';
  const end = (number === 1 ? '' : `-${number}`) + suffix;
  const stem = name.slice(0, name.length - suffix.length);
  if (stem.length + end.length <= maxLength) return stem + end;
  const short = stem.slice(0, maxLength - end.length);
  // What the cut leaves may end with half a character, a folder's slash, or a dot.
  return short.replace(/(?:\p{Surrogate}|[/. ])+$/u, '') + end;
}

/** What is the same for names that are one to some systems: those that differ in case or in how accents are encoded. */
export function foldName(name: string): string {
  return name.normalize('NFC').toLowerCase();
}
