import type { Page, Worker } from 'playwright';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { OpenAiServer } from '../../helpers/openai-server.ts';
import { servePage, useServer } from '../../helpers/page-server.ts';
import { PageSession, newProfile, removeProfile } from '../../helpers/page-session.ts';
import { watchPolicy } from '../../helpers/policy-watch.ts';
import type { PolicyWatch } from '../../helpers/policy-watch.ts';

const server = useServer();
let profile: string;
let session: PageSession;
let watch: PolicyWatch;
const models: OpenAiServer[] = [];

beforeEach(async () => {
  profile = await newProfile();
  session = await PageSession.open(server.url, profile, {
    before: async (page) => (watch = await watchPolicy(page)),
  });
});

afterEach(async () => {
  await session.close();
  await removeProfile(profile);
  await Promise.all(models.splice(0).map((model) => model.close()));
});

async function startModel(url = server.url): Promise<OpenAiServer> {
  const answer = (): string => '{"language": "German"}';
  const model = await OpenAiServer.start({ answer, allowedOrigin: new URL(url).origin });
  models.push(model);
  return model;
}

/** Has a server answer from now on, as a user does. */
async function choose({ address }: OpenAiServer): Promise<void> {
  const { page } = session;
  await page.locator('#model-card').evaluate((card: HTMLDetailsElement) => (card.open = true));
  await page.selectOption('#model-kind', 'local');
  await page.fill('#localAddress', address);
  await page.fill('#localModel', 'small');
}

/** Does what starts a worker, and answers it. */
async function workerOf(name: string, act: () => Promise<unknown>): Promise<Worker> {
  const isIt = (worker: Worker): boolean => worker.url().includes(name);
  const [worker] = await Promise.all([session.page.waitForEvent('worker', isIt), act()]);
  return worker;
}

/** Whether a page, or a worker, can reach each of some addresses. */
function reached(from: Pick<Worker, 'evaluate'>, addresses: readonly string[]): Promise<readonly boolean[]> {
  return from.evaluate(
    (wanted) =>
      Promise.all(
        wanted.map((url) =>
          fetch(url).then(
            () => true,
            () => false,
          ),
        ),
      ),
    addresses,
  );
}

/** What the page is told when it does what no page of a strict policy may, by the policy's directives. */
function tryForbidden(page: Page): Promise<readonly string[]> {
  return page.evaluate(async () => {
    // The policy is there twice, in the page and in the header: each tells.
    const told = new Set<string>();
    document.addEventListener('securitypolicyviolation', ({ effectiveDirective }) => {
      told.add(effectiveDirective);
    });
    const script = document.createElement('script');
    script.textContent = 'window.wasRun = true';
    const style = document.createElement('style');
    style.textContent = 'body { color: red }';
    document.head.append(script, style);
    document.body.setAttribute('style', 'color: red');
    await fetch('http://192.0.2.1/').catch(() => undefined);
    await new Promise((resolve) => setTimeout(resolve, 200));
    script.remove();
    style.remove();
    return 'wasRun' in window ? [] : [...told].sort();
  });
}

describe('the policy of the built page', () => {
  it('is in force: inline scripts and styles, and all servers but its own, are refused', async () => {
    expect(await tryForbidden(session.page)).toEqual([
      'connect-src',
      'script-src-elem',
      'style-src-attr',
      'style-src-elem',
    ]);
  });

  it('is sent with the page and with its worker', async () => {
    const policies = await session.page.evaluate(async () => {
      const scripts = performance.getEntriesByType('resource').map(({ name }) => name);
      const worker = scripts.find((name) => name.includes('train.worker'));
      const answers = await Promise.all([fetch('./'), fetch(worker ?? 'missing')]);
      return answers.map(({ headers }) => headers.get('content-security-policy'));
    });
    for (const policy of policies) {
      expect(policy).toContain("default-src 'none'");
      expect(policy).toContain("connect-src 'self';");
      expect(policy).not.toContain("'unsafe-inline'");
      expect(policy).not.toContain("'unsafe-eval'");
    }
  });

  it('lets training, its curves, a resume, the dialogs and a page without a network be, without a violation', async () => {
    const { page } = session;
    await session.loadedForOffline();
    await session.train({ epochs: '3' });
    expect((await session.figures()).test).not.toBeNull();
    await page.locator('training-chart canvas').first().waitFor();

    const [newest, older] = await session.shownPaths();
    await page.locator(`checkpoint-panel [data-path="${newest}"] .location`).dblclick();
    await page.locator('checkpoint-inspect svg').first().waitFor();
    await page.keyboard.press('Escape');
    for (const path of [newest, older]) {
      await page.locator(`checkpoint-panel [data-path="${path}"] input[type=checkbox]`).check();
    }
    await page.getByRole('button', { name: 'Compare', exact: false }).first().click();
    await page.locator('checkpoint-compare').waitFor();
    await page.keyboard.press('Escape');

    await session.context.setOffline(true);
    await session.reload();
    await session.set({ epochs: '4' });
    await session.goOnFrom(newest ?? '');
    expect((await session.history())?.epoch).toEqual([0, 1, 2, 3]);
    expect(await session.ask('Alle Menschen sind frei und gleich an Würde und Rechten geboren.')).toContain(
      'German',
    );
    expect(await watch.violations()).toEqual([]);
  });
});

