import { idle } from './idle.ts';

/** Loads what is needed later as soon as the page has nothing better to do: by then, the network may be gone. */
export function loadEarly(load: () => Promise<unknown>): void {
  idle()
    .then(load)
    // Whoever needs it is told then.
    .catch(() => undefined);
}
