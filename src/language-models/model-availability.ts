/** Whether a model that runs in the browser can be used. */
export interface ModelAvailability {
  /**
   * - `ready`: at once, also offline
   * - `downloadable`: after a download
   * - `unavailable`: not here, for the reason told
   */
  readonly state: 'ready' | 'downloadable' | 'unavailable';
  /** Why not; null where it can. */
  readonly reason: string | null;
}

/** How far a download has come. */
export interface ModelProgress {
  /** From 0 to 1. */
  readonly fraction: number;
  /** What is being done, where that is told. */
  readonly text: string | null;
}

/** An availability with a reason. */
export function unavailable(reason: string): ModelAvailability {
  return { state: 'unavailable', reason };
}
