import { sleepBetween, startBrowser, tearLog, withFolder } from './browser-process.mjs';

/** How to make a page save until it is killed. */
const tasks = {
  store: {
    file: 'store-page.html',
    begin: (page, round) => page.evaluate((n) => window.saveForever(n), round),
    // Every fifth checkpoint of the round before was deleted; whether that was acknowledged is not known here.
    isSettled: (path, round) => !path.startsWith(`${round - 1}/`),
  },
  training: {
    file: 'training-page.html',
    begin: (page, round) => page.evaluate(trainForever, round),
    isSettled: () => true,
  },
};

/* In the page. */
function trainForever(round) {
  const settings = { folder: `${round}`, task: 'save', backupFreq: 'epoch' };
  void window.train(settings, { epochs: 1_000_000, seed: round });
}

/**
 * Kills a browser that saves checkpoints, again and again on one profile, and checks each time that nothing
 * acknowledged is lost, nothing is torn, and the latest and the best are found. After every other kill, half a record is
 * left in the browser's log: a kill in the middle of a write does that, but too seldom to wait for it.
 *
 * @param {'store' | 'training'} kind whether the store alone is written to, or a trainer saves each batch
 * @param {string} pages their address
 * @param {number} kills
 * @param {(line: string) => void} tell
 * @returns how many things were wrong
 */
export function killWhileSaving(kind, pages, kills, tell) {
  const { file, begin, isSettled } = tasks[kind];
  return withFolder(async (profile) => {
    let acknowledged = new Map();
    let failures = 0;
    for (let round = 0; round < kills; round += 1) {
      const known = acknowledged.size;
      const saving = await startBrowser(profile, pages + file, (saved) =>
        acknowledged.set(saved.path, saved),
      );
      try {
        await begin(saving.page, round);
        await sleepBetween(100, 1500);
      } finally {
        await saving.kill();
      }
      const isTorn = round % 2 === 0;
      if (isTorn) await tearLog(profile);
      const saved = acknowledged.size - known;
      acknowledged = new Map([...acknowledged].filter(([path]) => isSettled(path, round)));
      const wrong = await verify(profile, pages + file, acknowledged, kind === 'training' ? round - 2 : -1);
      failures += wrong.length;
      tell(
        `kill ${round + 1} (${kind}${isTorn ? ', log torn' : ''}): ${saved} more acknowledged, ${wrong.length} wrong`,
      );
      for (const line of wrong.slice(0, 10)) tell(`  ${line}`);
    }
    return failures;
  });
}

/** Lists what is wrong with what was acknowledged, then drops an old round, so that checking does not slow down. */
async function verify(profile, url, acknowledged, oldRound) {
  const checking = await startBrowser(profile, url);
  try {
    const wrong = await checking.page.evaluate((all) => window.verify(all), [...acknowledged.values()]);
    if (oldRound >= 0) await checking.page.evaluate((folder) => window.deleteFolder(folder), `${oldRound}`);
    for (const path of acknowledged.keys()) if (path.startsWith(`${oldRound}/`)) acknowledged.delete(path);
    return wrong;
  } finally {
    await checking.kill();
  }
}
