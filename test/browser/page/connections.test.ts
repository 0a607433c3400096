import { afterAll, beforeAll, expect, it } from 'vitest';
import { openEnginePage } from '../../helpers/engine-page.ts';
import type { EnginePage } from '../../helpers/engine-page.ts';
import { OpenAiServer } from '../../helpers/openai-server.ts';
import { useServer } from '../../helpers/page-server.ts';

const server = useServer();
let page: EnginePage;
let named: OpenAiServer;
let other: OpenAiServer;

beforeAll(async () => {
  const answer = (): string => '{"language": "German"}';
  const allowedOrigin = new URL(server.url).origin;
  [named, other] = await Promise.all([
    OpenAiServer.start({ answer, allowedOrigin }),
    OpenAiServer.start({ answer, allowedOrigin }),
  ]);
  page = await openEnginePage();
});

afterAll(async () => {
  await page.close();
  await Promise.all([named.close(), other.close()]);
});

/** Waits until an expression has a value in the page. */
function reads(expression: string, value: unknown): Promise<void> {
  const read = (): Promise<unknown> => page.read(expression).catch(() => null);
  return expect.poll(read, { timeout: 60_000, interval: 200 }).toEqual(value);
}

/** Fills a field of the page as a user does. */
async function fill(id: string, value: string): Promise<void> {
  const field = `document.getElementById(${JSON.stringify(id)})`;
  await page.read(
    `(${field}.value = ${JSON.stringify(value)}, ${field}.dispatchEvent(new Event('input', { bubbles: true })))`,
  );
}

/** Has the worker that asks for the page, started for one server, ask another for its models. */
function ask(startedFor: OpenAiServer, asked: OpenAiServer): Promise<unknown> {
  const question = { kind: 'list', provider: 'openai', apiBase: asked.address, apiKey: null };
  return page.read(`(async () => {
    const scripts = [...document.querySelectorAll('script[src], link[rel=modulepreload]')];
    const texts = await Promise.all(scripts.map(async ({ src, href }) => (await fetch(src ?? href)).text()));
    const [name] = /ask\\.worker-[\\w-]+\\.js/.exec(texts.join());
    const address = './assets/' + name + '?connect=' + encodeURIComponent(${JSON.stringify(startedFor.address)});
    const worker = new Worker(address, { type: 'module' });
    const answer = new Promise((resolve) => worker.addEventListener('message', ({ data }) => resolve(data.models ?? null)));
    worker.postMessage(${JSON.stringify(question)});
    return answer.finally(() => worker.terminate());
  })()`);
}

it('lets the page ask the server that was named and no other, at once and when its service worker is there', async () => {
  await page.goto(server.url);
  await reads(`document.querySelectorAll('#languages li').length > 0`, true);
  for (const isControlled of [false, true]) {
    if (isControlled) await reads('navigator.serviceWorker.controller !== null', true);
    await fill('model-kind', 'local');
    await fill('localAddress', named.address);
    await fill('localModel', 'small');
    await page.read(`document.getElementById('model-test').click()`);
    await reads(`/^It works/.test(document.getElementById('model-result').textContent)`, true);
    expect(await ask(named, named)).toEqual(['small', 'large']);
    expect(await ask(named, other)).toBeNull();
    expect(await ask(other, named)).toBeNull();
    const reached = `fetch(${JSON.stringify(named.address)}).then(() => true, () => false)`;
    expect(await page.read(reached)).toBe(false);
  }
  expect(other.hits).toBe(0);
});
