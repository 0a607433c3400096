import type { Page } from 'playwright';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { publishPage } from '../../helpers/page-server.ts';
import type { PageServer, PublishedPage } from '../../helpers/page-server.ts';
import { PageSession, newProfile, removeProfile } from '../../helpers/page-session.ts';

let published: PublishedPage;
let server: PageServer;
let profile: string;
let session: PageSession;
let releases = 0;

beforeAll(async () => {
  published = await publishPage();
  return () => published.remove();
});

beforeEach(async () => {
  profile = await newProfile();
  server = await published.serve();
  session = await PageSession.open(server.url, profile);
  await session.loadedForOffline();
});

afterEach(async () => {
  await session.close();
  await removeProfile(profile);
  await server.stop();
});

/** Publishes a new version, and has a page look for it as its browser would sooner or later. Answers its title. */
async function release(page: Page): Promise<string> {
  const title = `Tidemark, release ${++releases}`;
  await published.release(title);
  await page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.update());
  return title;
}

describe('a page that was loaded once', () => {
  it('opens, trains, and shows what is loaded late, with neither network nor server', async () => {
    await session.context.setOffline(true);
    await server.stop();
    await session.reload();
    await session.train({ epochs: '2' });
    const [path] = await session.shownPaths();
    await session.page.locator(`checkpoint-panel [data-path="${path}"] .location`).dblclick();
    const graph = session.page.locator('checkpoint-inspect svg');
    await expect.poll(() => graph.first().textContent(), { timeout: 20_000 }).toContain('trainable');
  });

  it('can be installed', async () => {
    const cdp = await session.context.newCDPSession(session.page);
    const { installabilityErrors } = await cdp.send('Page.getInstallabilityErrors');
    const { errors } = await cdp.send('Page.getAppManifest');
    // A context of its own under automation counts as incognito, where nothing is installed.
    expect(installabilityErrors.filter(({ errorId }) => errorId !== 'in-incognito')).toEqual([]);
    expect(errors).toEqual([]);
  });
});

describe('a new version', () => {
  it('is told, waits for a run, and is loaded when it is wanted', async () => {
    const { page } = session;
    await session.set({ epochs: '1000' });
    await session.pressTrain();
    await session.epochsDone(1);
    const title = await release(page);
    const notice = page.locator('#update');
    await notice.getByText('It waits until training is over.').waitFor();
    await notice.getByRole('button', { name: 'Load it' }).click({ force: true });
    await session.epochsDone((await session.history())!.epoch.length + 2);

    await page.click('#stop');
    await session.runEnded();
    expect(await page.title()).not.toBe(title);
    await notice.getByRole('button', { name: 'Load it' }).click();
    await page.waitForFunction((wanted) => document.title === wanted, title);
    expect((await session.shownPaths()).length).toBeGreaterThan(0);
  });

  it('does not take the page from under another tab’s run', async () => {
    const { page } = session;
    const other = await session.context.newPage();
    await other.goto(server.url);
    await session.set({ epochs: '1000' });
    await session.pressTrain();
    await session.epochsDone(1);
    const title = await release(other);
    const notice = other.locator('#update');
    await notice.getByRole('button', { name: 'Load it' }).click();
    await notice.getByText('Another tab is training').waitFor();
    await session.epochsDone((await session.history())!.epoch.length + 2);

    await page.click('#stop');
    await session.runEnded();
    await notice.getByRole('button', { name: 'Load it' }).click();
    for (const tab of [page, other]) {
      await expect.poll(() => tab.title().catch(() => ''), { timeout: 20_000 }).toBe(title);
    }
  });

  it('can wait until later', async () => {
    const title = await release(session.page);
    const notice = session.page.locator('#update');
    await notice.getByRole('button', { name: 'Later' }).click();
    await notice.waitFor({ state: 'hidden' });
    expect(await session.page.title()).not.toBe(title);
  });
});

describe('closing the page', () => {
  it('is asked about during a run, and at no other time', async () => {
    const { page } = session;
    const asked: string[] = [];
    page.on('dialog', (dialog) => {
      asked.push(dialog.type());
      void dialog.dismiss();
    });
    await session.set({ epochs: '1000' });
    await session.pressTrain();
    await session.epochsDone(1);
    await page.close({ runBeforeUnload: true });
    await expect.poll(() => asked).toEqual(['beforeunload']);
    await page.click('#stop');
    await session.runEnded();
    await page.reload();
    expect(asked).toEqual(['beforeunload']);
  });
});
