import { chromium, firefox } from 'playwright';
import { findChromium } from '../../.scripts/find-chromium.mjs';
import { WebKitGtkSession } from '../browser/engines/webkitgtk-session.ts';

/** A page in one engine, with no more than a keyboard to use it by. */
export interface EnginePage {
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
  if (engine === 'webkitgtk') return inWebKitGtk(executablePath);
  const browser =
    engine === 'firefox'
      ? await firefox.launch({ executablePath, channel: 'moz-firefox' })
      : await chromium.launch({ args: ['--disable-gpu'], ...chosen(await findChromium()) });
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  return {
    goto: async (url) => void (await page.goto(url)),
    read: (expression) => page.evaluate(expression),
    press: (keys) => page.keyboard.press(keys),
    close: () => browser.close(),
  };
}

const chosen = (executablePath: string | undefined): object => (executablePath ? { executablePath } : {});

/** How WebDriver calls the keys that write nothing. */
const driverKeys: Readonly<Record<string, string>> = {
  Tab: '\ue004',
  Enter: '\ue007',
  Control: '\ue009',
  Escape: '\ue00c',
  ArrowDown: '\ue015',
  Delete: '\ue017',
  Space: ' ',
};

async function inWebKitGtk(miniBrowser: string): Promise<EnginePage> {
  const session = await WebKitGtkSession.start(miniBrowser);
  return {
    goto: (url) => session.goto(url),
    read: (expression) => session.run(`return (${expression});`),
    press: (keys) => session.press(keys.split('+').map((key) => driverKeys[key] ?? key)),
    close: () => session.end(),
  };
}
