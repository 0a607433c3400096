import { ArgumentError } from '../base/errors.ts';
import type { PauseGate } from '../base/pause-gate.ts';
import { untilAborted } from '../base/until-aborted.ts';

/** How many requests a queue lets through. */
export interface RequestQueueOptions {
  /**
   * How many are under way at once. Over HTTP/1.1 a browser opens 6 connections to one server: beyond them requests wait
   * in the browser, where a pause can no longer hold them.
   * @default 6
   */
  readonly concurrency?: number;
}

/** Lets a bounded number of requests through at once, in the order in which they came. */
export class RequestQueue {
  readonly concurrency: number;
  readonly #waiting: (() => void)[] = [];
  #running = 0;
  #isPaused = false;

  /** @throws ArgumentError `bad-concurrency` */
  constructor({ concurrency = 6 }: RequestQueueOptions = {}) {
    if (!Number.isSafeInteger(concurrency) || concurrency < 1) throw badConcurrency(concurrency);
    this.concurrency = concurrency;
  }

  /** Holds back every request that has not begun; what is under way goes on. */
  pause(): void {
    this.#isPaused = true;
  }

  resume(): void {
    this.#isPaused = false;
    this.#admit();
  }

  /**
   * Does something when it is its turn.
   *
   * @param gate holds back this one alone
   * @throws the signal's reason when it is aborted before that: then nothing was begun
   */
  async run<Result>(task: () => Promise<Result>, signal?: AbortSignal, gate?: PauseGate): Promise<Result> {
    await this.#turn(signal);
    if (gate?.isClosed) {
      // Others that share the queue need not wait for this one to go on.
      this.#end();
      await gate.pass(signal);
      return this.run(task, signal, gate);
    }
    try {
      return await task();
    } finally {
      this.#end();
    }
  }

  async #turn(signal: AbortSignal | undefined): Promise<void> {
    signal?.throwIfAborted();
    let enter = (): void => {};
    const turn = new Promise<void>((resolve) => {
      enter = resolve;
    });
    this.#waiting.push(enter);
    this.#admit();
    try {
      await untilAborted(turn, signal);
    } catch (error) {
      this.#leave(enter);
      throw error;
    }
  }

  /** Gives up a place in the queue, or the turn that came at the very moment of giving up. */
  #leave(enter: () => void): void {
    const place = this.#waiting.indexOf(enter);
    if (place >= 0) this.#waiting.splice(place, 1);
    else this.#end();
  }

  #end(): void {
    this.#running -= 1;
    this.#admit();
  }

  #admit(): void {
    while (!this.#isPaused && this.#running < this.concurrency) {
      const enter = this.#waiting.shift();
      if (!enter) return;
      this.#running += 1;
      enter();
    }
  }
}

function badConcurrency(concurrency: number): ArgumentError {
  return new ArgumentError(
    'bad-concurrency',
    `The concurrency ${concurrency} is no count of requests. Expected a whole number from 1 up.`,
    { details: { concurrency } },
  );
}
