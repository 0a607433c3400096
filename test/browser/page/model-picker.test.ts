import { unzipSync } from 'fflate';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { bringAxe, problemsOf } from '../../helpers/appearance.ts';
import { everythingStored } from '../../helpers/everything-stored.ts';
import { OpenAiServer } from '../../helpers/openai-server.ts';
import type { OpenAiServerOptions } from '../../helpers/openai-server.ts';
import { useServer } from '../../helpers/page-server.ts';
import { PageSession, newProfile, removeProfile } from '../../helpers/page-session.ts';
import { watchPolicy } from '../../helpers/policy-watch.ts';
import type { PolicyWatch } from '../../helpers/policy-watch.ts';

const key = 'sk-planted-3f9a77c1d2';

const site = useServer();
let profile: string;
let session: PageSession;
let policy: PolicyWatch;
let said: string[];
let asked: Set<string>;
let servers: OpenAiServer[] = [];

beforeEach(async () => {
  [said, asked] = [[], new Set()];
  profile = await newProfile();
  session = await PageSession.open(site.url, profile, {
    serviceWorkers: 'block',
    before: async (page) => {
      await bringAxe(page);
      policy = await watchPolicy(page);
      page.context().on('console', (message) => said.push(message.text()));
      page.context().on('request', (request) => asked.add(new URL(request.url()).origin));
    },
  });
  await session.page.locator('#model-card summary').click();
});

