import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright';
import type { BrowserContext, Page } from 'playwright';
import { chromiumOptions } from '../../.scripts/find-chromium.mjs';
import type * as tidemark from '../../src/index.ts';
import type { CheckpointEntry, TrainerHistory } from '../../src/index.ts';
import type { TrainingChart } from '../../src/elements.ts';

declare global {
  interface Window {
    tidemark: typeof tidemark;
  }
}

/** The three figures under the curves; null where there is a dash. */
export interface Figures {
  readonly untrained: number | null;
  readonly best: number | null;
  readonly test: number | null;
}

/** What can be typed into the form. */
export type FormSettings = Partial<Record<'epochs' | 'batchSize' | 'seed' | 'filepath', string>>;

/** Makes an empty profile: a browser's storage on disk. */
export function newProfile(): Promise<string> {
  return mkdtemp(join(tmpdir(), 'tidemark-profile-'));
}

export async function removeProfile(profile: string): Promise<void> {
  await rm(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
}

/** A browser with the demo open, operated as a user would. */
export class PageSession {
  readonly context: BrowserContext;
  readonly page: Page;

  private constructor(context: BrowserContext, page: Page) {
    this.context = context;
    this.page = page;
  }

  /** Opens the demo in a profile, and waits until it is there. */
  static async open(
    url: string,
    profile: string,
    { before = () => Promise.resolve(), serviceWorkers = 'allow' }: OpenOptions = {},
  ): Promise<PageSession> {
    const context = await chromium.launchPersistentContext(profile, {
      ...(await chromiumOptions()),
      serviceWorkers,
      viewport: { width: 1280, height: 900 },
    });
    const page = context.pages()[0] ?? (await context.newPage());
    const session = new PageSession(context, page);
    try {
      await before(page);
      await session.visit(url);
      return session;
    } catch (error) {
      await context.close();
      throw error;
    }
  }

  async visit(url: string): Promise<void> {
    await this.page.goto(url);
    await this.#ready();
  }

  async reload(): Promise<void> {
    await this.page.reload();
    await this.#ready();
  }

  /** Waits until the page says that it needs no network any more. */
  async loadedForOffline(): Promise<void> {
    await this.page.getByText('the network may go').waitFor();
  }

  async set(settings: FormSettings): Promise<void> {
    for (const [name, value] of Object.entries(settings)) await this.page.fill(`#${name}`, value);
  }

  /** What is kept of one of the page's forms. */
  kept(form: 'settings' | 'model'): Promise<unknown> {
    return this.page.evaluate(async (name) => {
      const outcome = <Result>(request: IDBRequest<Result>): Promise<Result> =>
        new Promise((resolve, reject) => {
          request.addEventListener('success', () => resolve(request.result));
          request.addEventListener('error', () => reject(request.error ?? new Error(name)));
        });
      const database = await outcome(indexedDB.open('tidemark-demo-tasks'));
      const kept: unknown = await outcome(database.transaction('current').objectStore('current').get(name));
      database.close();
      return kept;
    }, form);
  }

  async pressTrain(): Promise<void> {
    await this.page.click('#train');
  }

  /** Waits until the run is over, its judging included. */
  async runEnded(): Promise<void> {
    await this.page.locator('#train[aria-disabled="false"]').waitFor({ timeout: 100_000 });
  }

  /** Goes on from a checkpoint of the list, to the end of the run. */
  async goOnFrom(path: string, how: 'Resume' | 'Fork' = 'Resume'): Promise<void> {
    await this.page.getByRole('button', { name: `${how} from ${path}` }).click();
    // What does so may be loaded only now.
    await this.page.locator('#train[aria-disabled="true"]').waitFor();
    await this.runEnded();
  }

  async train(settings: FormSettings = {}): Promise<void> {
    await this.set(settings);
    await this.pressTrain();
    await this.runEnded();
  }

  /** Waits until a run has closed so many epochs. */
  async epochsDone(count: number): Promise<void> {
    await this.page.waitForFunction(
      (wanted) =>
        (document.querySelector<TrainingChart>('training-chart')?.history?.epoch.length ?? 0) >= wanted,
      count,
    );
  }

  async figures(): Promise<Figures> {
    const [untrained, best, test] = await Promise.all(
      ['untrained', 'best', 'test'].map(async (name) => {
        const text = await this.page.locator(`#${name}-figure`).textContent();
        return text === '–' ? null : Number(text);
      }),
    );
    return { untrained: untrained ?? null, best: best ?? null, test: test ?? null };
  }

  message(): Promise<string | null> {
    return this.page.locator('#run-message').textContent();
  }

  /** The curves that are shown. */
  history(): Promise<TrainerHistory | null> {
    return this.page.evaluate(() => document.querySelector<TrainingChart>('training-chart')?.history ?? null);
  }

  /** The paths that the panel shows; a long list shows only those in sight. */
  async shownPaths(): Promise<string[]> {
    await this.page.locator('checkpoint-panel [data-path]').first().waitFor();
    return this.page
      .locator('checkpoint-panel [data-path]')
      .evaluateAll((rows) => rows.map((row) => row.getAttribute('data-path') ?? ''));
  }

  /** Everything in the store but what training is backed up by, oldest first. */
  async stored(): Promise<readonly CheckpointEntry[]> {
    await this.#addLibrary();
    return this.page.evaluate(async () => {
      const store = await window.tidemark.openCheckpointStore();
      const { entries } = await store.list({ direction: 'ascending', limit: 1000 });
      await store.close();
      return entries.filter(({ reason }) => reason !== 'backup');
    });
  }

  async storedText(path: string): Promise<string | null> {
    await this.#addLibrary();
    return this.page.evaluate(async (wanted) => {
      const store = await window.tidemark.openCheckpointStore();
      const checkpoint = await store.load(wanted);
      await store.close();
      return checkpoint?.text ?? null;
    }, path);
  }

  /** Presses Download best, and answers the file. */
  async downloadBest(): Promise<{ readonly name: string; readonly bytes: Buffer }> {
    const [download] = await Promise.all([
      this.page.waitForEvent('download'),
      this.page.getByRole('button', { name: 'Download best' }).click(),
    ]);
    return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
  }

  /** Asks the Try it box, and waits for its answer. */
  async ask(sentence: string): Promise<string> {
    await this.page.fill('#sentence', sentence);
    await this.page.click('#ask');
    await this.page.locator('#answered-by:not(:empty)').waitFor();
    return (await this.page.locator('#answer').textContent()) ?? '';
  }

  /** Ends the browser as a crash would: nothing is told, nothing is flushed. */
  async kill(): Promise<void> {
    const browser = this.context.browser();
    if (!browser) throw new Error('This context has no browser to kill.');
    const session = await browser.newBrowserCDPSession();
    const { processInfo } = await session.send('SystemInfo.getProcessInfo');
    const main = processInfo.find(({ type }) => type === 'browser');
    if (!main) throw new Error('The browser does not say which process it is.');
    const closed = new Promise((resolve) => this.context.once('close', resolve));
    process.kill(main.id, 'SIGKILL');
    await closed;
  }

  close(): Promise<void> {
    return this.context.close();
  }

  async #ready(): Promise<void> {
    await this.page.locator('#languages li').first().waitFor();
  }

  async #addLibrary(): Promise<void> {
    await addLibrary(this.page);
  }
}

interface OpenOptions {
  /** Runs before the demo is visited. */
  readonly before?: (page: Page) => Promise<unknown>;
  readonly serviceWorkers?: 'allow' | 'block';
}

/** Puts the library into a page as `window.tidemark`. */
export async function addLibrary(page: Page): Promise<void> {
  // As text: the page's policy forbids an inline script, and the test runner would rewrite an import.
  await page.evaluate(`import('/tidemark.js').then((library) => { window.tidemark = library; })`);
}
