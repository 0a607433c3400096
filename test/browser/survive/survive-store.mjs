/**
 * Kills a browser that saves checkpoints, again and again, and checks that nothing acknowledged is lost.
 *
 * node test/browser/survive/survive-store.mjs [--kills N]
 */
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { chromium } from 'playwright';
import { createServer } from 'vite';
import { findChromium } from '../../../.scripts/find-chromium.mjs';

const { values } = parseArgs({ options: { kills: { type: 'string', default: '5' } } });
const kills = Number(values.kills);
if (!Number.isInteger(kills) || kills < 1)
  throw new Error(`--kills ${values.kills}: expected a whole number from 1 on`);

const executable = await findChromium();
if (!executable) throw new Error('Chromium is not installed. Install it, or name it with CHROMIUM_PATH.');
const flags = [
  '--headless=new',
  '--no-sandbox',
  '--remote-debugging-port=0',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Starts a browser on a profile, as a process group of its own, which is all that is ever killed. */
async function startBrowser(profile, url, acknowledge) {
  const child = spawn(executable, [...flags, `--user-data-dir=${profile}`], {
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const exited = new Promise((resolve) => child.once('exit', resolve));
  const endpoint = await new Promise((resolve, reject) => {
    let output = '';
    child.stderr.on('data', (chunk) => {
      output += chunk;
      const found = /DevTools listening on (ws:\S+)/.exec(output);
      if (found) resolve(found[1]);
    });
    child.once('exit', () => reject(new Error(`the browser did not start:\n${output}`)));
  });
  const browser = await chromium.connectOverCDP(endpoint);
  const page = await browser.contexts()[0].newPage();
  await page.exposeFunction('acknowledge', acknowledge);
  await page.goto(url);
  await page.waitForFunction(() => document.title === 'ready');
  return {
    page,
    kill: async () => {
      process.kill(-child.pid, 'SIGKILL');
      await exited;
      await browser.close().catch(() => {});
    },
  };
}

/** Lets a page save for a while, kills its browser, and lists what is wrong when it is opened again. */
async function round(number, profile, url, acknowledged) {
  const saving = await startBrowser(profile, url, (saved) => acknowledged.set(saved.path, saved));
  await saving.page.evaluate((n) => window.saveForever(n), number);
  await new Promise((resolve) => setTimeout(resolve, 50 + Math.random() * 700));
  await saving.kill();
  // Every fifth checkpoint of the round before was deleted; whether that was acknowledged is not known here.
  const kept = [...acknowledged.values()].filter(({ path }) => !path.startsWith(`round-${number - 1}/`));
  const checking = await startBrowser(profile, url, () => {});
  const wrong = await checking.page.evaluate((all) => window.verify(all), kept);
  await checking.kill();
  return wrong;
}

const server = await createServer({
  server: { port: 0 },
  optimizeDeps: { entries: ['test/browser/survive/page.html'] },
  logLevel: 'error',
});
await server.listen();
const url = `${server.resolvedUrls.local[0]}test/browser/survive/page.html`;
const profile = await mkdtemp(join(tmpdir(), 'tidemark-survive-'));
const acknowledged = new Map();
let failures = 0;
try {
  for (let number = 0; number < kills; number += 1) {
    const before = acknowledged.size;
    const wrong = await round(number, profile, url, acknowledged);
    for (const path of acknowledged.keys())
      if (path.startsWith(`round-${number - 1}/`)) acknowledged.delete(path);
    failures += wrong.length;
    console.log(
      `kill ${number + 1}: ${acknowledged.size} acknowledged, ${wrong.length} wrong (${before} before)`,
    );
    for (const line of wrong.slice(0, 10)) console.log(`  ${line}`);
  }
} finally {
  await server.close();
  await rm(profile, { recursive: true, force: true });
}
console.log(`${kills} kills, ${failures} failures`);
process.exitCode = failures > 0 ? 1 : 0;
