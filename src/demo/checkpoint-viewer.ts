import type { CheckpointStore, TrainerClient } from 'tidemark';
import { byId, make } from './dom.ts';

/** Shows checkpoints in a dialog, as the list asks for it: two compared, or one looked into. */
export class CheckpointViewer {
  readonly #store: CheckpointStore;
  readonly #trainer: () => TrainerClient;
  readonly #dialog = byId('viewer', HTMLDialogElement);
  readonly #heading = byId('viewer-heading', HTMLElement);
  readonly #place = byId('viewer-place', HTMLElement);

  /** @param trainer gives the trainer that answers for a checkpoint's program */
  constructor(store: CheckpointStore, trainer: () => TrainerClient) {
    this.#store = store;
    this.#trainer = trainer;
  }

  start(): void {
    document.body.addEventListener('compare-request', ({ paths }) => void this.#compare(paths));
    document.body.addEventListener('inspect-request', (event) => {
      // Within the dialog the element itself goes on to the other checkpoint.
      if (!this.#dialog.open) this.#inspect(event.path);
    });
    this.#dialog.addEventListener('click', ({ target }) => target === this.#dialog && this.#dialog.close());
    this.#dialog.addEventListener('close', () => this.#place.replaceChildren());
  }

  /** Compares the oldest with the newest of those that were chosen; the others can be chosen instead. */
  async #compare(paths: readonly string[]): Promise<void> {
    const entries = await Promise.all(paths.map((path) => this.#store.info(path)));
    const choices = entries
      .filter((entry) => entry !== null)
      .sort((a, b) => a.mtime - b.mtime)
      .map(({ path }) => path);
    const [first = null, second = null] = [choices[0], choices.at(-1)];
    const element = document.createElement('checkpoint-compare');
    const fields = { store: this.#store, trainer: this.#trainer(), first, second, choices };
    this.#show(Object.assign(element, fields), 'Compare checkpoints');
  }

  #inspect(path: string): void {
    const element = document.createElement('checkpoint-inspect');
    const fields = { store: this.#store, trainer: this.#trainer(), path };
    this.#show(Object.assign(element, fields), 'Inspect a checkpoint');
  }

  #show(element: HTMLElement, heading: string): void {
    this.#heading.textContent = heading;
    // The dialog has a heading already.
    element.append(make('span', heading, { slot: 'heading', hidden: true }));
    this.#place.replaceChildren(element);
    if (!this.#dialog.open) this.#dialog.showModal();
    this.#dialog.scrollTop = 0;
  }
}
