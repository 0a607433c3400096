import { LanguageModelError } from '../base/errors.ts';
import { backoffMs, longestTimerMs, pause } from './backoff.ts';
import type { BackoffOptions } from './backoff.ts';
import type { ChatModel, ChatModelConfig, ChatReply, ChatRequest, ModelUsage } from './chat-model.ts';
import { askedDelayMs, isAnswered, isHopeless, mayPass, modelError } from './model-errors.ts';
import { repairRequest } from './repair-request.ts';
import { RequestQueue } from './request-queue.ts';
import { untilAborted } from '../base/until-aborted.ts';
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
  /** Calls that failed since the last one that did not. */
  #failuresInARow = 0;
  /** Kinds of failure that were told on the console. */
  readonly #told = new Set<string>();

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
  async complete(request: ChatRequest): Promise<ChatReply> {
    try {
      const reply = await this.#meter.call(() => this.#persist(request), request.signal);
      this.#failuresInARow = 0;
      return reply;
    } catch (error) {
      throw request.signal?.aborted ? error : this.#countFailure(error);
    }
  }

  /** Attempts until one succeeds, or none may. */
  async #persist(asked: ChatRequest): Promise<ChatReply> {
    const { retry = 5, repairs = 1 } = this.#options;
    let request = asked;
    let repairsLeft = repairs;
    for (let attempt = 1; ;) {
      try {
        const reply = await this.#attempt(request);
        const fault = await this.#faultOf(reply, asked);
        if (!fault) return reply;
        if (fault.code !== 'bad-answer' || repairsLeft === 0) throw fault;
        repairsLeft -= 1;
        this.#meter.retry();
        request = repairRequest(asked, reply, fault);
      } catch (error) {
        if (asked.signal?.aborted || attempt >= retry || !this.#isWorthRetrying(error)) throw error;
        await this.#wait(error, attempt, asked.signal);
        attempt += 1;
      }
    }
  }

  /** One attempt, once it has its turn. */
  #attempt(request: ChatRequest): Promise<ChatReply> {
    return this.#queue.run(() => this.#askInTime(request), request.signal, request.gate);
  }

  async #askInTime(request: ChatRequest): Promise<ChatReply> {
    const { timeout = 600 } = this.#options;
    const limit = new AbortController();
    const end = (): void => limit.abort(timedOut(timeout, this.config.model));
    const timer = setTimeout(end, Math.min(timeout * 1000, longestTimerMs));
    const passOn = (): void => limit.abort(request.signal?.reason);
    request.signal?.addEventListener('abort', passOn, { once: true });
    try {
      const { signal } = limit;
      const asked = (): Promise<ChatReply> => this.#model.complete({ ...request, signal });
      const reply = await this.#meter.time(() => untilAborted(asked(), signal));
      if (reply.tokens) this.#meter.spend(reply.tokens);
      return reply;
    } finally {
      clearTimeout(timer);
      request.signal?.removeEventListener('abort', passOn);
    }
  }

  async #faultOf(reply: ChatReply, { schema }: ChatRequest): Promise<LanguageModelError | null> {
    if (!schema) return null;
    const { faultOf } = await import('./answer-check.ts');
    return faultOf(reply, schema, this.#options.validate ?? true);
  }

  #isWorthRetrying(error: unknown): error is LanguageModelError {
    const isBadAnswer = error instanceof LanguageModelError && error.code === 'bad-answer';
    return isBadAnswer ? this.#options.repairs === 0 : mayPass(error);
  }

  async #wait(error: LanguageModelError, attempts: number, signal: AbortSignal | undefined): Promise<void> {
    const { retryMaxWait = 60, backoff } = this.#options;
    const asked = askedDelayMs(error);
    this.#meter.retry();
    this.#tell(error);
    await pause(asked === null ? backoffMs(attempts, backoff) : Math.min(asked, retryMaxWait * 1000), signal);
  }

  /** Says once of each kind of failure that it happens, before all attempts are used up. */
  #tell({ code, message }: LanguageModelError): void {
    if (this.#told.has(code)) return;
    this.#told.add(code);
    console.warn(`${this.config.model} is asked again: ${message}`);
  }

  /** The failure, made final when there were too many in a row, or when no later call can fare better. */
  #countFailure(error: unknown): unknown {
    if (!(error instanceof LanguageModelError)) return error;
    this.#failuresInARow = isAnswered(error) ? 0 : this.#failuresInARow + 1;
    const { giveUpAfter = 8 } = this.#options;
    const isFinal = this.#failuresInARow >= giveUpAfter || (isHopeless(error) && giveUpAfter < Infinity);
    return isFinal ? givenUp(error, this.#failuresInARow) : error;
  }
}

function timedOut(seconds: number, model: string): LanguageModelError {
  return modelError('timeout', `${model} gave no answer within ${seconds} s.`, {
    details: { model, seconds },
    advice: 'Give it more time with `timeout`, or lower the concurrency.',
  });
}

function givenUp(error: LanguageModelError, failures: number): LanguageModelError {
  const { code, message, details, cause } = error;
  const reason = failures > 1 ? ` ${failures} calls in a row failed, so nothing more is asked.` : '';
  return new LanguageModelError(code, message + reason, {
    details: { ...details, stops: true, failures },
    cause,
  });
}
