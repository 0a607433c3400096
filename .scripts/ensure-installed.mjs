// Makes sure that what `npm start` and `npm test` need is there: the packages, and with --browser a Chromium.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';

const run = (command, args) => execFileSync(command, args, { stdio: 'inherit' });

function ensurePackages() {
  const installed = 'node_modules/.package-lock.json';
  const upToDate =
    existsSync(installed) && statSync(installed).mtimeMs >= statSync('package-lock.json').mtimeMs;
  if (upToDate || sameLock(installed)) return;
  console.log('Installing the packages (once) …');
  run('npm', ['ci', '--no-audit', '--no-fund']);
}

/** A fresh checkout touches package-lock.json, so times alone would install again for nothing. */
function sameLock(installed) {
  if (!existsSync(installed)) return false;
  const versions = (file) =>
    Object.entries(JSON.parse(readFileSync(file, 'utf8')).packages)
      .filter(([path, entry]) => path !== '' && !entry.optional)
      .map(([path, { version }]) => `${path} ${version}`)
      .sort();
  const there = new Set(versions(installed));
  return versions('package-lock.json').every((entry) => there.has(entry));
}

async function ensureBrowser() {
  const { findChromium } = await import('./find-chromium.mjs');
  if (await findChromium()) return;
  if (process.platform === 'linux' && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    console.log('Installing Chromium (once) …');
    run('apt-get', ['update', '-qq']);
    run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium']);
  } else {
    console.log('Downloading Chromium (once) …');
    run('npx', ['playwright', 'install', 'chromium']);
  }
  if (await findChromium()) return;
  throw new Error('No Chromium was found. Install one and name it: CHROMIUM_PATH=/path/to/chromium npm test');
}

ensurePackages();
if (process.argv.includes('--browser')) await ensureBrowser();
