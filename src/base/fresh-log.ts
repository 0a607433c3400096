import { isChromium } from './engine.ts';

/** A database that is made to be deleted. */
const scratchName = 'tidemark:scratch';

/** How long another context that is about the same may keep this one waiting. */
const patienceMs = 2000;

/**
 * Lets Chromium begin a new log for the databases of this site. Whoever writes to one waits for this first.
 *
 * Chromium keeps what was written last in a log. One that is killed in the middle of a write leaves half a record at the
 * log's end. The next one skips that, but writes on behind it; and the one after that takes the log for damaged and throws
 * away all that the site has stored, even what was acknowledged long before. When a database is deleted, the log is put
 * away and another begun. Other browsers have nothing of the kind, and nothing is done there.
 *
 * Never rejects: where it fails, writing is as safe as it was. Nor does it take longer than two seconds: a worker that is
 * busy has not yet let go of what it has opened, and the deletion waits for that. It is then made later.
 */
export async function beginFreshLog(): Promise<void> {
  if (!isChromium()) return;
  await withPatience(makeAndDelete().catch(() => {}));
}

/** Waits for work, but not for ever. */
async function withPatience(work: Promise<void>): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const patience = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, patienceMs);
  });
  await Promise.race([work, patience]);
  clearTimeout(timer);
}

/** Only the deletion of a database that is there has this effect. */
async function makeAndDelete(): Promise<void> {
  const database = await answerOf(indexedDB.open(scratchName));
  database.close();
  await answerOf(indexedDB.deleteDatabase(scratchName));
}

function answerOf<Result>(request: IDBRequest<Result>): Promise<Result> {
  return new Promise((resolve, reject) => {
    request.addEventListener('success', () => resolve(request.result));
    request.addEventListener('error', () => reject(request.error ?? new Error('no answer')));
  });
}
