import type { ModelUsage, TokenCount } from './chat-model.ts';

/** What a model costs, in any currency. */
export interface ModelPrice {
  /** Of a million tokens of the prompt. */
  readonly prompt: number;
  /** Of a million tokens of the answer. */
  readonly completion: number;
}

/** Counts what is asked of a model. */
export class UsageMeter {
  readonly #price: ModelPrice | null;
  #pending = 0;
  #calls = 0;
  #failedCalls = 0;
  #retries = 0;
  #prompt = 0;
  #completion = 0;
  #elapsedMs = 0;

  constructor(price: ModelPrice | null = null) {
    this.#price = price;
  }

  /** Counts one call from its beginning to its end, whichever that is. A call that was stopped is no failure. */
  async call<Result>(action: () => Promise<Result>, signal: AbortSignal | undefined): Promise<Result> {
    this.#pending += 1;
    try {
      const result = await action();
      this.#calls += 1;
      return result;
    } catch (error) {
      if (!signal?.aborted) this.#failedCalls += 1;
      throw error;
    } finally {
      this.#pending -= 1;
    }
  }

  /** Counts the time of one attempt, if it brings an answer: without its wait for a turn, a pause or a retry. */
  async time<Result>(attempt: () => Promise<Result>): Promise<Result> {
    const start = performance.now();
    const result = await attempt();
    this.#elapsedMs += performance.now() - start;
    return result;
  }

  /** Counts the tokens of one attempt, whether its answer was of use or not. */
  spend({ prompt, completion }: TokenCount): void {
    this.#prompt += prompt;
    this.#completion += completion;
  }

  retry(): void {
    this.#retries += 1;
  }

  get usage(): ModelUsage {
    const tokens = { prompt: this.#prompt, completion: this.#completion };
    return {
      pending: this.#pending,
      calls: this.#calls,
      failedCalls: this.#failedCalls,
      retries: this.#retries,
      cachedCalls: 0,
      tokens,
      elapsedMs: this.#elapsedMs,
      cost: this.#price && costOf(tokens, this.#price),
    };
  }
}

function costOf(tokens: TokenCount, price: ModelPrice): number {
  return (tokens.prompt * price.prompt + tokens.completion * price.completion) / 1e6;
}
