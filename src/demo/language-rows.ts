import type { DataRows } from 'tidemark/worker';
import type { Language } from './data-set.ts';

/** The sentences of one split of the data set, and the language of each. */
export function rowsOf(languages: readonly Language[], split: 'train' | 'validation' | 'test'): DataRows {
  const pairs = languages.flatMap((language) =>
    language[split].map((text) => ({ text, language: language.name })),
  );
  return [pairs.map(({ text }) => ({ text })), pairs.map(({ language }) => ({ language }))];
}
