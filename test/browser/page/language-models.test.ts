import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { chromium } from 'playwright';
import type { Browser, Page } from 'playwright';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { chromiumOptions } from '../../../.scripts/find-chromium.mjs';
import { OpenAiServer } from '../../helpers/openai-server.ts';

/** An empty page that has the library, and a worker that borrows a model from its page. */
const files: Readonly<Record<string, readonly [type: string, text: string]>> = {
  '/': [
    'text/html',
    '<!doctype html><script type="module">window.tidemark = await import("/tidemark.js")</script>',
  ],
  '/worker.js': [
    'text/javascript',
    `import { borrowModel } from '/tidemark.js';
     const model = borrowModel('page/model');
     const messages = [{ role: 'user', content: 'from the worker' }];
     model.complete({ messages, schema: null }).then(postMessage, (error) => postMessage(String(error)));`,
  ],
};

const servers: OpenAiServer[] = [];
let site: Server;
let origin: string;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  site = createServer((request, response) => {
    void (async () => {
      const path = request.url ?? '/';
      const known = files[path];
      const script = known ? null : await readFile(join(inject('builtPage'), path)).catch(() => null);
      const [type, text] = known ?? ['text/javascript', script];
      response.writeHead(text === null ? 404 : 200, { 'content-type': type }).end(text);
    })();
  });
  await new Promise<void>((resolve) => site.listen(0, 'localhost', resolve));
  origin = `http://localhost:${(site.address() as AddressInfo).port}`;
  browser = await chromium.launch(await chromiumOptions());
});

afterAll(async () => {
  await browser.close();
  site.closeAllConnections();
  site.close();
});

beforeEach(async () => {
  page = await browser.newPage();
  await open();
});

afterEach(async () => {
  await page.close();
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

async function open(): Promise<void> {
  await page.goto(origin);
  await page.waitForFunction(() => 'tidemark' in window);
}

async function start(allowedOrigin?: string): Promise<OpenAiServer> {
  const server = await OpenAiServer.start({
    answer: () => 'hello',
    ...(allowedOrigin === undefined ? {} : { allowedOrigin }),
  });
  servers.push(server);
  return server;
}

/** Asks from the page, and gives the answer's text, or the error's code and message. */
function askFromPage(apiBase: string, caching = false): Promise<readonly (string | undefined)[]> {
  return page.evaluate(
    async ([address, isCached]) => {
      const model = new window.tidemark.LanguageModel({
        model: 'ollama/small',
        apiBase: address,
        apiKey: 'a-key',
        caching: isCached,
        retry: 1,
      });
      const messages = [{ role: 'user' as const, content: 'hello?' }];
      return model.complete({ messages, schema: null }).then(
        ({ content }) => [content],
        ({ code, message }: { code: string; message: string }) => [code, message],
      );
    },
    [apiBase, caching] as const,
  );
}

describe('a server that a page may read', () => {
  it('answers, key and all', async () => {
    const server = await start(origin);
    expect(await askFromPage(server.address)).toEqual(['hello']);
    expect(server.seen[0]?.headers).toMatchObject({ origin, authorization: 'Bearer a-key' });
  });

  it('is asked once for what the page remembers, also after it was loaded again', async () => {
    const server = await start(origin);
    expect(await askFromPage(server.address, true)).toEqual(['hello']);
    await open();
    expect(await askFromPage(server.address, true)).toEqual(['hello']);
    expect(server.seen).toHaveLength(1);
  });
});

describe('a server that a page may not read', () => {
  it('is told from one that is not there, with the very setting to change', async () => {
    const server = await start();
    const [code, message] = await askFromPage(server.address);
    expect(code).toBe('cors-refused');
    expect(message).toContain(`OLLAMA_ORIGINS=${origin}`);
    await server.close();
    servers.length = 0;
    expect((await askFromPage(server.address))[0]).toBe('server-down');
  });
});

describe('a model that a page lends to its worker', () => {
  it('answers there', async () => {
    const answer = await page.evaluate(async () => {
      const worker = new Worker('/worker.js', { type: 'module' });
      window.tidemark.lendModel(worker, {
        config: { model: 'page/model' },
        complete: async ({ messages }) => ({ content: `page heard: ${String(messages[0]?.content)}` }),
      });
      return new Promise((resolve) =>
        worker.addEventListener('message', ({ data }: MessageEvent<{ type?: string }>) => {
          if (data.type === undefined) resolve(data);
        }),
      );
    });
    expect(answer).toEqual({ content: 'page heard: from the worker' });
  });
});