describe('the policy of a worker', () => {
  it.each([
    ['the page’s server', 'block'],
    ['the service worker', 'allow'],
  ] as const)(
    'comes from %s: the named model can be reached, no other, and from the page none',
    async (_, serviceWorkers) => {
      await session.close();
      session = await PageSession.open(server.url, profile, { serviceWorkers });
      if (serviceWorkers === 'allow') await session.loadedForOffline();
      const [first, second] = [await startModel(), await startModel()];
      const addresses = [first.address, second.address];
      await session.set({ epochs: '1000' });

      await choose(first);
      const before = await workerOf('train.worker', () => session.pressTrain());
      expect(await reached(before, addresses)).toEqual([true, false]);
      expect(second.hits).toBe(0);

      await session.page.click('#stop');
      await session.runEnded();
      await choose(second);
      const hits = first.hits;
      const after = await workerOf('train.worker', () => session.pressTrain());
      expect(await reached(after, addresses)).toEqual([false, true]);
      expect(await reached(session.page, addresses)).toEqual([false, false]);
      expect(first.hits).toBe(hits);
    },
  );

  it('lets a model that is named without a network be listed, tested, trained with and asked, without a violation', async () => {
    const { page } = session;
    const site = await servePage();
    await session.visit(site.url);
    await session.loadedForOffline();
    await site.stop();
    const [model, other] = [await startModel(site.url), await startModel(site.url)];
    await choose(model);
    await page.getByRole('button', { name: 'List the server’s models' }).click();
    await page.getByText('The server has 2 models: small, large.').waitFor();
    await page.getByRole('button', { name: 'Test', exact: true }).click();
    await page.getByText(/^It works/).waitFor();
    await session.train({ epochs: '1', batchSize: '200' });
    expect((await session.figures()).test).not.toBeNull();
    const answerer = await workerOf('train.worker', () => session.ask('Guten Tag.'));
    expect(await page.textContent('#answer')).toContain('German');
    expect(await watch.violations()).toEqual([]);
    expect(await reached(answerer, [model.address, other.address])).toEqual([true, false]);
    expect(other.hits).toBe(0);
  });

  it('lets one on the graphics processor load its model from where WebLLM keeps them, and from nowhere else', async () => {
    const { page } = session;
    const other = await startModel();
    const hosts = ['https://huggingface.co/', 'https://cdn.hf.co/', 'https://raw.githubusercontent.com/'];
    for (const host of hosts)
      await session.context.route(`${host}**`, (route) =>
        route.fulfill({ body: '', headers: { 'access-control-allow-origin': '*' } }),
      );
    const worker = await workerOf('web-llm.worker', () =>
      page.evaluate(async () => {
        const scripts = performance.getEntriesByType('resource').map(({ name }) => name);
        const texts = await Promise.all(scripts.map(async (url) => await (await fetch(url)).text()));
        const [name] = /web-llm\.worker-[\w-]+\.js/.exec(texts.join()) ?? [];
        const worker = new Worker(`./assets/${name}?connect=web-llm`, { type: 'module' });
        worker.addEventListener('error', ({ message }) => console.error(message));
      }),
    );
    expect(await reached(worker, [...hosts, other.address])).toEqual([true, true, true, false]);
    expect(other.hits).toBe(0);
  });
});
