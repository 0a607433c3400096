/** Keeps a place as high as it was, so that what follows it does not jump while its content is narrowed down. */
export class HeldHeight {
  #heightPx = 0;

  /** Takes the height of a place before it is drawn anew, or lets go of it. @returns the height to keep; 0 for any */
  hold(isHeld: boolean, place: HTMLElement | null): number {
    if (!isHeld) this.#heightPx = 0;
    else if (this.#heightPx === 0) this.#heightPx = place?.offsetHeight ?? 0;
    return this.#heightPx;
  }
}
