import { LanguageModelError } from '../base/errors.ts';
import { untilAborted } from '../base/until-aborted.ts';
import { loadPart } from '../base/load-part.ts';
import { backoffMs, longestTimerMs, pause } from './backoff.ts';
import type { ChatModel, ChatReply, ChatRequest } from './chat-model.ts';
import { askedDelayMs, isAnswered, isHopeless, mayPass, modelError } from './model-errors.ts';
import type { ReliabilityOptions } from './reliable-model.ts';
import { repairRequest } from './repair-request.ts';
import type { RequestQueue } from './request-queue.ts';
import type { UsageMeter } from './usage-meter.ts';

/** Asks the model of a `ReliableModel`, again where that helps, and knows when to give up. */
export class ReliableAsker {
  readonly #model: ChatModel;
  readonly #options: ReliabilityOptions;
  readonly #queue: RequestQueue;
  readonly #meter: UsageMeter;
  /** Calls that failed since the last one that did not. */
  #failuresInARow = 0;
  /** Kinds of failure that were told on the console. */
  readonly #told = new Set<string>();

  constructor(model: ChatModel, options: ReliabilityOptions, queue: RequestQueue, meter: UsageMeter) {
    this.#model = model;
    this.#options = options;
    this.#queue = queue;
    this.#meter = meter;
  }

  /** @throws as `ReliableModel.complete` */
  async ask(request: ChatRequest): Promise<ChatReply> {
    try {
      const reply = await this.#persist(request);
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
    const end = (): void => limit.abort(timedOut(timeout, this.#model.config.model));
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
    const { faultOf } = await loadPart(() => import('./answer-check.ts'));
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
    console.warn(`${this.#model.config.model} is asked again: ${message}`);
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
