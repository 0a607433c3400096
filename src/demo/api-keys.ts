const prefix = 'tidemark-demo.key:';

/**
 * Keys by the server that they are for: in the memory of the page, or, when the user wants, in sessionStorage, which the
 * browser empties when the tab is closed. Nowhere else.
 */
export class ApiKeys {
  readonly #memory = new Map<string, string>();

  /** The key for an address; empty without one. */
  get(address: string): string {
    const server = serverOf(address);
    return this.#memory.get(server) ?? readSession(server) ?? '';
  }

  /** Whether the key for an address outlives a reload. */
  isInSession(address: string): boolean {
    return readSession(serverOf(address)) !== null;
  }

  /** @returns whether it is where it should be: a browser may keep nothing for this page */
  set(address: string, key: string, inSession: boolean): boolean {
    const server = serverOf(address);
    this.#memory.set(server, key);
    try {
      if (inSession && key !== '') sessionStorage.setItem(prefix + server, key);
      else sessionStorage.removeItem(prefix + server);
      return true;
    } catch {
      return !inSession;
    }
  }
}

function readSession(server: string): string | null {
  try {
    return sessionStorage.getItem(prefix + server);
  } catch {
    return null;
  }
}

/** A key is for all of a server; an address that is none yet has keys of its own. */
function serverOf(address: string): string {
  return URL.canParse(address) ? new URL(address).origin : '';
}
