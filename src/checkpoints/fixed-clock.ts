/**
 * A clock that stands still until it is told to go on, for tests of what depends on modification times.
 *
 * @example
 * const clock = new FixedClock(Date.UTC(2026, 0, 1));
 * const store = new MemoryCheckpointStore('test', { now: clock.now });
 * clock.advance(60_000);
 */
export class FixedClock {
  #nowMs: number;

  /** @param startMs milliseconds since 1970. @default 2026-01-01T00:00:00Z */
  constructor(startMs = Date.UTC(2026, 0, 1)) {
    this.#nowMs = startMs;
  }

  /** Tells the time, in milliseconds since 1970. It may be handed on by itself, in the place of `Date.now`. */
  readonly now = (): number => this.#nowMs;

  /** Goes on by some milliseconds; back, when they are negative. */
  advance(ms: number): void {
    this.#nowMs += ms;
  }
}
