import { cut } from './cut.ts';
import { isRecord } from './is-record.ts';
import { limits, TableError } from './table.ts';
import type { Table } from './table.ts';

/**
 * Reads a CSV, JSON or JSON Lines file; which of them it is shows in its content.
 *
 * @throws TableError when it is none, or holds more than can be used
 */
export async function readTable(file: Blob): Promise<Table> {
  if (file.size > limits.bytes)
    throw new TableError(
      `The file has ${megabytes(file.size)}. Up to ${megabytes(limits.bytes)} can be used: take a part of it.`,
    );
  const text = decode(await file.arrayBuffer());
  if (text.trim() === '')
    throw new TableError('The file is empty. It takes a heading, and a row for each example.');
  const table = /^\s*[[{]/.test(text) ? readJson(text) : await readCsv(text);
  checkTable(table);
  return table;
}

function decode(bytes: ArrayBuffer): string {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    if (!text.includes('\0')) return text;
  } catch {
    // Told below.
  }
  throw new TableError(
    'The file is no text in UTF-8. It takes CSV, JSON or JSON Lines: export or save it as one of them.',
  );
}

async function readCsv(text: string): Promise<Table> {
  const { default: papa } = await import('papaparse');
  const { data, errors } = papa.parse<string[]>(text, { skipEmptyLines: 'greedy', preview: limits.rows + 2 });
  const quotes = errors.find(({ type }) => type === 'Quotes');
  if (quotes)
    throw new TableError(
      `A quotation mark does not close, from row ${(quotes.row ?? 0) + 1} on. Close it, or double each one within a cell.`,
    );
  const [columns = [], ...rows] = data;
  const ragged = rows.findIndex((row) => row.length !== columns.length);
  if (ragged >= 0)
    throw new TableError(
      `Row ${ragged + 2} has ${countOf(rows[ragged]?.length ?? 0, 'cell')}, and the heading ${columns.length}. Every row needs as many; a cell with the separator in it goes in quotation marks.`,
    );
  return { columns: namesOf(columns), rows };
}

/** A name for each column: a heading may be empty, or stand there twice. */
function namesOf(headings: readonly string[]): readonly string[] {
  const names = headings.map((heading, index) => heading.trim() || `Column ${index + 1}`);
  return names.map((name, index) => {
    const earlier = names.slice(0, index).filter((other) => other === name).length;
    return earlier === 0 ? name : `${name} (${earlier + 1})`;
  });
}

function readJson(text: string): Table {
  const records = recordsIn(text);
  const wrong = records.findIndex((record) => !isRecord(record));
  if (wrong >= 0)
    throw new TableError(`Entry ${wrong + 1} is no object. Every entry takes the form {"column": value, …}.`);
  const objects = records as readonly Record<string, unknown>[];
  const columns = [...new Set(objects.slice(0, limits.rows + 1).flatMap((record) => Object.keys(record)))];
  const rows = objects.map((record) =>
    columns.map((column) => (Object.hasOwn(record, column) ? textOf(record[column]) : '')),
  );
  return { columns: columns.map(whole), rows };
}

/** A list; or the one list in an object; or an object on each line. */
function recordsIn(text: string): readonly unknown[] {
  const whole = tryParse(text);
  if (Array.isArray(whole)) return whole;
  const lists = isRecord(whole) ? Object.values(whole).filter((value) => Array.isArray(value)) : [];
  if (lists[0] && lists.length === 1) return lists[0];
  return text.split(/\r?\n/).flatMap((line, index) => {
    if (line.trim() === '') return [];
    const value = tryParse(line);
    if (value === undefined)
      throw new TableError(
        `Line ${index + 1} is no JSON. It takes a list of objects, or an object on each line.`,
      );
    return [value];
  });
}

function tryParse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function textOf(value: unknown): string {
  if (typeof value === 'string') return whole(value);
  return value === null || value === undefined ? '' : JSON.stringify(value);
}

/** JSON can spell half a character, which no file can hold. */
function whole(text: string): string {
  return text.replaceAll(/\p{Surrogate}/gu, '\uFFFD');
}

function checkTable({ columns, rows }: Table): void {
  if (rows.length === 0) throw new TableError('The file has no rows. It takes a row for each example.');
  if (columns.length < 2)
    throw new TableError(
      `The file has ${countOf(columns.length, 'column')}. It takes at least two: one to read, and one to answer.`,
    );
  if (columns.length > limits.columns)
    throw new TableError(
      `The file has ${columns.length} columns. Up to ${limits.columns} can be used: leave some out.`,
    );
  if (rows.length > limits.rows)
    throw new TableError(`The file has more than ${limits.rows} rows. Take a part of it.`);
  for (const [index, row] of rows.entries()) {
    const long = row.findIndex((cell) => cell.length > limits.cellLength);
    if (long >= 0)
      throw new TableError(
        `Row ${index + 2} holds ${row[long]?.length} characters under “${cut(columns[long] ?? '', 40)}”. A cell may hold ${limits.cellLength}, as it becomes part of a prompt: shorten it.`,
      );
  }
}

function megabytes(bytes: number): string {
  return `${(bytes / 1_048_576).toFixed(0)} MB`;
}

function countOf(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? '' : 's'}`;
}
