/** What cannot be seen and changes how the rest is read: control characters but line breaks and tabs, and directions. */
const hidden = /(?![\n\t])[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/gu;

/**
 * Makes a text of several lines safe to read: what would turn the direction of other text, or hide, becomes visible.
 *
 * Joiners stay, which emoji and some scripts need.
 */
export function readableText(text: string): string {
  return text.replace(/\r\n?/g, '\n').replace(hidden, '\ufffd');
}

/** A text cut to what can be read, and how many characters were left out. */
export interface CutText {
  readonly text: string;
  readonly left: number;
}

/** Cuts a text that is longer than anybody reads, so that a page does not stand still over it. */
export function cutText(text: string, maxCharacters: number): CutText {
  if (text.length <= maxCharacters) return { text, left: 0 };
  return { text: text.slice(0, maxCharacters), left: text.length - maxCharacters };
}
