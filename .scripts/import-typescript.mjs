import { createServer } from 'vite';

/**
 * Imports a TypeScript module in Node, with all that it imports, then or later.
 *
 * @param {string} file the path of the module
 * @param {Record<string, string>} [alias] paths by the names under which modules import them
 * @returns what the module exports, and `close`, after which nothing more can be imported
 */
export async function importTypeScript(file, alias = {}) {
  const server = await createServer({
    configFile: false,
    logLevel: 'error',
    appType: 'custom',
    server: { middlewareMode: true, watch: null, ws: false },
    optimizeDeps: { noDiscovery: true },
    resolve: { alias },
  });
  return { module: await server.ssrLoadModule(file), close: () => server.close() };
}
