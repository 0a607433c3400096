import { TrainingError } from '../../base/errors.ts';
import type { CheckpointEntry } from '../../checkpoints/checkpoint-store.ts';
import type { TrainerFitOptions } from '../../worker/trainer-client.ts';

/** A wish of the user that training begin or go on. Elements do not train by themselves: the page does, or the trainer. */
abstract class TrainingRequestEvent extends Event {
  /** The checkpoint that it is about. */
  readonly entry: CheckpointEntry;
  /** What to give `trainer.fit`, so that it trains as wished. */
  readonly fitOptions: TrainerFitOptions;
  #answer: (() => Promise<unknown>) | null = null;

  constructor(type: string, entry: CheckpointEntry, fitOptions: TrainerFitOptions) {
    super(type, { bubbles: true, composed: true, cancelable: true });
    this.entry = entry;
    this.fitOptions = fitOptions;
  }

  /** How the page trains; null when it has not said. */
  get answer(): (() => Promise<unknown>) | null {
    return this.#answer;
  }

  /**
   * Says how to train, so that the element can tell the user if it fails.
   *
   * @example
   * offer.addEventListener('resume-request', (event) => event.answerWith(() => trainer.fit(event.fitOptions)));
   */
  answerWith(train: () => Promise<unknown>): void {
    this.#answer = train;
  }
}

/** How training is to go on from a checkpoint. */
export interface ResumeWish {
  /** As a run of its own, whose files stand beside those of the run that it leaves. @default false */
  readonly fork?: boolean;
  /** Although the program, the data or the settings have changed. @default false */
  readonly allowChanges?: boolean;
}

/** The user wants training to go on from a checkpoint. */
export class ResumeRequestEvent extends TrainingRequestEvent {
  constructor(entry: CheckpointEntry, { fork = false, allowChanges = false }: ResumeWish = {}) {
    super('resume-request', entry, {
      resumeFrom: entry.path,
      ...(fork ? { fork } : {}),
      ...(allowChanges ? { allowChanges } : {}),
    });
  }
}

/** The user wants training to begin anew, instead of going on from a checkpoint. */
export class StartOverRequestEvent extends TrainingRequestEvent {
  constructor(entry: CheckpointEntry) {
    super('start-over-request', entry, {
      startOver: true,
      ...(entry.epochs === undefined ? {} : { epochs: entry.epochs }),
    });
  }
}

/**
 * Asks for training to go on from a checkpoint, and waits until that has ended or failed.
 *
 * @throws TrainingError `unanswered-request`, unless the page says how it trains, or cancels the event
 */
export async function requestResume(
  target: EventTarget,
  entry: CheckpointEntry,
  wish?: ResumeWish,
): Promise<void> {
  const event = new ResumeRequestEvent(entry, wish);
  if (!target.dispatchEvent(event)) return;
  if (!event.answer) throw unansweredRequest(entry);
  await event.answer();
}

/** Makes the error of a wish to train that nobody has fulfilled or cancelled. */
export function unansweredRequest({ path }: CheckpointEntry): TrainingError {
  return new TrainingError(
    'unanswered-request',
    `Nothing on this page goes on with training from ${path}. Expected a listener of \`resume-request\` that says how: ` +
      "element.addEventListener('resume-request', (event) => event.answerWith(() => trainer.fit(event.fitOptions))).",
    { details: { path } },
  );
}

declare global {
  interface HTMLElementEventMap {
    'resume-request': ResumeRequestEvent;
    'start-over-request': StartOverRequestEvent;
  }
}
