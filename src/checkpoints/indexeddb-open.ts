import { openDB } from 'idb';
import { CheckpointError } from '../base/errors.ts';
import type { Database, SchemaStep, StoreSchema } from './indexeddb-schema.ts';

/** What happens to a database while it is open. */
export interface DatabaseEvents {
  /** The database was created by this opening: there was none. */
  readonly onCreated: () => void;
  /** Another tab waits for this one to let go. */
  readonly onBlocking: (reason: 'upgrade' | 'deletion') => void;
  /** The browser has closed the connection. */
  readonly onTerminated: () => void;
}

/** How long another tab may hold up an upgrade before it is an error. */
const blockedMs = 5000;

/**
 * Opens a database and takes the steps that its schema lacks.
 *
 * @throws CheckpointError `newer-schema`, `blocked`, `not-opened`
 */
export async function openDatabase(
  name: string,
  steps: readonly SchemaStep[],
  events: DatabaseEvents,
): Promise<Database> {
  const patience = new Patience(name);
  try {
    const opened = openDB<StoreSchema>(name, steps.length, {
      upgrade: (database, from, _to, tx) => {
        // An upgrade that fails fails the opening too, and is told there.
        tx.done.catch(() => {});
        if (from === 0) events.onCreated();
        for (const step of steps.slice(from)) step(database, tx);
      },
      blocked: () => patience.start(),
      blocking: (_from, to) => events.onBlocking(to === null ? 'deletion' : 'upgrade'),
      terminated: () => events.onTerminated(),
    });
    return await Promise.race([opened, patience.lost(opened)]);
  } catch (error) {
    throw openError(name, steps.length, error);
  } finally {
    patience.end();
  }
}

/** Waits for other tabs, but not for ever. */
class Patience {
  readonly #name: string;
  #giveUp: (error: Error) => void = () => {};
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(name: string) {
    this.#name = name;
  }

  /** Rejects when patience is lost. The opening may still succeed after that; then it must block no one. */
  lost(opened: Promise<Database>): Promise<never> {
    return new Promise((_resolve, reject) => {
      this.#giveUp = (error) => {
        reject(error);
        opened.then((database) => database.close()).catch(() => {});
      };
    });
  }

  start(): void {
    this.#timer = setTimeout(() => this.#giveUp(blockedError(this.#name)), blockedMs);
  }

  end(): void {
    clearTimeout(this.#timer);
  }
}

function openError(name: string, version: number, cause: unknown): CheckpointError {
  if (cause instanceof CheckpointError) return cause;
  const { name: errorName, message: reason } = cause instanceof Error ? cause : new Error(String(cause));
  if (errorName === 'VersionError') return newerSchemaError(name, version, cause);
  const message = `The database "${name}" could not be opened: ${reason}`;
  return new CheckpointError('not-opened', message, { details: { name }, cause });
}

function newerSchemaError(name: string, version: number, cause: unknown): CheckpointError {
  const message =
    `The database "${name}" was made by a newer version of Tidemark than this one, which knows its schema up to ` +
    `version ${version}. Nothing was changed. Reload the page, or update Tidemark.`;
  return new CheckpointError('newer-schema', message, { details: { name, knownVersion: version }, cause });
}

function blockedError(name: string): CheckpointError {
  const message =
    `The database "${name}" cannot be upgraded: another tab still has it open in an older version. ` +
    'Close the other tabs of this site, then reload.';
  return new CheckpointError('blocked', message, { details: { name } });
}
