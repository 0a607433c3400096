import { fileURLToPath } from 'node:url';
import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';
import type { ViteUserConfig } from 'vitest/config';
import { VitePWA } from 'vite-plugin-pwa';
import {
  contentSecurityPolicy,
  servedPolicy,
  serviceWorkerPart,
} from './.scripts/content-security-policy.mjs';
import { chromiumOptions } from './.scripts/find-chromium.mjs';
import { galleryPage } from './.scripts/gallery-page.mjs';
import { readmeSections } from './.scripts/readme-sections.mjs';

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** The public entries, resolved to the sources, so that the demo imports what an author would. */
const alias = [
  { find: /^tidemark$/, replacement: at('src/index.ts') },
  { find: /^tidemark\/(worker|testing|elements)$/, replacement: at('src/$1.ts') },
  { find: /^tidemark\/elements\/([a-z-]+)$/, replacement: at('src/elements/$1/$1.ts') },
];

/** Long enough for a busy machine: a test fails by what it finds, not by how long it took. */
const slowMachineMs = 30_000;

const launchOptions = await chromiumOptions();

/** Module by module, as the sources are: bundlers drop what is not used, and no module's name changes by itself. */
const library: ViteUserConfig = {
  publicDir: false,
  build: {
    outDir: 'dist',
    sourcemap: true,
    minify: false,
    lib: {
      entry: {
        index: at('src/index.ts'),
        worker: at('src/worker.ts'),
        testing: at('src/testing.ts'),
        elements: at('src/elements.ts'),
      },
      formats: ['es'],
    },
    rolldownOptions: {
      external: [
        /^lit/,
        /^@lit/,
        'idb',
        'fflate',
        /^uplot/,
        /^@huggingface\/jinja/,
        /^@dagrejs\//,
        'diff',
        /^@cfworker\//,
      ],
      output: {
        preserveModules: true,
        preserveModulesRoot: at('src'),
        // The package has the sources themselves.
        sourcemapExcludeSources: true,
        entryFileNames: ({ name }) => `${name.replace(/^_virtual\/.*\//, '_virtual/')}.js`,
      },
    },
  },
};

/** What the service worker is told of the policy. */
const policyOfWorkersFile = 'policy-of-workers.js';

/**
 * Makes the page installable, and keeps all of it for when there is no network: the page, its worker, what is loaded late,
 * and the sentences. A new version waits until the user wants it.
 */
const offline = VitePWA({
  injectRegister: false,
  manifest: {
    id: './',
    start_url: './',
    scope: './',
    name: 'Tidemark: train in this tab, keep the best',
    short_name: 'Tidemark',
    description: 'Trains language-model programs in the browser, and keeps the best one.',
    lang: 'en',
    display: 'standalone',
    background_color: '#f5f9fa',
    theme_color: '#0a6878',
    categories: ['education', 'developer', 'productivity'],
    icons: [
      { src: 'icons/icon-192.png', sizes: '192x192', type: 'image/png' },
      { src: 'icons/icon-512.png', sizes: '512x512', type: 'image/png' },
      { src: 'icons/maskable-512.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
    ],
  },
  workbox: {
    globPatterns: ['**/*.{html,js,css,json,svg,png}'],
    // What runs on the graphics processor is of some megabytes, and loaded only by those who want it.
    globIgnores: ['screenshot.png', policyOfWorkersFile, '**/web-llm{-,.worker-}*.js'],
    runtimeCaching: [{ urlPattern: /\/web-llm-[^/]+\.js$/, handler: 'CacheFirst' }],
    importScripts: [policyOfWorkersFile],
    // Whatever is not part of the page has an address of its own, and is not answered with the page.
    navigateFallback: null,
    // Without it a page is on its own until it is opened a second time.
    clientsClaim: true,
    inlineWorkboxRuntime: true,
  },
});

/** Writes the policy into the built page; while the page is developed, Vite's own inline scripts would break it. */
const policy = {
  name: 'content-security-policy',
  apply: 'build' as const,
  transformIndexHtml: () => [
    {
      tag: 'meta',
      attrs: { 'http-equiv': 'Content-Security-Policy', content: contentSecurityPolicy },
      injectTo: 'head-prepend' as const,
    },
  ],
  generateBundle(this: { emitFile(file: object): unknown }): void {
    this.emitFile({ type: 'asset', fileName: policyOfWorkersFile, source: serviceWorkerPart });
  },
};

/** Has a page ask for its styles before its scripts: nothing is drawn until they are there. */
const stylesFirst = {
  name: 'styles-first',
  apply: 'build' as const,
  transformIndexHtml: {
    order: 'post' as const,
    handler: (html: string): string => {
      const styles = html.match(/<link rel="stylesheet"[^>]*>/g) ?? [];
      const rest = styles.reduce((text, link) => text.replace(link, ''), html);
      return rest.replace('<script type="module"', (script) => `${styles.join('')}${script}`);
    },
  },
};

const demo: ViteUserConfig = {
  base: './',
  build: { outDir: 'dist-demo', target: 'es2022', rolldownOptions: { checks: { pluginTimings: false } } },
  plugins: [galleryPage(), readmeSections(), policy, servedPolicy, stylesFirst, offline],
};

/** What is built, by mode: pages that a test brings along are built as they are, with nothing of the demo. */
const built: Readonly<Record<string, ViteUserConfig>> = { library, 'test-pages': {} };

export default defineConfig(({ mode }) => ({
  resolve: { alias },
  // In one file: WebKit runs a worker's entry once more for each lazily loaded part that imports from it.
  worker: { format: 'es', rolldownOptions: { output: { codeSplitting: false } } },
  optimizeDeps: {
    entries: ['index.html', 'src/demo/gallery/gallery.ts'],
    include: [
      'idb',
      'fflate',
      'lit',
      'uplot',
      '@huggingface/jinja',
      'diff',
      '@dagrejs/dagre',
      '@cfworker/json-schema',
    ],
  },
  ...(built[mode] ?? demo),
  test: {
    reporters: ['default', at('test/helpers/summary-reporter.ts')],
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          environment: 'node',
          testTimeout: slowMachineMs,
          include: [
            'test/*.test.ts',
            'test/unit/**/*.test.ts',
            'test/conformance/**/*.test.ts',
            'test/parity/**/*.test.ts',
          ],
        },
      },
      {
        extends: true,
        test: {
          name: 'package',
          environment: 'node',
          include: ['test/package/*.test.ts'],
          globalSetup: at('test/package/pack.ts'),
          testTimeout: 120_000,
        },
      },
      {
        extends: true,
        optimizeDeps: { include: ['axe-core'] },
        test: {
          name: 'examples',
          environment: 'node',
          include: ['test/examples/*.test.ts'],
          globalSetup: at('test/package/pack.ts'),
          testTimeout: 600_000,
          hookTimeout: 120_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'browser',
          include: ['test/browser/**/*.test.ts'],
          exclude: ['test/browser/{page,survive}/**'],
          testTimeout: slowMachineMs,
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            provider: playwright({
              launchOptions,
            }),
            instances: [{ browser: 'chromium' }],
          },
        },
      },
      {
        extends: true,
        test: {
          name: 'page',
          environment: 'node',
          include: ['test/browser/{page,survive}/**/*.test.ts'],
          globalSetup: at('test/helpers/build-page.ts'),
          testTimeout: 120_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
    ],
  },
}));
