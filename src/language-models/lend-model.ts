import { PauseGate } from '../base/pause-gate.ts';
import { toWireError } from '../base/wire-error.ts';
import type { ChatModel } from './chat-model.ts';
import type { LoanAnswer, LoanMessage, LoanQuestion } from './model-loan.ts';

/** What is used of a worker. */
export type Borrower = Pick<Worker, 'postMessage' | 'addEventListener' | 'removeEventListener'>;

/**
 * Lends a model of the page to its worker, which asks for it by its name with `borrowModel`: such as the browser's
 * built-in one, which workers do not have.
 *
 * @returns a function that ends the loan, and what is under way for it
 * @example
 * const worker = new Worker(new URL('./train.worker.ts', import.meta.url), { type: 'module' });
 * lendModel(worker, builtInModel());
 * const trainer = connectTrainer(worker);
 */
export function lendModel(worker: Borrower, model: ChatModel): () => void {
  const name = model.config.model;
  const loans: (() => void)[] = [];
  const listen = ({ data }: MessageEvent<LoanMessage>): void => {
    if (data.type !== 'tidemark-borrow' || data.model !== name) return;
    const { port1, port2 } = new MessageChannel();
    loans.push(answerAt(port1, model));
    worker.postMessage({ type: 'tidemark-loan', model: name, port: port2 } satisfies LoanMessage, [port2]);
  };
  worker.addEventListener('message', listen);
  worker.postMessage({ type: 'tidemark-offer', model: name } satisfies LoanMessage);
  return () => {
    worker.removeEventListener('message', listen);
    for (const end of loans) end();
  };
}

/** How a call that the borrower waits for is steered from there. */
interface Steering {
  readonly controller: AbortController;
  readonly gate: PauseGate;
}

/** @returns what ends it */
function answerAt(port: MessagePort, model: ChatModel): () => void {
  const underWay = new Map<number, Steering>();
  const stop = (): void => {
    for (const { controller } of underWay.values()) controller.abort();
  };
  // Nobody waits any more: the worker is gone. Browsers that do not tell of it go on to the end.
  port.addEventListener('close', stop);
  port.addEventListener('message', ({ data }: MessageEvent<LoanQuestion>) => {
    if (data.type === 'ask') return void answer(port, model, data, underWay);
    const { controller, gate } = underWay.get(data.id) ?? {};
    if (data.type === 'abort') controller?.abort();
    else if (data.type === 'hold') gate?.close();
    else gate?.open();
  });
  port.start();
  return () => {
    port.close();
    stop();
  };
}

async function answer(
  port: MessagePort,
  model: ChatModel,
  { id, request }: LoanQuestion & { readonly type: 'ask' },
  underWay: Map<number, Steering>,
): Promise<void> {
  const [controller, gate] = [new AbortController(), new PauseGate()];
  underWay.set(id, { controller, gate });
  const post = (message: LoanAnswer): void => port.postMessage(message);
  try {
    const reply = await model.complete({ ...request, signal: controller.signal, gate });
    post({ type: 'reply', id, reply });
  } catch (error) {
    post({ type: 'error', id, error: toWireError(error) });
  } finally {
    underWay.delete(id);
  }
}
