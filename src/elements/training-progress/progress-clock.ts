/** How many of the last epochs or batches speeds are taken from: the latest tell most about the next. */
const recentEpochs = 3;
const recentBatches = 20;

/**
 * Tells how fast training goes and how long it will still take. Time in which it is paused does not count.
 *
 * An epoch is judged by whole epochs as soon as there is one, since it is more than its batches: validation and the
 * choice among candidates take time too.
 */
export class ProgressClock {
  readonly #nowMs: () => number;
  #startMs: number;
  #pausedAtMs: number | null = null;
  #pausedMs = 0;
  #epochStartMs = 0;
  #epochFraction = 0;
  #epochDurations: number[] = [];
  #batchEnds: number[] = [];
  #lastRate: number | null = null;

  /** @param nowMs a clock that only goes forward, in milliseconds */
  constructor(nowMs: () => number = () => performance.now()) {
    this.#nowMs = nowMs;
    this.#startMs = nowMs();
  }

  /** Time trained so far, in milliseconds. */
  get elapsedMs(): number {
    return (this.#pausedAtMs ?? this.#nowMs()) - this.#startMs - this.#pausedMs;
  }

  /** Batches a second of late; null before the second batch. An epoch begins with what the one before ended with. */
  get batchesPerSecond(): number | null {
    const [first, last] = [this.#batchEnds[0], this.#batchEnds.at(-1)];
    if (first === undefined || last === undefined || last <= first) return this.#lastRate;
    return ((this.#batchEnds.length - 1) * 1000) / (last - first);
  }

  /** A batch has ended. @param fraction how much of the epoch's batches are done, 0 to 1; null when unknown */
  endBatch(fraction: number | null): void {
    this.#epochFraction = fraction ?? 0;
    this.#batchEnds = [...this.#batchEnds, this.elapsedMs].slice(-recentBatches);
  }

  /** An epoch has ended, validation and all. */
  endEpoch(): void {
    const now = this.elapsedMs;
    this.#epochDurations = [...this.#epochDurations, now - this.#epochStartMs].slice(-recentEpochs);
    this.#epochStartMs = now;
    this.#epochFraction = 0;
    // Between epochs no batch runs: that gap says nothing about the batches' speed.
    this.#lastRate = this.batchesPerSecond;
    this.#batchEnds = [];
  }

  pause(): void {
    this.#pausedAtMs ??= this.#nowMs();
  }

  resume(): void {
    if (this.#pausedAtMs !== null) this.#pausedMs += this.#nowMs() - this.#pausedAtMs;
    this.#pausedAtMs = null;
  }

  /** Time left for so many epochs, the one at hand included, in milliseconds; null as long as nothing tells. */
  leftMs(epochsLeft: number): number | null {
    const spent = this.elapsedMs - this.#epochStartMs;
    const epochMs = this.#epochMs(spent);
    if (epochMs === null) return null;
    return epochMs * Math.max(0, epochsLeft - 1) + Math.max(0, epochMs - spent);
  }

  #epochMs(spent: number): number | null {
    const durations = this.#epochDurations;
    if (durations.length > 0)
      return durations.reduce((sum, duration) => sum + duration, 0) / durations.length;
    return this.#epochFraction > 0 ? spent / this.#epochFraction : null;
  }
}
