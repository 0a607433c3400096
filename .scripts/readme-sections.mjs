import { readFile } from 'node:fs/promises';
import { marked } from 'marked';

const readme = new URL('../README.md', import.meta.url);

/**
 * Puts sections of the README into a page, in place of comments such as `<!-- README: Recipes -->`: what is explained in
 * both is written once.
 *
 * @returns {import('vite').Plugin}
 */
export function readmeSections() {
  return {
    name: 'readme-sections',
    transformIndexHtml: {
      order: 'pre',
      handler: async (html) => {
        const [, ...sections] = (await readFile(readme, 'utf8')).split(/^## /m);
        return html.replaceAll(/<!-- README: (.+?) -->/g, (_, heading) => {
          const section = sections.find((text) => text.startsWith(`${heading}\n`));
          if (!section) throw new Error(`The README has no section "${heading}".`);
          return marked.parse(section.slice(heading.length));
        });
      },
    },
  };
}
