import type { DBSchema, IDBPDatabase, IDBPTransaction, StoreNames } from 'idb';
import type { PlaceKey } from './checkpoint-order.ts';
import type { CheckpointEntry } from './checkpoint-store.ts';
import type { Lookup, Ranking } from './lookup.ts';

/** A text that is kept: which generation of its path, and its size with its training state in UTF-8 bytes. */
export interface KeptText {
  readonly generation: number;
  readonly bytes: number;
  /** Whether it is kept in rows. @default false */
  readonly isLong?: boolean;
}

/** A checkpoint as it is listed, without its text. */
export interface EntryRecord {
  readonly path: string;
  readonly entry: CheckpointEntry;
  /** Which generation's text is the valid one: the newest, unless that was found damaged. */
  readonly textGeneration: number;
  /** All texts kept of it, oldest first. */
  readonly texts: readonly KeptText[];
  /** Whether no text of it could be read. Such a checkpoint is listed, but it is neither the latest nor the best. */
  readonly lost: boolean;
  /** Its place by age. */
  readonly age: PlaceKey;
  /** Its place by age within its run. */
  readonly runs: PlaceKey;
  /** Its places by each logged value, in both modes. */
  readonly ranks: readonly PlaceKey[];
}

/** One generation of a checkpoint: its text, and the entry as it was when this was saved. */
export interface TextRecord {
  readonly path: string;
  readonly generation: number;
  readonly text: string;
  readonly trainingState: string | null;
  readonly stateSha256: string;
  readonly entry: CheckpointEntry;
}

/** One generation of a checkpoint whose text is cut into rows: all but the text and the training state. */
export interface LongTextRecord extends Omit<TextRecord, 'text' | 'trainingState'> {
  /** UTF-8 bytes of the text and the training state. */
  readonly bytes: number;
  /** How many rows, from 0 on, are the text. */
  readonly textRows: number;
  /** How many rows after those are the training state; null when there is none. */
  readonly stateRows: number | null;
}

/** Sums kept up to date with every write, so that nobody has to count. */
export interface Totals {
  readonly count: number;
  readonly bytes: number;
  readonly lastMtime: number;
}

/** The order along which the latest or the best is looked up. */
export type LookupOrder = 'age' | Ranking;

/**
 * What is known of the answer to a look-up that has been asked before, so that it need not be searched again: every
 * match up to `reach`, in reading order, has a place in the table `matches`. Writes keep that true.
 */
export interface ViewRecord {
  readonly id: string;
  readonly among: Lookup;
  readonly order: LookupOrder;
  /** How far the entries have been searched: nowhere yet, up to a place, or to the end. */
  readonly reach: PlaceKey | 'start' | 'end';
  /** When it was made; the oldest goes when there are too many. */
  readonly madeAt: number;
}

/** What the database holds. */
export interface StoreSchema extends DBSchema {
  entries: { key: string; value: EntryRecord; indexes: { age: PlaceKey; runs: PlaceKey; ranks: PlaceKey } };
  texts: { key: [string, number]; value: TextRecord };
  longTexts: { key: [string, number]; value: LongTextRecord };
  /** The rows of the long texts, under path, generation and number. */
  rows: { key: [string, number, number]; value: string };
  /** The sums, and whether they hold: `counted` is taken away by whoever cannot keep them up to date. */
  totals: { key: 'totals' | 'counted'; value: Totals };
  views: { key: string; value: ViewRecord };
  /** Under a view's id and a place, the path of a match. */
  matches: { key: PlaceKey; value: string };
}

type Tables = StoreNames<StoreSchema>;
export type Database = IDBPDatabase<StoreSchema>;
export type ReadTransaction = IDBPTransaction<StoreSchema, Tables[], 'readonly'>;
export type WriteTransaction = IDBPTransaction<StoreSchema, Tables[], 'readwrite'>;
export type AnyTransaction = ReadTransaction | WriteTransaction;
type UpgradeTransaction = IDBPTransaction<StoreSchema, Tables[], 'versionchange'>;

/** Brings the database from one version to the next, keeping everything. */
export type SchemaStep = (database: Database, transaction: UpgradeTransaction) => void;

/**
 * The schema's history: step N leads from version N to N + 1. A step that has been released is never changed; what
 * comes later is a further step, and a recorded database of the version before goes into the tests.
 */
export const schemaSteps: readonly SchemaStep[] = [createTables, forgetLookups, createRows];

function createTables(database: Database): void {
  const entries = database.createObjectStore('entries', { keyPath: 'path' });
  entries.createIndex('age', 'age');
  entries.createIndex('runs', 'runs');
  entries.createIndex('ranks', 'ranks', { multiEntry: true });
  database.createObjectStore('texts', { keyPath: ['path', 'generation'] });
  database.createObjectStore('totals');
  database.createObjectStore('views', { keyPath: 'id' });
  database.createObjectStore('matches');
}

/**
 * Forgets the answers to look-ups that have been asked: those by a template did not know of checkpoints that were saved
 * under it by another name. They are searched anew when they are next asked.
 */
function forgetLookups(database: Database): void {
  database.deleteObjectStore('views');
  database.deleteObjectStore('matches');
  database.createObjectStore('views', { keyPath: 'id' });
  database.createObjectStore('matches');
}

/** Makes the tables of texts that are cut into rows. Texts that were saved whole stay so, and are read so. */
function createRows(database: Database): void {
  database.createObjectStore('longTexts', { keyPath: ['path', 'generation'] });
  database.createObjectStore('rows');
}
