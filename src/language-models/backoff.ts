import { untilAborted } from '../base/until-aborted.ts';

/** The longest that a timer waits, some 24 days: one that is given more does not wait at all. */
export const longestTimerMs = 2 ** 31 - 1;

/** How long to wait before a request is made again. */
export interface BackoffOptions {
  /** The first wait; each further one is twice as long. @default 1000 */
  readonly initialMs?: number;
  /** @default 10_000 */
  readonly maxMs?: number;
  /** Numbers from 0 to 1 that scatter the waits, so that many do not come back at once. @default Math.random */
  readonly random?: () => number;
}

/**
 * How long to wait after a number of attempts: a half to the whole of a time that doubles. Follows Synalinks, which
 * does not scatter.
 */
export function backoffMs(attempts: number, options: BackoffOptions = {}): number {
  const { initialMs = 1000, maxMs = 10_000, random = Math.random } = options;
  return Math.min(maxMs, initialMs * 2 ** (attempts - 1)) * (0.5 + random() / 2);
}

/** Waits, but no longer than until the signal is aborted: then it throws the signal's reason. */
export async function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const passed = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, Math.min(ms, longestTimerMs));
  });
  try {
    await untilAborted(passed, signal);
  } finally {
    clearTimeout(timer);
  }
}
