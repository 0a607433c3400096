import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  axeProblems,
  bringAxe,
  keepPicture,
  markControls,
  noteFocus,
  problemsOf,
  unreached,
} from '../../helpers/appearance.ts';
import { publishPage } from '../../helpers/page-server.ts';
import type { PageServer, PublishedPage } from '../../helpers/page-server.ts';
import { PageSession, newProfile, removeProfile } from '../../helpers/page-session.ts';

let published: PublishedPage;
let server: PageServer;
let profile: string;
let session: PageSession;

beforeAll(async () => {
  published = await publishPage();
  return () => published.remove();
});

beforeEach(async () => {
  profile = await newProfile();
  server = await published.serve();
  session = await openPage();
});

afterEach(async () => {
  await session.close();
  await removeProfile(profile);
  await server.stop();
});

function openPage(): Promise<PageSession> {
  return PageSession.open(server.url, profile, { before: bringAxe });
}

/** What is wrong with the page as it stands, narrow and wide, light and dark. */
function problems(name: string): Promise<readonly string[]> {
  return problemsOf(session.page, `page-${name}`);
}

async function trainFor(epochs: number): Promise<void> {
  await session.set({ epochs: '1000' });
  await session.pressTrain();
  await session.epochsDone(epochs);
}

describe('nothing is wrong with how the page looks', () => {
  it('when it is opened for the first time', async () => {
    await session.loadedForOffline();
    expect(await problems('fresh')).toEqual([]);
  });

  it('during a run, and while that is paused', async () => {
    await trainFor(3);
    expect(await problems('running')).toEqual([]);
    await session.page.click('#pause');
    await session.page.getByText('Paused').waitFor();
    expect(await problems('paused')).toEqual([]);
  });

  it('after a run, with all that can be folded out', async () => {
    await session.train({ epochs: '6' });
    expect(await problems('finished')).toEqual([]);
    await session.ask('Alle Menschen sind frei und gleich an Würde und Rechten geboren.');
    await session.page.locator('.messages summary').click();
    await session.page.getByRole('button', { name: 'As a table' }).click();
    await session.page.getByRole('heading', { name: 'Language model' }).click();
    expect(await problems('unfolded')).toEqual([]);
  });

  it('after a crash', async () => {
    await trainFor(3);
    await session.kill();
    session = await openPage();
    await session.page.getByRole('button', { name: 'Start over' }).waitFor();
    expect(await problems('after-crash')).toEqual([]);
  });

  it('without a network', async () => {
    await session.loadedForOffline();
    await session.context.setOffline(true);
    await session.reload();
    await session.train({ epochs: '2' });
    expect(await problems('offline')).toEqual([]);
  });

  it('when a new version is ready', async () => {
    await session.loadedForOffline();
    await published.release('A newer Tidemark');
    await session.page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.update());
    await session.page.locator('#update:visible').waitFor();
    expect(await problems('update-ready')).toEqual([]);
  });

  it('when settings are wrong, and when a run fails', async () => {
    await session.set({ epochs: '0', filepath: 'runs/{nope}.json' });
    await session.pressTrain();
    expect(await problems('wrong-settings')).toEqual([]);
    await session.context.route('**/languages.json', (route) => route.fulfill({ status: 503 }));
    await session.page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.unregister());
    await session.reload().catch(() => undefined);
    await session.page.getByText('could not start').waitFor();
    expect(await problems('failed')).toEqual([]);
  });

  it('while checkpoints are compared, and one is looked into', async () => {
    await session.train({ epochs: '4' });
    const { page } = session;
    const rows = page.locator('checkpoint-panel [data-path]');
    await rows.first().getByRole('checkbox').check();
    await rows.nth(2).getByRole('checkbox').check();
    await page.getByRole('button', { name: 'Compare', exact: true }).click();
    await page.getByRole('button', { name: 'Judge both, sample by sample' }).click();
    await page.locator('checkpoint-compare').getByText('A gets').waitFor();
    expect(await problems('compare')).toEqual([]);
    await page.keyboard.press('Escape');
    await rows.first().locator('.location').dblclick();
    await page.locator('checkpoint-inspect svg').first().waitFor();
    await page.locator('checkpoint-inspect textarea').fill('Alle Menschen sind frei.');
    await page.locator('checkpoint-inspect').getByRole('button', { name: 'Ask' }).click();
    await page.locator('checkpoint-inspect').getByText('German').first().waitFor();
    expect(await problems('inspect')).toEqual([]);
  });

  it('while it explains itself', async () => {
    await session.page.getByRole('button', { name: 'Help', exact: true }).click();
    await session.page.getByRole('dialog', { name: 'Help' }).waitFor();
    expect(await problems('help')).toEqual([]);
    for (const summary of await session.page.locator('#help summary').all()) await summary.click();
    expect(await problems('help-unfolded')).toEqual([]);
    await session.page.keyboard.press('Escape');
    const focused = await session.page.evaluate(() => document.activeElement?.textContent);
    expect(focused).toBe('Help');
  });
});

