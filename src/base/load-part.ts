import { explainMissingPart } from './explain-missing-part.ts';

/**
 * Loads a part of the code when it is first needed.
 *
 * @throws TidemarkError `part-not-loaded` when its file does not come
 */
export async function loadPart<Part>(load: () => Promise<Part>): Promise<Part> {
  return await load().catch((error: unknown) => {
    throw explainMissingPart(error);
  });
}
