import { byId } from './dom.ts';
import { isAnyTabTraining } from './other-tabs.ts';

/**
 * Says when a new version of the page is kept and waits, and puts it in place when the user wants it. Never during a run,
 * in this tab or another: a page that is loaded anew has lost its worker.
 */
export class UpdateNotice {
  readonly #place = byId('update', HTMLElement);
  readonly #text = byId('update-text', HTMLElement);
  readonly #button = byId('update-load', HTMLButtonElement);
  #load: (() => void) | null = null;
  #isRunning = false;
  #isStale = false;

  constructor() {
    this.#button.addEventListener('click', () => void this.#take());
    byId('update-later', HTMLButtonElement).addEventListener('click', () => (this.#place.hidden = true));
  }

  /** Whether a run is under way in this tab. */
  set isRunning(isRunning: boolean) {
    this.#isRunning = isRunning;
    this.#show();
    if (this.#isStale && !isRunning) location.reload();
  }

  /** A new version waits. @param load puts it in place */
  readonly updateReady = (load: () => void): void => {
    this.#load = load;
    this.#place.hidden = false;
    this.#show();
  };

  /** Another tab (or this one) has put it in place: this page's own parts are no longer kept. */
  readonly updated = (): void => {
    this.#isStale = true;
    if (!this.#isRunning) location.reload();
  };

  async #take(): Promise<void> {
    if (this.#button.ariaDisabled === 'true') return;
    if (await isAnyTabTraining())
      this.#say('Another tab is training: the new version can be loaded when it is done.');
    else this.#load?.();
  }

  #show(): void {
    if (!this.#load) return;
    this.#button.ariaDisabled = String(this.#isRunning);
    this.#say(
      this.#isRunning
        ? 'A new version of this page is ready. It waits until training is over.'
        : 'A new version of this page is ready.',
    );
  }

  #say(text: string): void {
    if (this.#text.textContent !== text) this.#text.textContent = text;
  }
}
