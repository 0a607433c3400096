import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { playwright } from '@vitest/browser-playwright';
import type { BrowserProvider, BrowserProviderOption } from 'vitest/node';

/** Opens test pages in WebKitGTK's MiniBrowser, which speaks plain WebDriver, on a screen that nobody sees. */
class WebKitGtkProvider implements BrowserProvider {
  readonly name = 'webkitgtk';
  readonly supportsParallelism = false;
  readonly #miniBrowser: string;
  readonly #processes: ChildProcess[] = [];
  #session = '';

  constructor(miniBrowser: string) {
    this.#miniBrowser = miniBrowser;
  }

  getCommandsContext(): Record<string, unknown> {
    return {};
  }

  async openPage(_sessionId: string, url: string): Promise<void> {
    if (this.#session === '') await this.#start();
    await post(`${this.#session}/url`, { url });
  }

  async close(): Promise<void> {
    if (this.#session !== '') await fetch(this.#session, { method: 'DELETE' }).catch(() => null);
    for (const child of this.#processes) child.kill();
  }

  async #start(): Promise<void> {
    const display = `:${90 + (process.pid % 1000)}`;
    this.#processes.push(spawn('Xvfb', [display, '-screen', '0', '1024x768x24'], { stdio: 'ignore' }));
    const port = await freePort();
    const env = { ...process.env, DISPLAY: display, WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1' };
    this.#processes.push(spawn('WebKitWebDriver', [`--port=${port}`], { stdio: 'ignore', env }));
    const address = `http://127.0.0.1:${port}`;
    await untilReady(address);
    const { sessionId } = await post(`${address}/session`, {
      capabilities: {
        alwaysMatch: {
          pageLoadStrategy: 'none',
          'webkitgtk:browserOptions': { binary: this.#miniBrowser, args: ['--automation'] },
        },
      },
    });
    this.#session = `${address}/session/${sessionId ?? ''}`;
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

async function post(url: string, body: object): Promise<{ readonly sessionId?: string }> {
  const response = await fetch(url, { method: 'POST', body: JSON.stringify(body) });
  const { value } = (await response.json()) as { readonly value: { readonly sessionId?: string } | null };
  if (!response.ok) throw new Error(`WebDriver refuses ${url}: ${JSON.stringify(value)}`);
  return value ?? {};
}

async function untilReady(address: string): Promise<void> {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    if (
      await fetch(`${address}/status`).then(
        ({ ok }) => ok,
        () => false,
      )
    )
      return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('WebKitWebDriver did not start.');
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
