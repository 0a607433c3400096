import { fromWireError } from '../base/wire-error.ts';
import type { ChatModel, ChatModelConfig, ChatReply, ChatRequest, ModelUsage } from './chat-model.ts';
import { modelError } from './model-errors.ts';
import type { LoanAnswer, LoanMessage, LoanQuestion } from './model-loan.ts';
import { untilAborted } from '../base/until-aborted.ts';
import { UsageMeter } from './usage-meter.ts';
import type { ModelPrice } from './usage-meter.ts';

/** The worker's end of the channel to its page. */
export interface Lender {
  postMessage(message: unknown): void;
  addEventListener(type: 'message', listener: (event: MessageEvent) => void): void;
}

/** How a model is borrowed. */
export interface BorrowOptions {
  /** Whether it thinks by itself before it answers. @default false */
  readonly supportsReasoning?: boolean;
  /** For `usage.cost`. @default not known */
  readonly price?: ModelPrice | null;
  /** How long the page may take to lend it, in seconds. @default 10 */
  readonly timeout?: number;
  /** @default the page that started this worker */
  readonly lender?: Lender;
}

/**
 * Makes a language model in a worker that asks one of its page, which lends it with `lendModel`.
 *
 * @param model the name of the page's model: its `config.model`
 * @example const languageModel = borrowModel('browser/built-in');
 */
export function borrowModel(model: string, options: BorrowOptions = {}): ChatModel {
  return new BorrowedModel(model, options);
}

interface Pending {
  readonly resolve: (reply: ChatReply) => void;
  readonly reject: (error: Error) => void;
}

class BorrowedModel implements ChatModel {
  readonly config: ChatModelConfig;
  readonly supportsReasoning: boolean;
  readonly #meter: UsageMeter;
  readonly #timeout: number;
  readonly #pending = new Map<number, Pending>();
  readonly #port: Promise<MessagePort>;
  #lastId = 0;

  constructor(model: string, options: BorrowOptions) {
    const { supportsReasoning = false, price = null, timeout = 10 } = options;
    this.config = { model };
    this.supportsReasoning = supportsReasoning;
    this.#meter = new UsageMeter(price);
    this.#timeout = timeout;
    this.#port = awaitPort(model, options.lender ?? (globalThis as unknown as Lender));
    void this.#port.then((port) => this.#listen(port));
  }

  get usage(): ModelUsage {
    return this.#meter.usage;
  }

  async complete(request: ChatRequest): Promise<ChatReply> {
    const reply = await this.#meter.call(() => this.#ask(request), request.signal);
    if (reply.tokens) this.#meter.spend(reply.tokens);
    return reply;
  }

  async #ask({ signal, gate, ...request }: ChatRequest): Promise<ChatReply> {
    const port = await untilAborted(this.#lent(), signal);
    this.#lastId += 1;
    const id = this.#lastId;
    const post = (question: LoanQuestion): void => port.postMessage(question);
    const answer = new Promise<ChatReply>((resolve, reject) => this.#pending.set(id, { resolve, reject }));
    await gate?.pass(signal);
    post({ type: 'ask', id, request });
    // Whatever of it has not begun on the page when training is paused, waits there.
    const unfollow = gate?.follow((isClosed) => post({ type: isClosed ? 'hold' : 'release', id }));
    try {
      return await this.#meter.time(() => untilAborted(answer, signal));
    } finally {
      unfollow?.();
      if (this.#pending.delete(id)) post({ type: 'abort', id });
    }
  }

  /** The port, or an error when the page takes too long. */
  async #lent(): Promise<MessagePort> {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(() => reject(notLent(this.config.model, this.#timeout)), this.#timeout * 1000);
    });
    try {
      return await Promise.race([this.#port, late]);
    } finally {
      clearTimeout(timer);
    }
  }

  #listen(port: MessagePort): void {
    port.addEventListener('message', ({ data }: MessageEvent<LoanAnswer>) => {
      const asked = this.#pending.get(data.id);
      this.#pending.delete(data.id);
      if (data.type === 'reply') asked?.resolve(data.reply);
      else asked?.reject(fromWireError(data.error));
    });
    port.start();
  }
}

/** Asks for the loan now, and again when the page offers it: whoever comes second is heard. */
function awaitPort(model: string, lender: Lender): Promise<MessagePort> {
  const borrow = { type: 'tidemark-borrow', model } satisfies LoanMessage;
  return new Promise((resolve) => {
    lender.addEventListener('message', ({ data }: MessageEvent<LoanMessage>) => {
      if (data.type === 'tidemark-offer' && data.model === model) lender.postMessage(borrow);
      if (data.type === 'tidemark-loan' && data.model === model) resolve(data.port);
    });
    lender.postMessage(borrow);
  });
}

function notLent(model: string, seconds: number): Error {
  return modelError('unavailable', `The page lent no model "${model}" within ${seconds} s.`, {
    details: { model },
    advice: 'Call lendModel(worker, model) there, with a model of that name.',
  });
}
