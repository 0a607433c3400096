/**
 * How the custom-elements manifest is made from the code: elements alone, with the events that their doc comments
 * name and the custom properties that their styles go by, under the paths that the package has.
 */
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path/posix';

const built = (path) => path.replace(/^src\//, 'dist/').replace(/\.ts$/, '.js');

/** The analyzer takes any variable that is dispatched for an event; only what is documented is one. */
function keepDocumentedEvents(declaration) {
  declaration.events = (declaration.events ?? []).filter(({ name, description }) => name && description);
  for (const event of declaration.events) event.type ??= { text: 'Event' };
}

const tokensPath = 'src/elements/internal/tokens.ts';
const read = (path) => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8');

/** The custom properties that elements share, as the doc comment of their tokens describes them. */
function sharedProperties() {
  const tags = read(tokensPath).matchAll(/@cssproperty (--tidemark-(\S+)) - (.+)/g);
  return Array.from(tags, ([, name, token, description]) => ({ name, token, description }));
}

/** The code of an element with all that it imports of the elements' own, but their tokens. */
function codeOf(path, seen = new Set([tokensPath])) {
  if (seen.has(path)) return '';
  seen.add(path);
  const code = read(path);
  const imported = Array.from(code.matchAll(/'(\.[^']+\.ts)'/g), ([, name]) => join(dirname(path), name));
  const own = imported.filter((name) => name.startsWith('src/elements/'));
  return [code, ...own.map((name) => codeOf(name, seen))].join('\n');
}

/** Adds the shared custom properties that an element goes by, where its doc comment does not say more of them. */
function addSharedProperties(declaration, path) {
  const own = declaration.cssProperties ?? [];
  const code = codeOf(path);
  // Text is everywhere.
  const isUsed = (token) => ['text', 'font'].includes(token) || new RegExp(`--_${token}\\b(?!-)`).test(code);
  const shared = sharedProperties().filter(
    ({ name, token }) => isUsed(token) && !own.some((property) => property.name === name),
  );
  declaration.cssProperties = [...own, ...shared.map(({ name, description }) => ({ name, description }))];
}

const isPublicElement = ({ path }) => /^src\/elements\/([a-z-]+)\/\1\.ts$/.test(path);

const tidy = {
  name: 'tidy',
  packageLinkPhase({ customElementsManifest }) {
    const modules = customElementsManifest.modules.filter(isPublicElement);
    for (const module of modules) {
      const source = module.path;
      module.path = built(source);
      for (const { declaration } of module.exports ?? []) declaration.module = module.path;
      // The analyzer also lists variables within methods now and then.
      module.declarations = module.declarations.filter(({ customElement }) => customElement);
      for (const declaration of module.declarations) {
        keepDocumentedEvents(declaration);
        addSharedProperties(declaration, source);
        declaration.members = declaration.members?.filter(
          ({ privacy, name }) => privacy === undefined && !name.startsWith('#'),
        );
      }
    }
    customElementsManifest.modules = modules;
  },
};

export default {
  globs: ['src/elements/**/*.ts'],
  outdir: 'dist',
  litelement: true,
  packagejson: false,
  plugins: [tidy],
};
