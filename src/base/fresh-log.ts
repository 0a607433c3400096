/** A database that is made to be deleted. */
const scratchName = 'tidemark:scratch';

/**
 * Lets Chromium begin a new log for the databases of this site. Whoever writes to one waits for this first.
 *
 * Chromium keeps what was written last in a log. One that is killed in the middle of a write leaves half a record at the
 * log's end. The next one skips that, but writes on behind it; and the one after that takes the log for damaged and throws
 * away all that the site has stored, even what was acknowledged long before. When a database is deleted, the log is put
 * away and another begun. Other browsers have nothing of the kind, and nothing is done there.
 *
 * Never rejects: where it fails, writing is as safe as it was.
 */
export async function beginFreshLog(): Promise<void> {
  if (!isChromium()) return;
  await makeAndDelete().catch(() => {});
}

function isChromium(): boolean {
  const { navigator } = globalThis as { readonly navigator?: { readonly userAgent?: string } };
  return navigator?.userAgent?.includes('Chrome/') ?? false;
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
