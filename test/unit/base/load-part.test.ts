import { describe, expect, it } from 'vitest';
import { loadPart } from '../../../src/base/load-part.ts';

describe('a part of the code that is loaded late', () => {
  it('is what its file gives', async () => {
    expect(await loadPart(async () => ({ part: 1 }))).toEqual({ part: 1 });
  });

  // As Chromium, Firefox and WebKit have it; the last when a server answers with a page instead.
  it.each([
    'Failed to fetch dynamically imported module: https://example.com/assets/fit-plan-1a2b.js',
    'error loading dynamically imported module: https://example.com/assets/fit-plan-1a2b.js',
    'Importing a module script failed.',
    "'text/html' is not a valid JavaScript MIME type.",
  ])('is a typed error that says what to do where its file does not come: %s', async (said) => {
    const thrown = new TypeError(said);
    await expect(loadPart(() => Promise.reject(thrown))).rejects.toMatchObject({
      name: 'TidemarkError',
      code: 'part-not-loaded',
      message: expect.stringContaining('Go online, and reload the page.'),
      cause: thrown,
    });
  });

  it('fails as it is when it came and is broken', async () => {
    const thrown = new TypeError('x is not a function');
    await expect(loadPart(() => Promise.reject(thrown))).rejects.toBe(thrown);
  });
});
