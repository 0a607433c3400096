import { pieceEnd } from '../base/text-pieces.ts';

/**
 * From this size on, a value becomes a file of its own in Chromium, which costs more than the value. Before it decides,
 * it compresses those that are that large.
 */
const fileBytes = 65_536;

/** Bytes of a row that does not compress. */
const plainRowBytes = 62_000;

/** Bytes of a row that compresses well: to less than 64 KB, as its ratio is about four or more. */
const repetitiveRowBytes = 200_000;

/** How many plain rows there are before it is looked again whether the text compresses. */
const plainRowCount = 3;

/**
 * Cuts a long text into the rows that are stored: as long as they can be without becoming files.
 *
 * A browser stores one byte for each character, or two when any of the text is beyond Latin-1.
 *
 * @param maxBytes as much as the rows may take together where they are stored, other files not counted
 * @returns null when they might take more
 */
export function cutIntoRows(text: string, maxBytes: number): { rows: string[]; bytes: number } | null {
  if ((text.length / repetitiveRowBytes) * fileBytes > maxBytes) return null;
  const width = /[^\0-\xff]/.test(text) ? 2 : 1;
  const rows: string[] = [];
  let bytes = 0;
  let plainRows = 0;
  for (let start = 0, end = 0; start < text.length; start = end) {
    if (plainRows === 0 && !isRepetitive(text, start)) plainRows = plainRowCount;
    end = pieceEnd(text, start, (plainRows > 0 ? plainRowBytes : repetitiveRowBytes) / width);
    plainRows = Math.max(0, plainRows - 1);
    bytes += Math.min(fileBytes, (end - start) * width);
    if (bytes > maxBytes) return null;
    rows.push(text.slice(start, end));
  }
  return { rows, bytes };
}

/** Characters looked at to tell whether the text from there on compresses, and how many places in them. */
const sampleLength = 4096;
const probeCount = 16;
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
