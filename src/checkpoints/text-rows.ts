import { pieceEnd } from '../base/text-pieces.ts';

/**
 * Bytes of a row that does not compress. Chromium writes a value of 64 KB or more into a file of its own, which costs
 * more than the value; before it decides, it compresses those that are that large.
 */
const plainRowBytes = 62_000;

/** Bytes of a row that compresses well: to less than 64 KB, as its ratio is above four. */
const repetitiveRowBytes = 200_000;

/**
 * Cuts a long text into the rows that are stored: as long as they can be without becoming files.
 *
 * A browser stores one byte for each character, or two when any of the text is beyond Latin-1.
 */
export function cutIntoRows(text: string): string[] {
  const width = /[^\0-\xff]/.test(text) ? 2 : 1;
  const rows: string[] = [];
  for (let start = 0, end = 0; start < text.length; start = end) {
    end = pieceEnd(text, start, (isRepetitive(text, start) ? repetitiveRowBytes : plainRowBytes) / width);
    rows.push(text.slice(start, end));
  }
  return rows;
}

/** Characters looked at to tell whether the text from there on compresses, and how many places in them. */
const sampleLength = 8192;
const probeCount = 32;
const probeLength = 8;

/** Tells whether most of what stands at some place stood shortly before it already. */
function isRepetitive(text: string, start: number): boolean {
  const sample = text.slice(start, start + sampleLength);
  const half = sample.length >> 1;
  const step = Math.max(1, Math.floor(half / probeCount));
  let repeated = 0;
  for (let at = half; at + probeLength <= sample.length; at += step) {
    if (sample.indexOf(sample.slice(at, at + probeLength)) < at) repeated += 1;
  }
  return repeated > probeCount * 0.6;
}
