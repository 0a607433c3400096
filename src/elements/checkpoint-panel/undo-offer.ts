import { html, nothing } from 'lit';
import type { ReactiveController, ReactiveControllerHost, TemplateResult } from 'lit';
import type { Checkpoint, CheckpointEntry, CheckpointStore } from '../../checkpoints/checkpoint-store.ts';
import { formatCount, pathInWords } from '../internal/format.ts';
import { icons } from '../internal/icons.ts';
import { texts } from '../internal/texts.ts';
import '../internal/undo-texts.ts';

/** How long the offer stays, unless the pointer or the focus is on it. */
const offerMs = 20_000;

/** A text set aside: as a Blob, which the browser may keep on disk, as there may be thousands of them. */
type KeptText = Blob | string;

/** A deleted checkpoint, with all that is needed to put it back. */
interface Deleted {
  readonly store: CheckpointStore;
  readonly entry: CheckpointEntry;
  readonly text: KeptText;
  readonly trainingState: KeptText | null;
}

/**
 * Keeps what was just deleted, and offers to put it back.
 *
 * Deletions while the offer stands join it: one undo brings all of them back.
 */
export class UndoOffer implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  #deleted: Deleted[] = [];
  /** How many are to be deleted, while that goes on. */
  #expected = 0;
  /** How many are being put back, and how many of them are back. */
  #returning = { all: 0, back: 0 };
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  /** Whether there is something to put back. */
  get stands(): boolean {
    return this.#deleted.length > 0 && this.#expected === 0 && this.#returning.all === 0;
  }

  hostDisconnected(): void {
    this.#withdraw();
  }

  /** Says that so many will be offered, one by one. */
  expect(count: number): void {
    clearTimeout(this.#timer);
    this.#expected = this.#deleted.length + count;
  }

  /** Offers to put one more checkpoint back. */
  offer(store: CheckpointStore, { entry, text, trainingState }: Checkpoint): void {
    const state = trainingState === null ? null : setAside(trainingState);
    this.#deleted.push({ store, entry, text: setAside(text), trainingState: state });
    this.#host.requestUpdate();
  }

  /** Says that all were offered that there are. */
  settle(): void {
    this.#expected = 0;
    this.#wait();
    this.#host.requestUpdate();
  }

  /**
   * Puts everything on offer back, one by one: a transaction of several would not be much sooner, and would bring back
   * none of them where one cannot come back.
   *
   * What cannot come back stays on offer, for when what is in its way is gone.
   * @returns what to say about it
   * @throws CheckpointError `path-taken`, `quota-exceeded` of the first of those, once all others are back
   */
  async undo(locale?: string): Promise<string> {
    const deleted = this.#deleted;
    this.#withdraw();
    const failures = await this.#putBack(deleted);
    if (failures.size > 0) {
      this.#deleted.unshift(...failures.keys());
      this.settle();
      throw failures.values().next().value;
    }
    const [first] = deleted;
    if (first && deleted.length === 1) return texts.undo.back(pathInWords(first.entry.path));
    return texts.undo.manyBack(formatCount(deleted.length, locale));
  }

  /** Answers those that could not be put back, and why. */
  async #putBack(deleted: readonly Deleted[]): Promise<Map<Deleted, unknown>> {
    const failures = new Map<Deleted, unknown>();
    for (const [back, one] of deleted.entries()) {
      this.#returning = { all: deleted.length, back };
      this.#host.requestUpdate();
      await putBack(one).catch((error: unknown) => failures.set(one, error));
    }
    this.#returning = { all: 0, back: 0 };
    this.#host.requestUpdate();
    return failures;
  }

  /** What was deleted, in words; empty when nothing was. */
  describe(locale?: string): string {
    const [first, ...others] = this.#deleted;
    const count = formatCount(this.#deleted.length, locale);
    const { all, back } = this.#returning;
    if (all > 1) return texts.undo.returning(formatCount(back, locale), formatCount(all, locale));
    if (this.#expected > 1) return texts.undo.deleting(count, formatCount(this.#expected, locale));
    if (!first) return '';
    return others.length > 0
      ? texts.undo.deletedMany(count)
      : texts.undo.deleted(pathInWords(first.entry.path));
  }

  render(undo: () => void, locale?: string): TemplateResult | typeof nothing {
    const text = this.describe(locale);
    if (text === '') return nothing;
    return html`<div
      class="toast undo"
      part="toast undo"
      @pointerenter=${() => clearTimeout(this.#timer)}
      @pointerleave=${() => this.#wait()}
      @focusin=${() => clearTimeout(this.#timer)}
      @focusout=${() => this.#wait()}
    >
      <bdi class="undo-text">${text}</bdi>
      ${
        this.stands
          ? html`<button type="button" class="undo-button" part="button undo-button" @click=${undo}>
                ${texts.undo.undo}
              </button>
              <button
                type="button"
                class="icon"
                aria-label=${texts.panel.dismiss}
                @click=${() => this.#withdraw()}
              >
                ${icons.close}
              </button>`
          : nothing
      }
    </div>`;
  }

  #wait(): void {
    clearTimeout(this.#timer);
    if (this.#expected === 0) this.#timer = setTimeout(() => this.#withdraw(), offerMs);
  }

  #withdraw(): void {
    clearTimeout(this.#timer);
    this.#deleted = [];
    this.#expected = 0;
    this.#host.requestUpdate();
  }
}

async function putBack({ store, entry, text, trainingState }: Deleted): Promise<void> {
  const state = trainingState === null ? null : await readAgain(trainingState);
  await store.restore({ entry, text: await readAgain(text), trainingState: state });
}

/** UTF-8 cannot hold half a surrogate pair: such a text stays a string. */
function setAside(text: string): KeptText {
  return /\p{Surrogate}/u.test(text) ? text : new Blob([text]);
}

/** A Blob's `text` would leave out a byte order mark. */
async function readAgain(kept: KeptText): Promise<string> {
  if (typeof kept === 'string') return kept;
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(await kept.arrayBuffer());
}
