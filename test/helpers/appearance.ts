import { mkdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type Axe from 'axe-core';
import type { Locator, Page } from 'playwright';

const folder = join(import.meta.dirname, '../../test-results/screenshots');
const axePath = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

/** The narrowest screen there is, and that of a laptop. */
const widths = [320, 1280] as const;
const schemes = ['light', 'dark'] as const;

/** Has axe-core ready on every page that a tab opens from now on. */
export async function bringAxe(page: Page): Promise<void> {
  await page.addInitScript({ path: axePath });
}

/**
 * Looks at a page as it stands, narrow and wide, light and dark: keeps a picture of each, and answers what is wrong with
 * any of them. Leaves it wide and light.
 *
 * @param part what the pictures show, if not all of the page
 */
export async function problemsOf(page: Page, name: string, part?: Locator): Promise<readonly string[]> {
  const problems = new Set<string>();
  for (const width of widths) {
    await page.setViewportSize({ width, height: 900 });
    for (const colorScheme of schemes) {
      await page.emulateMedia({ colorScheme });
      await settle(page);
      await keepPicture(page, `${name}-${colorScheme}-${width}`, part);
      const found = [...(await axeProblems(page)), ...(await overflow(page))];
      for (const problem of found) problems.add(`${width} ${colorScheme}: ${problem}`);
    }
  }
  await page.emulateMedia({ colorScheme: 'light' });
  return [...problems];
}

/** Keeps a picture for people to look at: of a whole page, or of a part of it. */
export async function keepPicture(page: Page, name: string, part?: Locator): Promise<void> {
  await mkdir(folder, { recursive: true });
  const path = join(folder, `${name}.png`);
  await (part ? part.screenshot({ path }) : page.screenshot({ path, fullPage: true }));
}

/** What axe-core finds, shadow roots included: `rule: markup`. */
export function axeProblems(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    const { axe } = window as unknown as { axe: typeof Axe };
    const { violations } = await axe.run(document);
    return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 200)}`));
  });
}

/** Whether the page is wider than its window. */
async function overflow(page: Page): Promise<string[]> {
  const excess = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  return excess > 0 ? [`the page is ${excess} px too wide`] : [];
}

/** Colours that change do so over some milliseconds; a canvas is drawn anew then. */
async function settle(page: Page): Promise<void> {
  await page.evaluate(
    () =>
      new Promise((resolve) => {
        setTimeout(() => requestAnimationFrame(() => requestAnimationFrame(resolve)), 150);
      }),
  );
}

declare global {
  interface Window {
    /** What is to be reached by keyboard; only while a test looks at that. */
    toReach: Set<Element>;
  }
}

/** Notes what can be used on a page, shadow roots included. A list of which one row takes the focus is one stop. */
export async function markControls(page: Page): Promise<void> {
  await page.evaluate(() => {
    const controls = 'a[href], button, input, select, textarea, summary, [tabindex="0"]';
    window.toReach = new Set();
    const walk = (root: ParentNode): void => {
      for (const element of root.querySelectorAll<HTMLElement>('*')) {
        const isOut = element.tabIndex < 0 || element.matches(':disabled');
        if (element.matches(controls) && !isOut && element.checkVisibility()) window.toReach.add(element);
        if (element.shadowRoot) walk(element.shadowRoot);
      }
    };
    walk(document);
  });
}

/** Takes what has the focus off the list; false once nothing of the page has. */
export function noteFocus(page: Page): Promise<boolean> {
  return page.evaluate(() => {
    let focused = document.activeElement;
    while (focused?.shadowRoot?.activeElement) focused = focused.shadowRoot.activeElement;
    if (focused) window.toReach.delete(focused);
    return focused !== null && focused !== document.body;
  });
}

/** What the keyboard did not come to. */
export function unreached(page: Page): Promise<string[]> {
  return page.evaluate(() => Array.from(window.toReach, ({ outerHTML }) => outerHTML.slice(0, 120)));
}
