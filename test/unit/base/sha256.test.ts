import { createHash } from 'node:crypto';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { sha256Fallback } from '../../../src/base/sha256-fallback.ts';
import { digestText, encodeText } from '../../../src/base/sha256.ts';

afterEach(() => {
  vi.unstubAllGlobals();
});

describe('SHA-256 without crypto.subtle', () => {
  it('equals that of OpenSSL around every block boundary', () => {
    for (let length = 0; length <= 200; length += 1) {
      const message = Uint8Array.from({ length }, (_, n) => (n * 167 + length) % 256);
      expect(Buffer.from(sha256Fallback(message)).toString('hex')).toBe(
        createHash('sha256').update(message).digest('hex'),
      );
    }
  });

  it('serves where the page is no secure context, with the same result', async () => {
    const text = 'Straße 😀 '.repeat(10_000);
    const native = await digestText(text);
    vi.stubGlobal('crypto', {});
    expect(await digestText(text)).toEqual(native);
    expect(native.bytes).toBe(Buffer.byteLength(text));
  });
});

describe('the digest of a text', () => {
  it.each([
    ['pairs of surrogates from an even place', '😀'.repeat(30_000)],
    ['pairs of surrogates from an odd place', `x${'😀'.repeat(30_000)}`],
    ['lone halves before pairs', '\ud83d\ud83d\ude00'.repeat(20_000)],
    ['lone second halves', '\ude00x'.repeat(20_000)],
    ['letters of one, two and three bytes', 'aß字'.repeat(20_000)],
    ['nothing', ''],
  ])('is that of its UTF-8 bytes, however long: %s', async (_what, text) => {
    const bytes = Buffer.from(text, 'utf8');
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    expect(await digestText(text)).toEqual({ bytes: bytes.length, sha256 });
  });

  it('is not mixed up with that of a text that is encoded before it is taken', async () => {
    const texts = ['a long one '.repeat(5_000), 'short', 'a longer one '.repeat(9_000), 'last'];
    const expected = texts.map((text) => createHash('sha256').update(text).digest('hex'));
    for (let round = 0; round < 2; round += 1) {
      const digests = texts.map((text) => encodeText(text));
      const taken = await Promise.all(digests.map((digest) => digest()));
      expect(taken.map(({ sha256 }) => sha256)).toEqual(expected);
    }
  });
});
