/** The user wants the kept answers of language models gone. Unless cancelled, they are cleared. */
export class ClearRequestEvent extends Event {
  constructor() {
    super('clear-request', { bubbles: true, composed: true, cancelable: true });
  }
}

/** The kept answers of language models are gone. */
export class CacheClearedEvent extends Event {
  constructor() {
    super('cache-cleared', { bubbles: true, composed: true });
  }
}

declare global {
  interface HTMLElementEventMap {
    'clear-request': ClearRequestEvent;
    'cache-cleared': CacheClearedEvent;
  }
}
