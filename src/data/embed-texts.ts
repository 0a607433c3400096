import { DataError, LanguageModelError } from '../base/errors.ts';
import type { EmbedFunction, EmbedOptions } from './embedding.ts';

/** Embeds texts. @throws {LanguageModelError} `no-embedding`; {@link DataError} `bad-embedding` */
export async function embedTexts(
  embed: EmbedFunction | null,
  texts: readonly string[],
  options: EmbedOptions,
): Promise<readonly (readonly number[])[]> {
  if (embed === null) {
    throw new LanguageModelError(
      'no-embedding',
      'There is nothing to embed texts with. Expected an embedding function. Give one: new CosineSimilarity({ embed }).',
    );
  }
  const vectors = texts.length === 0 ? [] : await embed(texts, options);
  const size = vectors[0]?.length;
  if (vectors.length === texts.length && vectors.every((vector) => vector.length === size)) return vectors;
  throw new DataError(
    'bad-embedding',
    `The embedding function gave ${vectors.length} vectors for ${texts.length} texts, of ` +
      `${[...new Set(vectors.map((vector) => vector.length))].join(', ')} numbers. Expected one vector for each text, ` +
      'all of one length. Correct the function.',
  );
}
