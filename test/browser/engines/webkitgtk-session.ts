import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';

/** WebKitGTK's MiniBrowser, which speaks plain WebDriver, on a screen that nobody sees. */
export class WebKitGtkSession {
  readonly #processes: readonly ChildProcess[];
  readonly #address: string;

  private constructor(processes: readonly ChildProcess[], address: string) {
    this.#processes = processes;
    this.#address = address;
  }

  /** @param settings environment variables for the browser */
  static async start(
    miniBrowser: string,
    settings: Readonly<Record<string, string>> = {},
  ): Promise<WebKitGtkSession> {
    const display = `:${90 + (process.pid % 1000)}`;
    const screen = spawn('Xvfb', [display, '-screen', '0', '1366x1024x24'], { stdio: 'ignore' });
    const port = await freePort();
    const env = {
      ...process.env,
      DISPLAY: display,
      WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1',
      ...settings,
    };
    const driver = spawn('WebKitWebDriver', [`--port=${port}`], { stdio: 'ignore', env });
    const address = `http://127.0.0.1:${port}`;
    await untilReady(address);
    const { sessionId } = (await post(`${address}/session`, {
      capabilities: {
        alwaysMatch: {
          pageLoadStrategy: 'none',
          'webkitgtk:browserOptions': { binary: miniBrowser, args: ['--automation'] },
        },
      },
    })) as { readonly sessionId: string };
    return new WebKitGtkSession([screen, driver], `${address}/session/${sessionId}`);
  }

  async goto(url: string): Promise<void> {
    await post(`${this.#address}/url`, { url });
  }

  /** Runs a function's body in the page. */
  run(body: string): Promise<unknown> {
    return post(`${this.#address}/execute/sync`, { script: body, args: [] });
  }

  /** Presses keys together: `a`, or WebDriver's own characters for those that write nothing. */
  async press(keys: readonly string[]): Promise<void> {
    const down = keys.map((value) => ({ type: 'keyDown', value }));
    const up = keys.toReversed().map((value) => ({ type: 'keyUp', value }));
    const actions = [{ type: 'key', id: 'keyboard', actions: [...down, ...up] }];
    await post(`${this.#address}/actions`, { actions });
  }

  async end(): Promise<void> {
    await fetch(this.#address, { method: 'DELETE' }).catch(() => null);
    for (const child of this.#processes) child.kill();
  }
}

async function post(url: string, body: object): Promise<unknown> {
  const response = await fetch(url, { method: 'POST', body: JSON.stringify(body) });
  const { value } = (await response.json()) as { readonly value: unknown };
  if (!response.ok) throw new Error(`WebDriver refuses ${url}: ${JSON.stringify(value)}`);
  return value;
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
