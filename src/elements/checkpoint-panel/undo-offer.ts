import { html, nothing } from 'lit';
import type { ReactiveController, ReactiveControllerHost, TemplateResult } from 'lit';
import type { Checkpoint, CheckpointEntry, CheckpointStore } from '../../checkpoints/checkpoint-store.ts';
import { formatCount, pathInWords } from '../internal/format.ts';
import { icons } from '../internal/icons.ts';
import { texts } from '../internal/texts.ts';

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
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  /** Whether there is something to put back. */
  get stands(): boolean {
    return this.#deleted.length > 0 && this.#expected === 0;
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

  /** Puts everything on offer back. @returns what to say about it @throws CheckpointError `path-taken` */
  async undo(locale?: string): Promise<string> {
    const deleted = this.#deleted;
    this.#withdraw();
    for (const { store, entry, text, trainingState } of deleted) {
      const state = trainingState === null ? null : await readAgain(trainingState);
      await store.restore({ entry, text: await readAgain(text), trainingState: state });
    }
    const [first] = deleted;
    if (first && deleted.length === 1) return texts.undo.back(pathInWords(first.entry.path));
    return texts.undo.manyBack(formatCount(deleted.length, locale));
  }

  /** What was deleted, in words; empty when nothing was. */
  describe(locale?: string): string {
    const [first, ...others] = this.#deleted;
    const count = formatCount(this.#deleted.length, locale);
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

/** UTF-8 cannot hold half a surrogate pair: such a text stays a string. */
function setAside(text: string): KeptText {
  return /\p{Surrogate}/u.test(text) ? text : new Blob([text]);
}

/** A Blob's `text` would leave out a byte order mark. */
async function readAgain(kept: KeptText): Promise<string> {
  if (typeof kept === 'string') return kept;
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(await kept.arrayBuffer());
}
