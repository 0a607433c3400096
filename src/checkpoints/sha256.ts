import { sha256Fallback } from './sha256-fallback.ts';

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
 * Uses the browser's own SHA-256, which is off the thread and fast. Pages that are not a secure context (plain http
 * on a local network, say) do not have it; a slower one of our own serves there, with the same result.
 */
export async function digestText(text: string): Promise<TextDigest> {
  const bytes = encoder.encode(text);
  return { bytes: bytes.length, sha256: await sha256Hex(bytes) };
}

/** Counts the UTF-8 bytes of a text. */
export function utf8Length(text: string): number {
  return encoder.encode(text).length;
}

/** SHA-256 of some bytes, in lowercase hex. */
export async function sha256Hex(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const subtle = globalThis.crypto?.subtle as SubtleCrypto | undefined;
  return toHex(subtle ? new Uint8Array(await subtle.digest('SHA-256', bytes)) : sha256Fallback(bytes));
}

function toHex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
