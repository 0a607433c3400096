/**
 * Runs the store's suites, the page as a new user would, and what it may connect to, in every browser engine that is
 * installed, and says by name which are left out.
 *
 * node test/browser/engines/run-engines.mjs [chromium|firefox|webkitgtk …]
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { findChromium } from '../../../.scripts/find-chromium.mjs';

const config = fileURLToPath(new URL('vitest.config.ts', import.meta.url));
const root = fileURLToPath(new URL('../../..', import.meta.url));

/** Where each engine may be, the preferred place first, and how Debian calls its packages. */
const engines = {
  chromium: {
    places: [await findChromium()],
    packages: 'chromium',
  },
  firefox: { places: [process.env['FIREFOX_PATH'], '/usr/bin/firefox-esr'], packages: 'firefox-esr' },
  webkitgtk: {
    places: [
      process.env['MINIBROWSER_PATH'],
      ...['x86_64', 'aarch64'].flatMap((cpu) =>
        ['4.1', '4.0'].map((version) => `/usr/lib/${cpu}-linux-gnu/webkit2gtk-${version}/MiniBrowser`),
      ),
    ],
    packages: 'webkit2gtk-driver xvfb',
  },
};

const suites = [
  ['--config', config],
  ['--project', 'page', 'test/browser/page/new-user.test.ts', 'test/browser/page/connections.test.ts'],
];

/** Runs the suites in one engine; answers what came of it. */
function run(engine, executable) {
  const env = { ...process.env, ENGINE: `${engine}=${executable}` };
  const outcomes = suites.map((suite) =>
    spawnSync('npx', ['vitest', 'run', ...suite], { stdio: 'inherit', env, cwd: root }),
  );
  return outcomes.every(({ status }) => status === 0) ? 'passed' : 'failed';
}

const asked = process.argv.slice(2);
const outcomes = [];
for (const [engine, { places, packages }] of Object.entries(engines)) {
  if (asked.length > 0 && !asked.includes(engine)) continue;
  const executable = places.find((place) => place && existsSync(place));
  outcomes.push(
    `${engine}: ${executable ? run(engine, executable) : `left out, not installed (${packages})`}`,
  );
}
console.log(outcomes.join('\n'));
process.exitCode = outcomes.some((outcome) => outcome.endsWith('failed')) ? 1 : 0;
