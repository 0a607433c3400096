import type { ReactiveControllerHost, TemplateResult, nothing } from 'lit';
import type { CheckpointEntry, CheckpointStore } from '../../checkpoints/checkpoint-store.ts';
import type { Announcer } from '../internal/announcer.ts';
import { downloadCheckpoint, downloadFile } from '../internal/download.ts';
import { CheckpointDownloadedEvent } from '../internal/element-events.ts';
import { localeOf } from '../internal/format.ts';
import { texts } from '../internal/texts.ts';
import { requestResume } from '../internal/training-request.ts';
import { CompareRequestEvent, InspectRequestEvent } from '../internal/view-requests.ts';
import { DeleteRequestEvent, DownloadRequestEvent, ExportRequestEvent } from './checkpoint-requests.ts';
import { deletionBatches } from './deletion-batches.ts';
import type { RowAction } from './list-events.ts';
import { UndoOffer } from './undo-offer.ts';

/**
 * Does what the user asks for with checkpoints, and tells what came of it. The page is asked first, and may cancel.
 */
export class CheckpointActions {
  readonly #announcer: Announcer;
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #fail: (error: unknown) => void;
  readonly #store: () => CheckpointStore | null;
  readonly #undo: UndoOffer;

  /** @param fail says that something the user asked for has failed */
  constructor(
    host: ReactiveControllerHost & HTMLElement,
    announcer: Announcer,
    store: () => CheckpointStore | null,
    fail: (error: unknown) => void,
  ) {
    this.#host = host;
    this.#fail = fail;
    this.#store = store;
    this.#announcer = announcer;
    this.#undo = new UndoOffer(host);
  }

  /** Does one thing with one checkpoint. */
  act(action: RowAction, entry: CheckpointEntry, note: string): void {
    const actions: Record<RowAction, () => void> = {
      resume: () => this.#attempt(() => requestResume(this.#host, entry)),
      fork: () => this.#attempt(() => requestResume(this.#host, entry, { fork: true })),
      inspect: () => this.#host.dispatchEvent(new InspectRequestEvent(entry.path)),
      download: () => this.export([entry]),
      pin: () => this.pin([entry], !entry.pinned),
      note: () => this.#attempt((store) => store.change(entry.path, { note })),
      delete: () => this.delete([entry]),
    };
    actions[action]();
  }

  compare(entries: readonly CheckpointEntry[]): void {
    this.#host.dispatchEvent(new CompareRequestEvent(entries.map(({ path }) => path)));
  }

  /** Downloads several as one zip; a single one as it is. */
  export(entries: readonly CheckpointEntry[]): void {
    const [only, ...others] = entries;
    this.#attempt(async (store) => {
      if (only && others.length === 0) return await this.#download(store, only);
      const paths = entries.map(({ path }) => path);
      const isAgreed = this.#host.dispatchEvent(new ExportRequestEvent(paths));
      if (isAgreed) downloadFile(await store.export(paths));
    });
  }

  pin(entries: readonly CheckpointEntry[], pinned: boolean): void {
    const others = entries.filter((entry) => entry.pinned !== pinned);
    this.#attempt(async (store) => {
      for (const { path } of others) await store.pin(path, pinned);
    });
  }

  /** Deletes what the page does not want to keep, and offers to undo it. */
  delete(entries: readonly CheckpointEntry[]): void {
    const agreed = entries.filter((entry) => this.#host.dispatchEvent(new DeleteRequestEvent(entry)));
    this.#attempt(async (store) => {
      const undo = this.#undo;
      undo.expect(agreed.length);
      try {
        for (const paths of deletionBatches(agreed)) {
          for (const deleted of await store.deleteAll(paths)) undo.offer(store, deleted);
        }
      } finally {
        undo.settle();
      }
      if (undo.stands) this.#announcer.say(`${undo.describe(this.#locale)} ${texts.undo.hint}`);
    });
  }

  /** Brings back what was deleted when Control Z is pressed, as long as that is offered. */
  keyPressed(event: KeyboardEvent): void {
    const isUndo =
      event.key.toLowerCase() === 'z' && (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey;
    const isInField = event
      .composedPath()
      .some((node) => node instanceof HTMLInputElement && node.type !== 'checkbox');
    if (!isUndo || isInField || !this.#undo.stands) return;
    event.preventDefault();
    this.#bringBack();
  }

  /** Draws the offer to undo what was deleted, as long as it stands. */
  renderOffer(): TemplateResult | typeof nothing {
    return this.#undo.render(() => this.#bringBack(), this.#locale);
  }

  #bringBack(): void {
    this.#attempt(async () => this.#announcer.answer(await this.#undo.undo(this.#locale)));
  }

  async #download(store: CheckpointStore, entry: CheckpointEntry): Promise<void> {
    if (!this.#host.dispatchEvent(new DownloadRequestEvent(entry))) return;
    const fileName = await downloadCheckpoint(store, entry.path);
    this.#host.dispatchEvent(new CheckpointDownloadedEvent(entry, fileName));
  }

  #attempt(action: (store: CheckpointStore) => Promise<unknown>): void {
    const store = this.#store();
    if (store) action(store).catch((error: unknown) => this.#fail(error));
  }

  get #locale(): string | undefined {
    return localeOf(this.#host);
  }
}
