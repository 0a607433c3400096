import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, firefox } from 'playwright';
import { chromiumOptions } from '../../.scripts/find-chromium.mjs';
import { WebKitGtkSession } from '../browser/engines/webkitgtk-session.ts';

/** A page in one engine, with no more than a keyboard to use it by. */
export interface EnginePage {
  /** The folder in which files arrive that the page hands over. */
  readonly downloads: string;
  goto(url: string): Promise<void>;
  /** The value of an expression in the page. */
  read(expression: string): Promise<unknown>;
  /** Presses one key, or several together: `Control+a`. */
  press(keys: string): Promise<void>;
  close(): Promise<void>;
}

/** Opens a page in the engine that `ENGINE` names, as `firefox=/usr/bin/firefox-esr`; in Chromium if none is named. */
export async function openEnginePage(): Promise<EnginePage> {
  const [engine = '', executablePath = ''] = (process.env['ENGINE'] ?? '').split('=');
  const home = await mkdtemp(join(tmpdir(), 'tidemark-engine-'));
  const page = await (engine === 'webkitgtk' ? inWebKitGtk : inPlaywright)(home, engine, executablePath);
  return {
    ...page,
    close: async () => {
      await page.close();
      await rm(home, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
    },
  };
}

/** Opens a page in an engine that Playwright drives. */
async function inPlaywright(downloads: string, engine: string, executablePath: string): Promise<EnginePage> {
  const browser =
    engine === 'firefox'
      ? await firefox.launch({
          executablePath,
          channel: 'moz-firefox',
          downloadsPath: downloads,
          // What tells of a file would take the keys that follow.
          firefoxUserPrefs: { 'browser.download.alwaysOpenPanel': false },
        })
      : await chromium.launch(await chromiumOptions());
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  // Chromium's files are given names of Playwright's own. Of those of Firefox it knows nothing: they are there already.
  page.on('download', (download) => void download.saveAs(join(downloads, download.suggestedFilename())));
  return {
    downloads,
    goto: async (url) => void (await page.goto(url)),
    read: (expression) => page.evaluate(expression),
    press: (keys) => page.keyboard.press(keys),
    close: () => browser.close(),
  };
}

/** How WebDriver calls the keys that write nothing. */
const driverKeys: Readonly<Record<string, string>> = {
  Tab: '\ue004',
  Enter: '\ue007',
  Shift: '\ue008',
  Control: '\ue009',
  Escape: '\ue00c',
  ArrowRight: '\ue014',
  ArrowDown: '\ue015',
  Delete: '\ue017',
  Space: ' ',
};

/** Opens a page in the MiniBrowser of WebKitGTK, which saves files where its user's settings say. */
async function inWebKitGtk(home: string, _engine: string, miniBrowser: string): Promise<EnginePage> {
  const downloads = join(home, 'downloads');
  await mkdir(downloads);
  await writeFile(join(home, 'user-dirs.dirs'), `XDG_DOWNLOAD_DIR="${downloads}"\n`);
  const session = await WebKitGtkSession.start(miniBrowser, { XDG_CONFIG_HOME: home });
  return {
    downloads,
    goto: (url) => session.goto(url),
    read: (expression) => session.run(`return (${expression});`),
    press: (keys) => session.press(keys.split('+').map((key) => driverKeys[key] ?? key)),
    close: () => session.end(),
  };
}
