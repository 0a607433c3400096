/**
 * The user wants to see how checkpoints differ. The page shows it, with `<checkpoint-compare>` say.
 */
export class CompareRequestEvent extends Event {
  /** The paths to compare, two or more, in the order in which they were chosen. */
  readonly paths: readonly string[];

  constructor(paths: readonly string[]) {
    super('compare-request', { bubbles: true, composed: true, cancelable: true });
    this.paths = [...paths];
  }
}

/**
 * The user wants to look into a checkpoint. The page shows it, with `<checkpoint-inspect>` say.
 */
export class InspectRequestEvent extends Event {
  readonly path: string;

  constructor(path: string) {
    super('inspect-request', { bubbles: true, composed: true, cancelable: true });
    this.path = path;
  }
}

declare global {
  interface HTMLElementEventMap {
    'compare-request': CompareRequestEvent;
    'inspect-request': InspectRequestEvent;
  }
}