describe('the page in other surroundings', () => {
  it('keeps to forced colours', async () => {
    await session.train({ epochs: '3' });
    await session.page.emulateMedia({ forcedColors: 'active' });
    await keepPicture(session.page, 'page-forced-colors');
    expect(await axeProblems(session.page)).toEqual([]);
  });

  it('reads from right to left, narrow and wide', async () => {
    await session.train({ epochs: '3' });
    await session.page.evaluate(() => (document.documentElement.dir = 'rtl'));
    expect(await problems('rtl')).toEqual([]);
  });

  it('fits a phone', async () => {
    await session.train({ epochs: '3' });
    await session.page.setViewportSize({ width: 390, height: 844 });
    await keepPicture(session.page, 'page-phone');
    const width = await session.page.evaluate(() => document.documentElement.scrollWidth);
    expect(width).toBeLessThanOrEqual(390);
  });

  it('fills a screen of 4k without falling apart', async () => {
    await session.train({ epochs: '3' });
    await session.page.setViewportSize({ width: 3840, height: 2160 });
    await keepPicture(session.page, 'page-4k');
    const width = await session.page.evaluate(() => document.documentElement.scrollWidth);
    expect(width).toBeLessThanOrEqual(3840);
  });

  it('moves nothing for those who want little motion', async () => {
    await session.page.emulateMedia({ reducedMotion: 'reduce' });
    await trainFor(2);
    const moving = await session.page.evaluate(() => {
      const long = document
        .getAnimations()
        .filter(({ effect }) => Number(effect?.getComputedTiming().duration) > 10);
      return long.map((animation) => animation.constructor.name);
    });
    expect(moving).toEqual([]);
  });
});

describe('the page by keyboard', () => {
  it('reaches everything that a pointer can', async () => {
    await session.train({ epochs: '2' });
    const { page } = session;
    await page.locator('.messages summary').click();
    await markControls(page);
    // The Tab key goes on from where one has clicked last.
    await page.locator('h1').click();
    for (let presses = 0; presses < 200; presses += 1) {
      await page.keyboard.press('Tab');
      if (!(await noteFocus(page))) break;
    }
    expect(await unreached(page)).toEqual([]);
  });

  it('trains, stops, and asks the best program', async () => {
    const { page } = session;
    await page.locator('#epochs').focus();
    await page.keyboard.press('Control+A');
    await page.keyboard.type('1000');
    await page.keyboard.press('Enter');
    await session.epochsDone(2);
    await page.locator('#stop').focus();
    await page.keyboard.press('Enter');
    await session.runEnded();
    await page.locator('#sentence').focus();
    await page.keyboard.type('Alle Menschen sind frei und gleich an Würde und Rechten geboren.');
    await page.keyboard.press('Enter');
    await page.getByText('German (Deutsch)').waitFor();
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('sentence');
  });
});
