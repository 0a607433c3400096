import { spawn } from 'node:child_process';
import { appendFile, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright';
import { build, preview } from 'vite';
import { chromiumFlags, findChromium } from '../../../.scripts/find-chromium.mjs';

const root = join(import.meta.dirname, '../../..');

const flags = ['--headless=new', '--no-sandbox', '--remote-debugging-port=0', ...chromiumFlags];

/**
 * Makes a folder that is gone after `act`: for a browser's profile, for a build.
 *
 * @template T
 * @param {(folder: string) => Promise<T>} act
 * @returns {Promise<T>}
 */
export async function withFolder(act) {
  const folder = await mkdtemp(join(tmpdir(), 'tidemark-survive-'));
  try {
    return await act(folder);
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
}

/**
 * Builds the pages of this folder, and serves them while `act` runs on their common address.
 *
 * @template T
 * @param {(address: string) => Promise<T>} act
 * @returns {Promise<T>}
 */
export function withPages(act) {
  return withFolder(async (outDir) => {
    const input = ['store', 'training'].map((name) => join(import.meta.dirname, `${name}-page.html`));
    await build({
      root,
      mode: 'test-pages',
      publicDir: false,
      logLevel: 'error',
      build: { outDir, emptyOutDir: true, rolldownOptions: { input } },
    });
    const server = await preview({
      root,
      configFile: false,
      logLevel: 'error',
      build: { outDir },
      preview: { port: 0, host: 'localhost' },
    });
    try {
      return await act(`${server.resolvedUrls.local[0]}test/browser/survive/`);
    } finally {
      await server.close();
    }
  });
}

/**
 * Starts a browser on a profile, as a process group of its own, which is all that is ever killed, and opens a page.
 *
 * @param {string} profile
 * @param {string} url
 * @param {(saved: { path: string, generation: number, sha256: string }) => void} acknowledge is called with each save
 *   that the page knows to be durable
 */
export async function startBrowser(profile, url, acknowledge = () => {}) {
  const { browser, kill } = await startProcess(profile);
  const open = async () => {
    const page = await browser.contexts()[0].newPage();
    await page.exposeFunction('acknowledge', acknowledge);
    await page.goto(url);
    await page.waitForFunction(() => document.title === 'ready');
    return page;
  };
  try {
    return { page: await open(), open, kill };
  } catch (error) {
    await kill();
    throw error;
  }
}

/** Now and then a browser comes up that does not answer: another one is started, up to three. */
async function startProcess(profile, attempts = 3) {
  const { child, exited, endpoint } = await spawnBrowser(profile);
  const kill = async () => {
    if (child.exitCode === null && child.signalCode === null) process.kill(-child.pid, 'SIGKILL');
    await exited;
  };
  try {
    const browser = await chromium.connectOverCDP(await endpoint, { timeout: 10_000 });
    return { browser, kill: () => kill().then(() => browser.close().catch(() => {})) };
  } catch (error) {
    await kill();
    if (attempts === 1) throw error;
    return startProcess(profile, attempts - 1);
  }
}

async function spawnBrowser(profile) {
  const executable = await findChromium();
  if (!executable) throw new Error('Chromium is not installed. Install it, or name it with CHROMIUM_PATH.');
  const child = spawn(executable, [...flags, `--user-data-dir=${profile}`, 'about:blank'], {
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const exited = new Promise((resolve) => child.once('exit', resolve));
  const endpoint = new Promise((resolve, reject) => {
    let output = '';
    child.stderr.on('data', (chunk) => {
      output += chunk;
      const found = /DevTools listening on (ws:\S+)/.exec(output);
      if (found) resolve(found[1]);
    });
    child.once('exit', () => reject(new Error(`the browser did not start:\n${output}`)));
  });
  return { child, exited, endpoint };
}

/**
 * Leaves half a record at the end of what the browser wrote last, as a kill in the middle of a write does: the header of
 * one of 900 bytes (checksum, length, kind), and the first hundred of them.
 *
 * @param {string} profile of a browser that does not run
 */
export async function tearLog(profile) {
  const databases = join(profile, 'Default/IndexedDB');
  for (const folder of await readdir(databases)) {
    if (!folder.endsWith('.leveldb')) continue;
    const logs = (await readdir(join(databases, folder))).filter((name) => /^\d+\.log$/.test(name));
    const header = [0x78, 0x56, 0x34, 0x12, 900 & 0xff, 900 >> 8, 1];
    const newest = logs.toSorted().at(-1);
    if (newest) await appendFile(join(databases, folder, newest), new Uint8Array([...header, ...Array(100)]));
  }
}

/** Waits for a random time. */
export function sleepBetween(leastMs, mostMs) {
  return new Promise((resolve) => setTimeout(resolve, leastMs + Math.random() * (mostMs - leastMs)));
}