afterEach(async () => {
  await session.close();
  await removeProfile(profile);
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

async function start(options: Partial<OpenAiServerOptions> = {}): Promise<OpenAiServer> {
  const allowedOrigin = new URL(site.url).origin;
  const answer = (): string => '{"language": "German"}';
  const server = await OpenAiServer.start({ answer, allowedOrigin, ...options });
  servers.push(server);
  return server;
}

async function chooseLocal(address: string, model: string): Promise<void> {
  await session.page.selectOption('#model-kind', 'local');
  await session.page.fill('#localAddress', address);
  await session.page.fill('#localModel', model);
}

async function chooseRemote(address: string): Promise<void> {
  const { page } = session;
  await page.selectOption('#model-kind', 'remote');
  await page.fill('#remoteAddress', address);
  await page.fill('#remoteModel', 'small');
  await page.fill('#api-key', key);
  await page.fill('#promptPrice', '2');
}

/** Presses Test, and answers what the page then says. */
async function pressTest(): Promise<string> {
  await session.page.getByRole('button', { name: 'Test', exact: true }).click();
  const result = session.page.locator('#model-result');
  await expect.poll(() => result.textContent(), { timeout: 20_000 }).not.toMatch(/^(Asking…)?$/);
  return (await result.textContent()) ?? '';
}

describe('the Test button', () => {
  it('has the embedded model answer', async () => {
    expect(await pressTest()).toMatch(/^It works: .* it answered \{"language": "German"\} in \d+ ms\.$/);
  });

  it('has a local server answer, whose models are listed before', async () => {
    const server = await start();
    await chooseLocal(server.address, '');
    await session.page.getByRole('button', { name: 'List the server’s models' }).click();
    await session.page.getByText('The server has 2 models: small, large.').waitFor();
    expect(await session.page.inputValue('#localModel')).toBe('small');
    expect(await pressTest()).toMatch(/"German"\} in .*, for 10 tokens in and 3 out\.$/);
    expect(server.seen[0]?.body.model).toBe('small');
  });

  it.each([
    ['a server that refuses the page', { allowedOrigin: '' }, /OLLAMA_ORIGINS=.*\(cors-refused\)$/],
    ['a refused key', { fault: () => 'refused-key' as const }, /\(unauthorized\)$/],
    ['too much at once', { fault: () => 'rate-limited' as const }, /Wait a while.*\(rate-limited\)$/],
    ['an answer that breaks off', { fault: () => 'half-an-answer' as const }, /broke off.*\(bad-response\)$/],
    ['a lost connection', { fault: () => 'connection-lost' as const }, /log\. \(bad-response\)$/],
    ['an answer that is no completion', { fault: () => 'no-completion' as const }, /\(bad-response\)$/],
  ])('says what to do about %s', async (_, options, text) => {
    const server = await start(options);
    await chooseLocal(server.address, 'small');
    expect(await pressTest()).toMatch(text);
    expect(await session.page.locator('#model-result.problem').count()).toBe(1);
  });

  it('says what to do about a server that is down', async () => {
    const server = await start();
    await server.close();
    await chooseLocal(server.address, 'small');
    expect(await pressTest()).toMatch(/\(server-down\)$/);
  });

  it('says beside the field what no page of this policy may ask', async () => {
    await chooseLocal('http://192.168.1.20:11434', 'small');
    await session.page.getByRole('button', { name: 'Test', exact: true }).click();
    expect(await session.page.textContent('#localAddress-problem')).toContain(
      'neither secure nor on this computer',
    );
    expect(await session.page.evaluate(() => document.activeElement?.id)).toBe('localAddress');
  });
});

describe('the list of a server’s models', () => {
  it('is no longer wanted once another server is named', async () => {
    const { page } = session;
    const server = await start();
    await page.route('**/v1/models', () => {});
    await chooseLocal(server.address, '');
    const [worker] = await Promise.all([
      page.waitForEvent('worker', (started) => started.url().includes('ask.worker')),
      page.getByRole('button', { name: 'List the server’s models' }).click(),
    ]);
    await page.getByText(`Asking ${server.address} for its models…`).waitFor();
    const ended = worker.waitForEvent('close');
    await page.fill('#localAddress', 'http://localhost:9');
    await ended;
    expect(await page.textContent('#model-result')).toBe('');
    expect(await page.inputValue('#localModel')).toBe('');
  });
});

describe('a model that is downloaded first', () => {
  it('tells how far it has come as a bar does, and reads no step of it aloud', async () => {
    const { page } = session;
    await page.evaluate(() => {
      const create = ({ monitor }: { monitor: (download: EventTarget) => void }): Promise<never> => {
        const download = new EventTarget();
        monitor(download);
        download.dispatchEvent(Object.assign(new Event('downloadprogress'), { loaded: 0.42 }));
        return new Promise(() => {});
      };
      const availability = async (): Promise<string> => 'downloadable';
      Object.defineProperty(window, 'LanguageModel', { value: { availability, create } });
    });
    await page.selectOption('#model-kind', 'built-in');
    await page.getByRole('button', { name: 'Test', exact: true }).click();
    const bar = page.getByRole('progressbar', { name: 'Loading of the model' });
    await bar.waitFor();
    expect(await bar.evaluate((element: HTMLProgressElement) => element.value)).toBe(0.42);
    expect(await bar.evaluate((element) => element.closest('[role="status"], [aria-live]'))).toBeNull();
    expect(await page.textContent('#model-result')).toBe('Asking…');
    await page.getByRole('button', { name: 'Stop the test' }).click();
    await page.getByText('The test was stopped.').waitFor();
    expect(await bar.isVisible()).toBe(false);
  });
});

describe('a model that cannot run here', () => {
  it.each([
    ['built-in', /^Not available here\. This browser has (no|a) built-in model/],
    ['web-gpu', /WebGPU|graphics processor/],
  ])('says why: %s', async (kind, reason) => {
    await session.page.selectOption('#model-kind', kind);
    await session.page.locator('#model-availability').getByText('Not available here.').waitFor();
    expect(await session.page.textContent('#model-availability')).toMatch(reason);
    // Some builds of Chromium offer a built-in model, and fail when it is asked: with whatever error, it is told.
    expect(await pressTest()).toMatch(/\((unavailable|server-error)\)$/);
    expect(await session.page.locator('#model-result.problem').count()).toBe(1);
  });
});

describe('the card', () => {
  it('is fit for everybody in each of its states, narrow and wide, light and dark', async () => {
    const { page } = session;
    const server = await start();
    const card = page.locator('#model-card');
    const problems: string[] = [];
    const look = async (name: string): Promise<void> => {
      problems.push(...(await problemsOf(page, `model-${name}`, card)));
    };
    for (const kind of ['embedded', 'built-in', 'web-gpu', 'local']) {
      await page.selectOption('#model-kind', kind);
      if (kind !== 'local') await pressTest();
      await look(kind);
    }
    await chooseRemote(server.address);
    await page.check('#keep-key');
    await pressTest();
    await look('remote');
    await page.fill('#completionPrice', 'much');
    await page.getByRole('button', { name: 'Test', exact: true }).click();
    await look('remote-wrong');
    expect(problems).toEqual([]);
  });
});

describe('a run with a server behind a key', () => {
  it('counts what it asks, remembers it, and leaves the key nowhere', async () => {
    const server = await start();
    const { page } = session;
    await chooseRemote(server.address);
    expect(await page.textContent('#key-place')).toContain('memory of this page');
    expect(await pressTest()).toContain('It works');
    await session.set({ epochs: '1', batchSize: '200' });
    await session.pressTrain();
    // While the untrained program is judged.
    await page.getByText(/calls .* tokens in/).waitFor();
    await session.runEnded();
    expect(await session.message()).toMatch(/saved/);

    const asking = server.seen.filter(({ headers }) => headers.authorization === `Bearer ${key}`);
    expect(asking.length).toBe(server.seen.length);
    const usage = await page.textContent('#usage');
    expect(usage).toMatch(/^[\d,]+ calls .* tokens in, .* ms a call · cost 0\.\d+$/);
    expect(await page.locator('answer-cache').textContent()).not.toBeNull();

    const { bytes } = await session.downloadBest();
    expect(bytes.toString()).toContain(server.address);
    const exported = await exportedText();
    expect(exported).toContain(server.address);
    const stored = await everythingStored(session.page);
    expect(stored).toContain(server.address);
    for (const place of [stored, bytes.toString('latin1'), exported, said.join('\n'), page.url()])
      expect(place).not.toContain(key);
    expect([...asked].toSorted()).toEqual([new URL(site.url).origin, server.address].toSorted());
    expect(await policy.violations()).toEqual([]);
  });

  it('can be stopped while the untrained program is judged, and asks nothing from then on', async () => {
    const server = await start({ latencyMs: 500 });
    await chooseRemote(server.address);
    await session.pressTrain();
    await expect.poll(() => server.seen.length).toBeGreaterThan(0);
    await session.page.click('#stop');
    await session.runEnded();
    expect(await session.message()).toBe('Stopped.');
    const { length } = server.seen;
    await session.page.waitForTimeout(1500);
    expect(server.seen.length).toBe(length);
    expect(await session.figures()).toEqual({ untrained: null, best: null, test: null });
  });

  it('keeps nothing of a key that is typed into the address', async () => {
    const { page } = session;
    await chooseRemote(`https://me:${key}@api.example/v1`);
    await page.fill('#remoteAddress', `https://api.example/v1?key=${key}`);
    await page.fill('#api-key', '');
    await page.fill('#remoteModel', 'large');
    await expect.poll(() => session.kept('model')).toMatchObject({ remoteModel: 'large' });
    expect(await everythingStored(page)).not.toContain(key);
    await page.getByRole('button', { name: 'Test', exact: true }).click();
    expect(await page.textContent('#remoteAddress-problem')).toContain('Give the key in its own field');
  });

  it('keeps the key through a reload only when that is wanted', async () => {
    const server = await start();
    const { page } = session;
    await chooseRemote(server.address);
    await expect.poll(() => session.kept('model')).toMatchObject({ remoteModel: 'small', promptPrice: '2' });
    await session.reload();
    expect(await page.inputValue('#api-key')).toBe('');
    await page.locator('#model-card summary').click();
    await page.fill('#api-key', key);
    await page.check('#keep-key');
    expect(await page.textContent('#key-place')).toContain('sessionStorage');
    await session.reload();
    expect(await page.inputValue('#api-key')).toBe(key);
    await page.locator('#model-card summary').click();
    await page.fill('#remoteAddress', 'https://elsewhere.example/v1');
    expect(await page.inputValue('#api-key')).toBe('');
    await page.fill('#remoteAddress', server.address);
    await page.uncheck('#keep-key');
    expect(await everythingStored(session.page)).not.toContain(key);
  });
});

/** Every checkpoint in one export, unpacked. */
async function exportedText(): Promise<string> {
  await session.stored();
  const bytes = await session.page.evaluate(async () => {
    const store = await window.tidemark.openCheckpointStore();
    const { bytes } = await store.export();
    await store.close();
    return [...bytes];
  });
  return Object.values(unzipSync(Uint8Array.from(bytes)))
    .map((file) => new TextDecoder().decode(file))
    .join('\n');
}
