import type { JudgedSample } from '../../worker/trainer-answers.ts';
import type { TrainerClient } from '../../worker/trainer-client.ts';
import { groupSamples } from './sample-groups.ts';
import type { SampleGroups } from './sample-groups.ts';

/** Who answers samples: a trainer, or anything that judges as one does. */
export type SampleJudge = Pick<TrainerClient, 'judge'>;

/** How far the judging of two checkpoints has come. */
export type JudgingState =
  | { readonly state: 'idle' }
  | { readonly state: 'running'; readonly done: number; readonly total: number | null }
  | {
      readonly state: 'done';
      readonly done: number;
      readonly total: number;
      readonly before: readonly JudgedSample[];
      readonly after: readonly JudgedSample[];
      readonly groups: SampleGroups;
    }
  | { readonly state: 'failed'; readonly error: unknown };

/** How many samples are asked for at once: as many as a trainer has under way. */
const PART = 32;

/** A judging under way. Another one takes its place when it is no longer wanted. */
interface Run {
  isCancelled: boolean;
}

/** Has two checkpoints judged on the same samples, part by part, so that it can be followed and cancelled. */
export class SampleJudging {
  state: JudgingState = { state: 'idle' };
  readonly #changed: () => void;
  #run: Run | null = null;

  constructor(changed: () => void) {
    this.#changed = changed;
  }

  /** Forgets what was judged, and what is being judged. */
  reset(): void {
    this.#run = null;
    this.state = { state: 'idle' };
  }

  /** Ends after the part at hand; what was judged until then is shown. */
  cancel(): void {
    if (this.#run) this.#run.isCancelled = true;
  }

  async start(judge: SampleJudge, dataset: string, paths: readonly [string, string]): Promise<void> {
    const run = { isCancelled: false };
    this.#run = run;
    this.#become(run, { state: 'running', done: 0, total: null });
    try {
      this.#become(run, await this.#judge(judge, dataset, paths, run));
    } catch (error) {
      this.#become(run, { state: 'failed', error });
    }
  }

  async #judge(
    judge: SampleJudge,
    dataset: string,
    [first, second]: readonly [string, string],
    run: Run,
  ): Promise<JudgingState> {
    const [before, after]: [JudgedSample[], JudgedSample[]] = [[], []];
    let total = Infinity;
    while (before.length < total && !run.isCancelled && this.#run === run) {
      const page = { start: before.length, count: PART };
      const a = await judge.judge(dataset, { checkpoint: first, ...page });
      const b = await judge.judge(dataset, { checkpoint: second, ...page });
      before.push(...a.samples);
      after.push(...b.samples);
      total = a.samples.length === 0 ? before.length : a.total;
      this.#become(run, { state: 'running', done: before.length, total });
    }
    const groups = groupSamples(before, after);
    return { state: 'done', done: before.length, total, before, after, groups };
  }

  #become(run: Run, state: JudgingState): void {
    if (this.#run !== run) return;
    this.state = state;
    this.#changed();
  }
}
