import type { DataSet, Language } from './data-set.ts';
import { byId, make } from './dom.ts';

type Split = 'train' | 'validation' | 'test';

/** Tells what the task is: which languages, how many sentences for what, and where they are from. */
export function showTask({ languages, source, url, license }: DataSet): void {
  const list = byId('languages', HTMLUListElement);
  list.replaceChildren(...languages.map(({ name, endonym }) => make('li', name, { title: endonym })));
  for (const split of ['train', 'validation', 'test'] as const) {
    byId(`${split}-count`, HTMLElement).textContent = String(countSentences(languages, split));
  }
  byId('credit', HTMLElement).replaceChildren(
    'Sentences: ',
    make('a', source, { href: safeUrl(url) }),
    ` (${license} licence).`,
  );
}

export function countSentences(languages: readonly Language[], split: Split): number {
  return languages.reduce((count, language) => count + language[split].length, 0);
}

function safeUrl(url: string): string {
  return /^https?:/i.test(url) ? url : '#';
}
