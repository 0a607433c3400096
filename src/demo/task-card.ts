import { cut } from './cut.ts';
import type { DataSet, Language } from './data-set.ts';
import { byId, make } from './dom.ts';
import type { Field, OwnTask } from './own-task.ts';

type Split = 'train' | 'validation' | 'test';

/** Tells what the task is: which languages, how many sentences for what, and where they are from. */
export function showTask({ languages, source, url, license }: DataSet): void {
  const list = byId('languages', HTMLUListElement);
  list.replaceChildren(...languages.map(({ name, endonym }) => make('li', name, { title: endonym })));
  for (const split of ['train', 'validation', 'test'] as const) {
    byId(`${split}-count`, HTMLElement).textContent = String(countSentences(languages, split));
  }
  byId('credit', HTMLElement).replaceChildren(
    make('a', source, { href: safeUrl(url) }),
    ` (${license} licence).`,
  );
}

/** Tells what a task of one's own is: what is read, what is answered, and how many examples there are for what. */
export function showOwnTask({ name, inputs, outputs, leftOut, ...splits }: OwnTask): void {
  byId('task-heading', HTMLElement).textContent = name;
  byId('task-about', HTMLElement).textContent =
    `The program reads ${named(inputs)} and answers ${named(outputs)}. Training finds the examples that help it most.`;
  const list = byId('languages', HTMLUListElement);
  list.ariaLabel = 'Labels';
  list.classList.add('own');
  list.replaceChildren(
    ...outputs.flatMap(({ labels }) => labels.slice(0, 40).map((label) => make('li', label))),
  );
  for (const split of ['train', 'validation', 'test'] as const)
    byId(`${split}-count`, HTMLElement).textContent = String(splits[split].length);
  byId('credit', HTMLElement).textContent =
    `Your own data; it is kept on this device.${leftOut > 0 ? ` Rows that lack a value are left out: ${leftOut}.` : ''}`;
  byId('sentence-label', HTMLElement).textContent =
    inputs.length === 1
      ? `A value for ${named(inputs)}`
      : `Values for ${named(inputs)}, each on a line of its own`;
}

/** The columns of some fields, the first few by name; each kept from turning the words around it. */
function named(fields: readonly Field[]): string {
  const names = fields.slice(0, 4).map(({ column }) => `“\u2068${cut(column, 60)}\u2069”`);
  return fields.length > 4 ? `${names.join(', ')} and ${fields.length - 4} more` : names.join(', ');
}

export function countSentences(languages: readonly Language[], split: Split): number {
  return languages.reduce((count, language) => count + language[split].length, 0);
}

function safeUrl(url: string): string {
  return /^https?:/i.test(url) ? url : '#';
}
