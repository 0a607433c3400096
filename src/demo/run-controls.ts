import type { TrainerClient } from 'tidemark';
import { byId } from './dom.ts';
import { isTraining } from './training-run.ts';

type Status = TrainerClient['status'];

/** What the user may want of a run. */
export interface RunWishes {
  train(): void;
  pause(): void;
  resume(): void;
  stop(): void;
}

/** The buttons Train, Pause (then Resume) and Stop. They stay where they are; what is out of reach says so. */
export class RunControls {
  readonly #train = byId('train', HTMLButtonElement);
  readonly #pause = byId('pause', HTMLButtonElement);
  readonly #stop = byId('stop', HTMLButtonElement);
  #status: Status = 'idle';

  constructor(wishes: RunWishes) {
    const onClick = (button: HTMLButtonElement, act: () => void): void =>
      button.addEventListener('click', () => button.ariaDisabled !== 'true' && act());
    onClick(this.#train, () => wishes.train());
    onClick(this.#pause, () => (this.#status === 'paused' ? wishes.resume() : wishes.pause()));
    onClick(this.#stop, () => wishes.stop());
    this.show(false, 'idle');
  }

  /** @param isRunning whether a run is under way, its judging before and after included */
  show(isRunning: boolean, status: Status): void {
    this.#status = status;
    setAvailable(this.#train, !isRunning);
    setAvailable(this.#pause, isRunning && isTraining(status));
    setAvailable(this.#stop, isRunning && status !== 'stopping');
    this.#pause.textContent = status === 'paused' ? 'Resume' : 'Pause';
    this.#stop.textContent = status === 'stopping' ? 'Stopping…' : 'Stop';
  }
}

/** Out of reach, but not out of the Tab order: a disabled button that has the focus would lose it. */
function setAvailable(button: HTMLButtonElement, isAvailable: boolean): void {
  button.ariaDisabled = String(!isAvailable);
}
