import { loadPart } from '../base/load-part.ts';
import type { BackoffOptions } from './backoff.ts';
import type { ChatModel, ChatModelConfig, ChatReply, ChatRequest, ModelUsage } from './chat-model.ts';
import type { ReliableAsker } from './reliable-asker.ts';
import { RequestQueue } from './request-queue.ts';
import { UsageMeter } from './usage-meter.ts';
import type { ModelPrice } from './usage-meter.ts';

/** How a model is asked. Names and defaults are Synalinks' where it has them. */
export interface ReliabilityOptions {
  /** Attempts for each call. @default 5 */
  readonly retry?: number;
  /** The longest wait that a server may ask for, in seconds. @default 60 */
  readonly retryMaxWait?: number;
  /** Time for one attempt, in seconds; `Infinity` for as long as it takes. @default 600 */
  readonly timeout?: number;
  /**
   * Requests under way at once; the others wait for their turn. Over HTTP/1.1 a browser opens 6 connections to one server,
   * so that more gain nothing there; over HTTP/2, in Node, or without HTTP they do.
   * @default 6
   */
  readonly concurrency?: number;
  /** The queue to wait in: models that share a server may share one. @default one of its own */
  readonly queue?: RequestQueue;
  /**
   * Checks answers against the schema. Differs from Synalinks, which takes any JSON: `false` is its way.
   * @default true
   */
  readonly validate?: boolean;
  /**
   * How often a model whose answer is not what was asked for is told so, and asked to mend it. Differs from Synalinks,
   * which asks the same question again up to `retry` times: 0 is its way.
   * @default 1
   */
  readonly repairs?: number;
  /**
   * After how many calls that failed in a row the failure ends training, or whatever it is that asks. A call that fails
   * alone is a failed sample. Differs from Synalinks, which goes on for ever: `Infinity` is its way.
   * @default 8
   */
  readonly giveUpAfter?: number;
  /** @default waits of 1 s to 10 s */
  readonly backoff?: BackoffOptions;
  /** For `usage.cost`. @default not known */
  readonly price?: ModelPrice | null;
}

/**
 * A model that asks another, and makes the best of what goes wrong: it retries with growing pauses, asks for answers to
 * be mended, never asks too much at once, and counts.
 *
 * @example const model = new ReliableModel(myModel, { concurrency: 2, timeout: 30 });
 */
export class ReliableModel implements ChatModel {
  readonly #model: ChatModel;
  readonly #options: ReliabilityOptions;
  readonly #queue: RequestQueue;
  readonly #meter: UsageMeter;
  /** Made with the first call. */
  #asker: ReliableAsker | undefined;

  /** @throws ArgumentError `bad-concurrency` */
  constructor(model: ChatModel, options: ReliabilityOptions = {}) {
    const { concurrency, queue, price = null } = options;
    this.#model = model;
    this.#options = options;
    this.#queue = queue ?? new RequestQueue(concurrency === undefined ? {} : { concurrency });
    this.#meter = new UsageMeter(price);
  }

  get config(): ChatModelConfig {
    return this.#model.config;
  }

  get supportsReasoning(): boolean {
    return this.#model.supportsReasoning ?? false;
  }

  get usage(): ModelUsage {
    return this.#meter.usage;
  }

  /**
   * @throws LanguageModelError with a `ModelErrorCode`; with `details.stops` after too many in a row. The signal's
   *   reason when it is aborted; nothing is sent after that
   */
  complete(request: ChatRequest): Promise<ChatReply> {
    return this.#meter.call(async () => (await this.#load()).ask(request), request.signal);
  }

  async #load(): Promise<ReliableAsker> {
    const { ReliableAsker } = await loadPart(() => import('./reliable-asker.ts'));
    return (this.#asker ??= new ReliableAsker(this.#model, this.#options, this.#queue, this.#meter));
  }
}
