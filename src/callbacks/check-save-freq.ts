import { ArgumentError } from '../base/errors.ts';
import { pythonText } from './log-values.ts';

/**
 * Checks how often to save.
 *
 * @throws ArgumentError `invalid-save-freq`, with the reference's words
 */
export function checkSaveFreq(saveFreq: unknown): 'epoch' | number {
  if (saveFreq === 'epoch') return saveFreq;
  if (typeof saveFreq === 'number' && Number.isInteger(saveFreq) && saveFreq > 0) return saveFreq;
  const received = pythonText(saveFreq);
  const message = `Unrecognized save_freq: ${received}. Expected save_freq are 'epoch' or integer values`;
  throw new ArgumentError('invalid-save-freq', message, { details: { saveFreq: received } });
}

/** Checks a span of time. @throws ArgumentError `invalid-save-every-ms` */
export function checkSaveEveryMs(saveEveryMs: number | null | undefined): number | null {
  if (saveEveryMs === null || saveEveryMs === undefined) return null;
  if (typeof saveEveryMs === 'number' && saveEveryMs > 0) return saveEveryMs;
  throw new ArgumentError(
    'invalid-save-every-ms',
    `saveEveryMs is ${String(saveEveryMs)}. Expected milliseconds above 0, or null for never.`,
    { details: { saveEveryMs: String(saveEveryMs) } },
  );
}
