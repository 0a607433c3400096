import type { PageMessage, WorkerMessage } from './protocol.ts';
import { PROTOCOL_VERSION } from './protocol.ts';
import { relayConsole } from './relay-console.ts';
import type { PlainValue } from './trainer-client.ts';
import type { TrainerHost } from './trainer-host.ts';
import type { TrainerSetup } from './trainer-setup.ts';
import { toWireError } from '../base/wire-error.ts';
import { loadPart } from '../base/load-part.ts';

/** The end of a channel: a worker's global scope, a `MessagePort`, or anything like them. */
export interface Endpoint {
  postMessage(message: unknown): void;
  addEventListener(type: 'message', listener: (event: MessageEvent) => void): void;
}

/**
 * Serves a trainer to the page that started this worker. Call it once, at the top of your worker file.
 *
 * @param setUp makes the program and its data; it is given the settings that the page passed to `connectTrainer`. What it
 *   names otherwise than a `TrainerSetup` does is refused, which the page is told
 * @example
 * serveTrainer(async (settings) => ({ program, x, y, validationData: [xVal, yVal], callbacks: [checkpoint] }));
 */
export function serveTrainer(
  setUp: (settings: PlainValue) => TrainerSetup | Promise<TrainerSetup>,
  endpoint: Endpoint = globalThis as unknown as Endpoint,
): void {
  const post = (message: WorkerMessage): void => endpoint.postMessage(message);
  let host: Promise<TrainerHost | null> | null = null;
  endpoint.addEventListener('message', ({ data }) => {
    const message = data as PageMessage;
    if (message.type === 'start') host = start(setUp, message.settings, post);
    else if (message.type === 'request') void host?.then((ready) => ready?.answer(message));
  });
  relayConsole(post);
  post({ type: 'loaded', version: PROTOCOL_VERSION });
}

/** Makes the host; null when that failed, which the page has then been told. */
async function start(
  setUp: (settings: PlainValue) => TrainerSetup | Promise<TrainerSetup>,
  settings: PlainValue,
  post: (message: WorkerMessage) => void,
): Promise<TrainerHost | null> {
  try {
    const [{ TrainerHost }, setup] = await Promise.all([
      loadPart(() => import('./trainer-host.ts')),
      setUp(settings),
    ]);
    const host = new TrainerHost(setup, post);
    post({ type: 'status', status: 'idle' });
    return host;
  } catch (error) {
    post({ type: 'failed', error: toWireError(error) });
    return null;
  }
}
