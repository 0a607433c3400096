import { DataError, TidemarkError } from '../base/errors.ts';
import { untilAborted } from '../base/until-aborted.ts';
import { isOwnIterator, openSource } from './batch-source.ts';
import type { BatchSource } from './batch-source.ts';
import { toSamples } from './samples.ts';
import type { Ends, Row, Sample } from './samples.ts';

type AnyIterator = Awaited<ReturnType<typeof openSource>>;

/** Reads batches from a source, pass after pass. */
export class BatchReader {
  readonly #source: BatchSource;
  readonly #ends: Ends;
  /** The pass under way; null between two. */
  #pass: AnyIterator | null = null;
  /** How many batches of the pass under way were read; 0 between two. */
  #position = 0;

  constructor(source: BatchSource, ends: Ends) {
    this.#source = source;
    this.#ends = ends;
  }

  get position(): number {
    return this.#position;
  }

  /**
   * The next batch of the pass; null at its end, after which the next pass begins.
   *
   * @throws the signal's reason, also while the source keeps one waiting; DataError `bad-batch`, `bad-row` with
   *   `details.batch`
   */
  async read(signal?: AbortSignal): Promise<readonly Sample[] | null> {
    const at = this.#position;
    const batch = await this.#next(signal);
    return batch === null ? null : toBatch(this.#ends, batch.value, at);
  }

  /** Passes over batches without looking at them; false when there are not as many. */
  async skip(count: number, signal?: AbortSignal): Promise<boolean> {
    for (let left = count; left > 0; left -= 1) if ((await this.#next(signal)) === null) return false;
    return true;
  }

  /** Ends the pass under way. An iterator that was passed itself stays where it is: it belongs to who made it. */
  close(): void {
    const pass = this.#pass;
    this.#endPass();
    if (!pass?.return || isOwnIterator(this.#source, pass)) return;
    // Nobody waits for it: a source that hangs would hang its reader too.
    void Promise.resolve(pass.return()).catch(() => undefined);
  }

  async #next(signal?: AbortSignal): Promise<{ readonly value: unknown } | null> {
    signal?.throwIfAborted();
    this.#pass ??= await untilAborted(openSource(this.#source), signal);
    const next = await untilAborted(Promise.resolve(this.#pass.next()), signal);
    if (next.done) this.#endPass();
    else this.#position += 1;
    return next.done ? null : { value: await next.value };
  }

  #endPass(): void {
    this.#pass = null;
    this.#position = 0;
  }
}

function toBatch(ends: Ends, value: unknown, batch: number): readonly Sample[] {
  const [x, y, ...rest] = Array.isArray(value) ? (value as readonly unknown[]) : [];
  const hasTargets = y !== undefined && y !== null;
  if (!Array.isArray(x) || (hasTargets && !Array.isArray(y)) || x.length === 0 || rest.length > 0) {
    const what = Array.isArray(x) && x.length === 0 ? 'has no rows' : 'is no batch';
    const expected = 'Expected [x] or [x, y], with a list of rows each';
    throw new DataError('bad-batch', `Batch ${batch} of the data ${what}. ${expected}.`, {
      details: { batch },
    });
  }
  try {
    return toSamples(ends, x as readonly Row[], hasTargets ? (y as readonly Row[]) : null);
  } catch (cause) {
    if (!(cause instanceof TidemarkError)) throw cause;
    const details = { ...cause.details, batch };
    throw new DataError(cause.code, `Batch ${batch} of the data: ${cause.message}`, { details, cause });
  }
}
