import { openDB } from 'idb';

/** A table of a database: how it was made, and its rows. */
interface RecordedTable {
  readonly keyPath: string | string[] | null;
  readonly indexes: readonly {
    readonly name: string;
    readonly keyPath: string | string[];
    readonly multiEntry: boolean;
  }[];
  readonly rows: readonly { readonly key: IDBValidKey; readonly value: unknown }[];
}

/** A whole database as it was at one schema version. */
export interface RecordedDatabase {
  readonly version: number;
  readonly tables: Readonly<Record<string, RecordedTable>>;
}

/** Reads a database from end to end. */
export async function recordDatabase(name: string): Promise<RecordedDatabase> {
  const database = await openDB(name);
  const tables: Record<string, RecordedTable> = {};
  for (const table of database.objectStoreNames) {
    const store = database.transaction(table).store;
    const indexes = Array.from(store.indexNames, (index) => {
      const { keyPath, multiEntry } = store.index(index);
      return { name: index, keyPath: keyPath as string, multiEntry };
    });
    const [keys, values] = await Promise.all([store.getAllKeys(), store.getAll()]);
    const rows = keys.map((key, index) => ({ key, value: values[index] as unknown }));
    tables[table] = { keyPath: store.keyPath as string | null, indexes, rows };
  }
  const { version } = database;
  database.close();
  return { version, tables };
}

/** Makes a database that was recorded, with nothing but what any browser has. */
export async function replayDatabase(name: string, { version, tables }: RecordedDatabase): Promise<void> {
  const database = await openDB(name, version, {
    upgrade: (made) => {
      for (const [table, { keyPath, indexes }] of Object.entries(tables)) {
        const store = made.createObjectStore(table, keyPath === null ? {} : { keyPath });
        for (const { name: index, keyPath: path, multiEntry } of indexes)
          store.createIndex(index, path, { multiEntry });
      }
    },
  });
  for (const [table, { keyPath, rows }] of Object.entries(tables)) {
    for (const { key, value } of rows) await database.put(table, value, keyPath === null ? key : undefined);
  }
  database.close();
}

/**
 * Writes a recording as text; JSON has no word for what is not finite, nor for what is undefined, and long texts that
 * repeat one character are written short.
 */
export function writeRecording(recorded: RecordedDatabase): string {
  const written = JSON.stringify(
    recorded,
    (_key, value: unknown) => {
      if (value === undefined) return { $undefined: true };
      if (typeof value === 'string' && value.length > 100) {
        const unit = String.fromCodePoint(value.codePointAt(0) ?? 0);
        const count = value.length / unit.length;
        if (value === unit.repeat(count)) return { $repeat: [unit, count] };
      }
      if (typeof value === 'number' && (!Number.isFinite(value) || Object.is(value, -0))) {
        return { $number: Object.is(value, -0) ? '-0' : String(value) };
      }
      return value;
    },
    1,
  );
  return `${written}\n`;
}

/** Reads what `writeRecording` wrote. */
export function readRecording(text: string): RecordedDatabase {
  return revived(JSON.parse(text)) as RecordedDatabase;
}

function revived(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(revived);
  if (typeof value !== 'object' || value === null) return value;
  if ('$number' in value) return Number(value.$number);
  if ('$undefined' in value) return undefined;
  if ('$repeat' in value) {
    const [unit, count] = value.$repeat as [string, number];
    return unit.repeat(count);
  }
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, revived(member)]));
}
