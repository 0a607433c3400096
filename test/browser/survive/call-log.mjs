import { createServer } from 'node:http';

/**
 * Takes note of a language model's calls outside the browser, so that no kill makes it forget one, while `act` runs.
 *
 * A page posts `/<run>/asked/<request>` before a model is asked, and `/<run>/used/<request>` once its answer is given to
 * the program.
 *
 * @template T
 * @param {(log: CallLog) => Promise<T>} act
 * @returns {Promise<T>}
 */
export async function withCallLog(act) {
  const log = new CallLog();
  const server = createServer((request, response) => {
    log.note(...request.url.slice(1).split('/'));
    response.writeHead(204, { 'access-control-allow-origin': '*' }).end();
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  log.address = `http://127.0.0.1:${server.address().port}`;
  try {
    return await act(log);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

/** How often each request of each run was asked, and whether its answer was used. */
export class CallLog {
  address = '';
  #runs = new Map();

  note(run, what, key) {
    const calls = this.#runs.get(run) ?? new Map();
    this.#runs.set(run, calls);
    const call = calls.get(key) ?? { asked: 0, isUsed: false, isAskedAfterUse: false };
    calls.set(key, call);
    if (what === 'used') call.isUsed = true;
    else {
      call.asked += 1;
      call.isAskedAfterUse ||= call.isUsed;
    }
  }

  /**
   * Counts a run's calls: all different ones; those that were made twice, which is asked for again although the answer
   * had been used; and those that were on their way when the browser was killed, so that their answers were lost with it.
   */
  count(run) {
    const calls = [...(this.#runs.get(run) ?? new Map()).values()];
    const madeTwice = calls.filter(({ isAskedAfterUse }) => isAskedAfterUse).length;
    const lost = calls.filter(({ asked }) => asked > 1).length - madeTwice;
    return { different: calls.length, madeTwice, lost };
  }
}
