import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Keep Chromium off the network and the graphics processor: it is only ever pointed at this machine. */
export const chromiumFlags = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/**
 * How Playwright launches the Chromium to test with.
 *
 * @returns {Promise<{ args: string[], executablePath?: string }>}
 */
export async function chromiumOptions() {
  const executablePath = await findChromium();
  return { args: chromiumFlags, ...(executablePath ? { executablePath } : {}) };
}

/**
 * Finds a Chromium to test with: the one named by CHROMIUM_PATH, the system's, or the one Playwright downloaded.
 *
 * @returns {Promise<string | undefined>} the path of its executable
 */
export async function findChromium() {
  const named = process.env['CHROMIUM_PATH'];
  if (named) return existsSync(named) ? named : undefined;
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  const names = ['chromium', 'chromium-browser', 'google-chrome'];
  const system = folders
    .flatMap((folder) => names.map((name) => join(folder, name)))
    .find((path) => existsSync(path));
  if (system) return system;
  const { chromium } = await import('playwright');
  const downloaded = chromium.executablePath();
  return existsSync(downloaded) ? downloaded : undefined;
}
