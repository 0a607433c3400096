/** Below this share a text is hardly in a language: sentences that are have a good half or more. */
const leastShare = 0.45;

/**
 * Tells how much a text looks like some sentences: by its groups of three letters, the gaps between words included.
 *
 * A classifier always names one of the languages that it knows. This tells when that is a guess.
 */
export class Likeness {
  readonly #known: ReadonlySet<string>;

  /** @param sentences in one language; the more, the surer */
  constructor(sentences: readonly string[]) {
    this.#known = new Set(sentences.flatMap(lettersOf));
  }

  /** The share of a text's groups that occur in the sentences, 0 to 1. A text without letters is like nothing. */
  share(text: string): number {
    const groups = lettersOf(text);
    return groups.length === 0 ? 0 : groups.filter((group) => this.#known.has(group)).length / groups.length;
  }

  isDoubtful(text: string): boolean {
    return this.share(text) < leastShare;
  }
}

/** Every three characters that follow one another, of letters and gaps alone. */
function lettersOf(text: string): string[] {
  const words =
    text
      .toLowerCase()
      .normalize('NFC')
      .match(/[\p{L}\p{M}]+/gu) ?? [];
  const letters = [...` ${words.join(' ')} `];
  return letters.slice(2).map((letter, at) => `${letters[at]}${letters[at + 1]}${letter}`);
}
