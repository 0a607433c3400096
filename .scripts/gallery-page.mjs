import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { cli } from '@custom-elements-manifest/analyzer/cli.js';

const at = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url));
const [source, page, manifest] = [
  at('src/demo/gallery/gallery.html'),
  at('gallery.html'),
  'custom-elements.json',
];

/** The elements' manifest, made from the code as it is now. */
async function makeManifest() {
  const argv = ['analyze', '--quiet', '--config', '.scripts/elements-manifest.config.mjs'];
  return JSON.stringify(await cli({ argv, cwd: at('.'), noWrite: true }));
}

/**
 * Serves the gallery of the elements as `/gallery.html`, while it is developed and when it is built, with the manifest
 * that it reads beside it. Its source lies with the demo's, where the top level stays as small as it is.
 *
 * @returns {import('vite').Plugin}
 */
export function galleryPage() {
  return {
    name: 'gallery-page',
    enforce: 'pre',
    config: () => ({
      build: { rolldownOptions: { input: { index: at('index.html'), gallery: page } } },
    }),
    resolveId: (id) => (id === page ? page : null),
    load: (id) => (id === page ? readFile(source, 'utf8') : null),
    async generateBundle() {
      this.emitFile({ type: 'asset', fileName: manifest, source: await makeManifest() });
    },
    configureServer(server) {
      server.middlewares.use((request, response, next) => {
        const { pathname } = new URL(request.url ?? '/', 'http://localhost');
        const answer = async () => {
          if (pathname === `/${manifest}`) return ['application/json', await makeManifest()];
          const html = await readFile(source, 'utf8');
          return ['text/html', await server.transformIndexHtml('/gallery.html', html)];
        };
        if (![`/${manifest}`, '/gallery', '/gallery.html'].includes(pathname)) return next();
        answer().then(([type, text]) => response.setHeader('Content-Type', type).end(text), next);
      });
    },
  };
}
