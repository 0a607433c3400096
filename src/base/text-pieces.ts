/**
 * Where a piece of a text ends: after `length` characters, but not between the two halves of one above U+FFFF, which
 * would be two broken characters to whoever gets the pieces one by one.
 */
export function pieceEnd(text: string, start: number, length: number): number {
  const end = Math.min(start + length, text.length);
  const isHalved = end < text.length && (text.charCodeAt(end - 1) & 0xfc00) === 0xd800;
  return isHalved && end - 1 > start ? end - 1 : end;
}
