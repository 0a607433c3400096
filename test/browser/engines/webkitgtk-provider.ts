import { playwright } from '@vitest/browser-playwright';
import type { BrowserProvider, BrowserProviderOption } from 'vitest/node';
import { WebKitGtkSession } from './webkitgtk-session.ts';

/** Opens test pages in WebKitGTK. */
class WebKitGtkProvider implements BrowserProvider {
  readonly name = 'webkitgtk';
  readonly supportsParallelism = false;
  readonly #miniBrowser: string;
  #session: WebKitGtkSession | null = null;

  constructor(miniBrowser: string) {
    this.#miniBrowser = miniBrowser;
  }

  getCommandsContext(): Record<string, unknown> {
    return {};
  }

  async openPage(_sessionId: string, url: string): Promise<void> {
    this.#session ??= await WebKitGtkSession.start(this.#miniBrowser);
    await this.#session.goto(url);
  }

  async close(): Promise<void> {
    await this.#session?.end();
  }
}

/** Makes the provider; how the page and the tests talk is as with Playwright's. */
export function webkitGtk(miniBrowser: string): BrowserProviderOption {
  const base = playwright();
  const providerFactory = (): BrowserProvider => new WebKitGtkProvider(miniBrowser);
  return {
    ...base,
    name: 'webkitgtk',
    supportedBrowser: ['webkit'],
    providerFactory,
  } as BrowserProviderOption;
}
