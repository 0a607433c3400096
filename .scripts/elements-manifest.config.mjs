/**
 * How the custom-elements manifest is made from the code: elements alone, with the events that their doc comments
 * name, under the paths that the package has.
 */
const built = (path) => path.replace(/^src\//, 'dist/').replace(/\.ts$/, '.js');

/** The analyzer takes any variable that is dispatched for an event; only what is documented is one. */
function keepDocumentedEvents(declaration) {
  declaration.events = (declaration.events ?? []).filter(({ name, description }) => name && description);
  for (const event of declaration.events) event.type ??= { text: 'Event' };
}

const isPublicElement = ({ path }) => /^src\/elements\/([a-z-]+)\/\1\.ts$/.test(path);

const tidy = {
  name: 'tidy',
  packageLinkPhase({ customElementsManifest }) {
    const modules = customElementsManifest.modules.filter(isPublicElement);
    for (const module of modules) {
      module.path = built(module.path);
      for (const { declaration } of module.exports ?? []) declaration.module = module.path;
      // The analyzer also lists variables within methods now and then.
      module.declarations = module.declarations.filter(({ customElement }) => customElement);
      for (const declaration of module.declarations) {
        keepDocumentedEvents(declaration);
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
