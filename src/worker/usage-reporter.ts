import type { ModelUsage } from '../language-models/chat-model.ts';

/** How often the page hears of calls that are under way: often enough to be live, too seldom to cost anything. */
const intervalMs = 500;

/** Tells the page what was asked of language models, while that changes. */
export class UsageReporter {
  readonly #read: () => ModelUsage | null;
  readonly #tell: (usage: ModelUsage) => void;
  #last = '';
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor(read: () => ModelUsage | null, tell: (usage: ModelUsage) => void) {
    this.#read = read;
    this.#tell = tell;
  }

  start(): void {
    this.#timer ??= setInterval(() => this.#report(), intervalMs);
  }

  /** Tells the last word. */
  stop(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
    this.#report();
  }

  #report(): void {
    const usage = this.#read();
    const text = JSON.stringify(usage);
    if (!usage || text === this.#last) return;
    this.#last = text;
    this.#tell(usage);
  }
}
