import { nextTurn } from '../internal/next-turn.ts';

/** What happened to a stretch of text. */
export interface TextChange {
  readonly kind: 'same' | 'added' | 'removed';
  readonly text: string;
}

/** By what texts are compared: words, lines, or lines of JSON, where a trailing comma is no change. */
export type ChangeUnit = 'words' | 'lines' | 'json';

/** Texts that differ more than this, in words or lines, have hardly anything in common worth showing. */
const maxEditLength = 4000;
/** How many milliseconds the page may stand still for one comparison. */
const timeout = 80;
/** Longer texts are compared by lines: there are too many words in them. */
const MOST_CHARACTERS_OF_WORDS = 100_000;

/** What the library answers; undefined when it gave up. */
type LibraryChanges =
  readonly { readonly added: boolean; readonly removed: boolean; readonly value: string }[] | undefined;

/**
 * Finds what was added and removed between two texts; null when they are too different to show that.
 *
 * Loads the library for it when it is first called. The page has a turn before each comparison.
 */
export async function textChanges(
  before: string,
  after: string,
  unit: ChangeUnit,
): Promise<readonly TextChange[] | null> {
  const { diffJson, diffLines } = await import('diff');
  await nextTurn();
  const limits = { maxEditLength, timeout };
  if (unit === 'json') return toChanges(diffJson(before, after, limits));
  const isShort = before.length + after.length <= MOST_CHARACTERS_OF_WORDS;
  const words = unit === 'words' && isShort ? await wordChanges(before, after) : null;
  return words ?? toChanges(diffLines(before, after, limits));
}

/** Null when there is no difference between words, or too much of it. */
async function wordChanges(before: string, after: string): Promise<readonly TextChange[] | null> {
  const { diffWords } = await import('diff');
  // Without a segmenter the library takes each letter of most scripts for a word.
  const intlSegmenter = new Intl.Segmenter(undefined, { granularity: 'word' });
  const changes = toChanges(diffWords(before, after, { intlSegmenter, maxEditLength, timeout }));
  return changes?.some(({ kind }) => kind !== 'same') ? changes : null;
}

function toChanges(changes: LibraryChanges): readonly TextChange[] | null {
  if (!changes) return null;
  return changes.map(({ added, removed, value }) => ({
    kind: added ? 'added' : removed ? 'removed' : 'same',
    text: value,
  }));
}
