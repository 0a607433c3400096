/** How much a message matters. */
export type LogLevel = 'info' | 'warning' | 'error';

/** One message. */
export interface LogMessage {
  /** Counts the messages, from 1. */
  readonly number: number;
  readonly level: LogLevel;
  readonly text: string;
  /** When it came, in milliseconds since 1970. */
  readonly timeMs: number;
}

/** More of a message is not shown. */
const longestText = 2000;

/** The last messages: of what came before, only how many there were is known. */
export class LogMessages {
  /** The oldest first. */
  shown: readonly LogMessage[] = [];
  #count = 0;

  /** How many messages came before those that are kept. */
  get dropped(): number {
    return this.#count - this.shown.length;
  }

  add(level: LogLevel, text: string): LogMessage {
    this.#count += 1;
    const message = { number: this.#count, level, text: readable(text), timeMs: Date.now() };
    this.shown = [...this.shown, message];
    return message;
  }

  /** Keeps so many, the last ones. */
  keep(limit: number): void {
    if (this.shown.length > limit) this.shown = this.shown.slice(-limit);
  }

  clear(): void {
    [this.shown, this.#count] = [[], 0];
  }
}

/** What can be seen of a text, line breaks included; a control character could make it pass for another. */
function readable(text: string): string {
  const cut = text.length > longestText ? `${text.slice(0, longestText)}…` : text;
  return cut.trim().replaceAll(/[^\P{C}\n\t]|[\p{Zl}\p{Zp}]/gu, '\ufffd');
}
