import type { Page } from 'playwright';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { useServer } from '../../helpers/page-server.ts';
import { PageSession, newProfile, removeProfile } from '../../helpers/page-session.ts';
import { watchPolicy } from '../../helpers/policy-watch.ts';
import type { PolicyWatch } from '../../helpers/policy-watch.ts';

const server = useServer();
let profile: string;
let session: PageSession;
let watch: PolicyWatch;

beforeEach(async () => {
  profile = await newProfile();
  session = await PageSession.open(server.url, profile, {
    before: async (page) => (watch = await watchPolicy(page)),
  });
});

afterEach(async () => {
  await session.close();
  await removeProfile(profile);
});

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
  it('is in force: inline scripts and styles, and servers that nobody can name, are refused', async () => {
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
    await page.getByRole('button', { name: `Resume from ${newest}` }).click();
    await session.runEnded();
    expect((await session.history())?.epoch).toEqual([0, 1, 2, 3]);
    expect(await session.ask('Alle Menschen sind frei und gleich an Würde und Rechten geboren.')).toContain(
      'German',
    );
    expect(await watch.violations()).toEqual([]);
  });
});
