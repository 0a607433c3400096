import { TidemarkError } from './errors.ts';

/**
 * What browsers say when the file of an `import()` does not come: Chromium and Firefox, then WebKit; and WebKit again when
 * a server answers with a page in its place.
 */
const saidByBrowsers =
  /dynamically imported module|importing a module script failed|is not a valid JavaScript MIME type/i;

/**
 * Explains the failure to load a part of the code that is loaded when it is first needed: browsers say what failed, but
 * not what to do. Any other error is left as it is.
 *
 * @returns a TidemarkError `part-not-loaded` for such a failure
 */
export function explainMissingPart(thrown: unknown): unknown {
  if (!(thrown instanceof TypeError) || !saidByBrowsers.test(thrown.message)) return thrown;
  return new TidemarkError(
    'part-not-loaded',
    `A part of this page, which is loaded when it is first needed, could not be loaded: ${thrown.message}. ` +
      'Either there is no network, or a newer version of the page has taken its place. Go online, and reload the page.',
    { cause: thrown },
  );
}
