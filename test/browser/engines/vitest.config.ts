import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';
import type { BrowserProviderOption } from 'vitest/node';
import { webkitGtk } from './webkitgtk-provider.ts';

const [engine = 'chromium', executablePath = ''] = (process.env['ENGINE'] ?? '').split('=');

/** Profiles are on disk: what a private window would keep in memory is written here. */
const onDisk = { persistentContext: mkdtempSync(join(tmpdir(), 'tidemark-engine-')) };

const providers: Record<
  string,
  { browser: 'chromium' | 'firefox' | 'webkit'; provider: BrowserProviderOption }
> = {
  chromium: { browser: 'chromium', provider: playwright({ ...onDisk, launchOptions: { executablePath } }) },
  firefox: {
    browser: 'firefox',
    provider: playwright({ ...onDisk, launchOptions: { executablePath, channel: 'moz-firefox' } }),
  },
  webkitgtk: { browser: 'webkit', provider: webkitGtk(executablePath) },
};
const { browser, provider } = providers[engine] ?? providers['chromium']!;

/** The store's suites in one engine, which `run-engines.mjs` names. */
export default defineConfig({
  root: fileURLToPath(new URL('../../..', import.meta.url)),
  optimizeDeps: { include: ['idb', 'fflate', 'fast-check'] },
  test: {
    include: ['test/browser/checkpoints/{contract,contexts,equivalence}.test.ts'],
    fileParallelism: false,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    browser: {
      enabled: true,
      headless: engine !== 'webkitgtk',
      screenshotFailures: false,
      provider,
      instances: [{ browser }],
    },
  },
});
