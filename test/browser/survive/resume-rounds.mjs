import { sleepBetween, startBrowser, withFolder } from './browser-process.mjs';
import { withCallLog } from './call-log.mjs';

/**
 * Trains 6 epochs, kills the browser up to three times on the way, goes on, and compares the end with that of a run
 * that was left alone. No answer that was used may be asked for again.
 *
 * @param {string} pages their address
 * @param {number} rounds
 * @param {(line: string) => void} tell
 * @returns in how many rounds something was wrong
 */
export function killAndResume(pages, rounds, tell) {
  return withCallLog((log) => withFolder((profile) => killRounds(log, profile, pages, rounds, tell)));
}

async function killRounds(log, profile, pages, rounds, tell) {
  const url = `${pages}training-page.html`;
  const references = new Map();
  const callLog = log.address;
  let failures = 0;
  for (let round = 0; round < rounds; round += 1) {
    const seed = round % 5;
    const backupFreq = [1, 'epoch', 7][round % 3];
    const settings = { folder: `${round}`, task: 'resume', backupFreq, callLog };
    const left = { ...settings, folder: `alone-${seed}` };
    if (!references.has(seed)) references.set(seed, await trainToEnd(profile, url, left, seed));
    const { outcome: expected, ms } = references.get(seed);
    const kills = 1 + Math.floor(Math.random() * 3);
    for (let kill = 0; kill < kills; kill += 1) await trainAndKill(profile, url, settings, seed, ms);
    const { outcome } = await trainToEnd(profile, url, settings, seed);
    const differing = Object.keys(expected).filter(
      (field) => JSON.stringify(outcome[field]) !== JSON.stringify(expected[field]),
    );
    const { different, madeTwice, lost } = log.count(settings.folder);
    if (differing.length > 0 || madeTwice > 0) failures += 1;
    const epochs = expected.history.epoch.length;
    tell(
      `resumed ${round + 1} (seed ${seed}, backup ${backupFreq}): ${kills} kills, ${epochs} epochs, ` +
        (differing.length === 0 ? 'all equal' : `differing: ${differing.join(', ')}`) +
        `; ${different} model calls, ${madeTwice} made twice, ${lost} more lost on their way by a kill`,
    );
  }
  return failures;
}

/** Kills the browser somewhere in the time that a whole run takes. */
async function trainAndKill(profile, url, settings, seed, runMs) {
  const training = await startBrowser(profile, url);
  try {
    await training.page.evaluate(
      ([given, options]) => void window.train(given, options),
      [settings, { epochs: 6, seed }],
    );
    const aliveMs = Math.random() * runMs;
    const untoldMs = Math.random() * aliveMs;
    await sleepBetween(untoldMs, untoldMs);
    // The page is told that it may be going away, and backs up, amid a batch mostly; then it goes on for a while.
    await training.page.evaluate(() => void document.dispatchEvent(new Event('freeze')));
    await sleepBetween(aliveMs - untoldMs, aliveMs - untoldMs);
  } finally {
    await training.kill();
  }
}

/** Trains to the end, from wherever the run was, reads what has come of it, and tells how long that took. */
async function trainToEnd(profile, url, settings, seed) {
  const training = await startBrowser(profile, url);
  try {
    const begunMs = Date.now();
    const outcome = await training.page.evaluate(
      ([given, options]) => window.outcome(given, options),
      [settings, { epochs: 6, seed }],
    );
    return { outcome, ms: Date.now() - begunMs };
  } finally {
    await training.kill();
  }
}
