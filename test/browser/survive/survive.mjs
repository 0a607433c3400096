/**
 * Kills browsers that train, and checks that nothing acknowledged is lost and that runs go on exactly.
 *
 * npm run survive [-- --kills N] [--only store|training|resume]
 */
import { parseArgs } from 'node:util';
import { withPages } from './browser-process.mjs';
import { killAndResume } from './resume-rounds.mjs';
import { killWhileSaving } from './save-rounds.mjs';

const { values } = parseArgs({
  options: { kills: { type: 'string', default: '5' }, only: { type: 'string' } },
});
const kills = Number(values.kills);
if (!Number.isInteger(kills) || kills < 1)
  throw new Error(`--kills ${values.kills}: expected a whole number from 1 on`);

const trials = {
  store: (pages) => killWhileSaving('store', pages, kills, console.log),
  training: (pages) => killWhileSaving('training', pages, kills, console.log),
  resume: (pages) => killAndResume(pages, kills, console.log),
};
const names = values.only === undefined ? Object.keys(trials) : [values.only];
if (names.some((name) => !Object.hasOwn(trials, name)))
  throw new Error(`--only ${values.only}: expected one of ${Object.keys(trials).join(', ')}`);

await withPages(async (pages) => {
  for (const name of names) {
    const failures = await trials[name](pages);
    console.log(`${name}: ${kills} rounds, ${failures} failures`);
    if (failures > 0) process.exitCode = 1;
  }
});
