import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export const root = join(import.meta.dirname, '../..');
export const readme = readFileSync(join(root, 'README.md'), 'utf8');

/** Code of the README, as it stands there. */
export interface Example {
  /** The file that the README puts it in; empty for a fragment. */
  readonly name: string;
  readonly code: string;
}

/** Its TypeScript, in order. */
export const examples: readonly Example[] = [
  ...readme.matchAll(/```ts\n(?:\/\/ (\S+\.ts)\n)?(.*?)```/gs),
].map(([, name = '', code = '']) => ({ name, code }));

/** Its HTML, in order: of the three files, of the panel alone, and of a page without a bundler. */
export const markups: readonly string[] = [...readme.matchAll(/```html\n(.*?)```/gs)].map(
  ([, markup = '']) => markup,
);

export function codeOf(wanted: string): string {
  const found = examples.find(({ name }) => name === wanted);
  if (!found) throw new Error(`The README has no ${wanted}.`);
  return found.code;
}

/** Its declaration of the elements for React. */
export const reactDeclarations = /```tsx\n\/\/ elements\.d\.ts\n(.*?)```/s.exec(readme)?.[1] ?? '';
