import { loadPart } from './load-part.ts';
import { pieceEnd } from './text-pieces.ts';

const encoder = new TextEncoder();

/** The size and the digest of a text, both of its UTF-8 bytes. */
export interface TextDigest {
  readonly bytes: number;
  /** SHA-256 in lowercase hex. */
  readonly sha256: string;
}

/**
 * Measures a text as UTF-8: its size and its SHA-256.
 *
 * Uses the browser's own SHA-256, which is fast. Pages that are not a secure context (plain http on a local network, say)
 * do not have it; a slower one of our own serves there, with the same result.
 */
export function digestText(text: string): Promise<TextDigest> {
  return encodeText(text)();
}

/** Encodes a text now; what it answers measures it, once. */
export function encodeText(text: string): () => Promise<TextDigest> {
  const bytes = encode(text);
  return async () => {
    const sha256 = await sha256Hex(bytes);
    giveBack(bytes);
    return { bytes: bytes.length, sha256 };
  };
}

/** How large the reused buffer may get: it stays for the life of the page or worker. */
const maxScratchBytes = 33_554_432;
/** The buffer for the next text; none while somebody has it. */
let scratch = new Uint8Array(0);

/** Characters encoded at once: pieces that stay in the processor's cache take half the time of a whole megabyte. */
const pieceLength = 16_384;

/**
 * Encodes a text into a buffer that is used again once it is given back: a new one for each text would cost several times
 * as much as the digest.
 */
function encode(text: string): Uint8Array<ArrayBuffer> {
  const needed = text.length * 3;
  if (needed > maxScratchBytes) return encoder.encode(text);
  const buffer = needed > scratch.length ? new Uint8Array(needed) : scratch;
  scratch = new Uint8Array(0);
  let written = 0;
  for (let start = 0, end = 0; start < text.length; start = end) {
    end = pieceEnd(text, start, pieceLength);
    written += encoder.encodeInto(text.slice(start, end), buffer.subarray(written)).written;
  }
  return buffer.subarray(0, written);
}

function giveBack({ buffer }: Uint8Array<ArrayBuffer>): void {
  const isWanted = buffer.byteLength > scratch.length && buffer.byteLength <= maxScratchBytes;
  if (isWanted) scratch = new Uint8Array(buffer);
}

/** Counts the UTF-8 bytes of a text. */
export function utf8Length(text: string): number {
  return encoder.encode(text).length;
}

/** The browser's own SHA-256; undefined in what is no secure context. */
const native = (): SubtleCrypto | undefined => globalThis.crypto?.subtle;

async function loadFallback(): Promise<(bytes: Uint8Array) => Uint8Array> {
  return (await loadPart(() => import('./sha256-fallback.ts'))).sha256Fallback;
}

// Where it is needed it is loaded ahead: the first digest may be that of a last save, while the page goes away.
if (!native()) void loadFallback().catch(() => null);

/** SHA-256 of some bytes, in lowercase hex. */
export async function sha256Hex(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const subtle = native();
  if (subtle) return toHex(new Uint8Array(await subtle.digest('SHA-256', bytes)));
  const digest = await loadFallback();
  return toHex(digest(bytes));
}

function toHex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
