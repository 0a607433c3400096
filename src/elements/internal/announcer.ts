import { html, nothing } from 'lit';
import type { ReactiveController, ReactiveControllerHost, TemplateResult } from 'lit';

/** The least time between two things that are told: what comes in between is left out, but for the last. */
const restMs = 3000;
/** How long the user must have stopped doing something before it is said what came of it. */
const pauseMs = 600;
/** How long an answer is seen. */
const seenMs = 6000;

/** Tells the user what has changed: screen readers one thing at a time and not too often. */
export class Announcer implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  #said = '';
  #seen = '';
  #next: string | null = null;
  #rest: ReturnType<typeof setTimeout> | undefined;
  #seeing: ReturnType<typeof setTimeout> | undefined;
  #pause: ReturnType<typeof setTimeout> | undefined;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  hostDisconnected(): void {
    for (const timer of [this.#rest, this.#seeing, this.#pause]) clearTimeout(timer);
    this.#rest = undefined;
    [this.#said, this.#seen, this.#next] = ['', '', null];
  }

  /** Answers what the user has just done: at once, and to be seen too. */
  answer(text: string): void {
    this.#seen = text;
    clearTimeout(this.#seeing);
    this.#seeing = setTimeout(() => {
      this.#seen = '';
      this.#host.requestUpdate();
    }, seenMs);
    this.say(text);
  }

  /** Says what the user has just brought about and sees anyway. */
  say(text: string): void {
    this.#next = null;
    this.#speak(text);
  }

  /** Says what the user is bringing about, key by key say, once there is a pause. */
  sayAfterPause(text: () => string): void {
    clearTimeout(this.#pause);
    this.#pause = setTimeout(() => this.say(text()), pauseMs);
  }

  /** Tells what came about by itself: soon, unless something newer takes its place. */
  tell(text: string): void {
    if (this.#rest === undefined) this.#speak(text);
    else this.#next = text;
  }

  /** Draws what screen readers hear. */
  render(): TemplateResult {
    return html`<span class="unseen" role="status">${this.#said}</span>`;
  }

  /** Draws the last answer, for a while. */
  renderAnswer(): TemplateResult | typeof nothing {
    return this.#seen
      ? html`<div class="toast" part="toast" aria-hidden="true">${this.#seen}</div>`
      : nothing;
  }

  #speak(text: string): void {
    this.#said = text;
    clearTimeout(this.#rest);
    this.#rest = setTimeout(() => {
      this.#rest = undefined;
      const next = this.#next;
      this.#next = null;
      if (next !== null) this.#speak(next);
    }, restMs);
    this.#host.requestUpdate();
  }
}
