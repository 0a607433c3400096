import { cut } from './cut.ts';
import { dealPairs } from './deal-pairs.ts';
import { TableError } from './table.ts';
import type { Table } from './table.ts';

export const columnTypes = ['text', 'label', 'number', 'boolean'] as const;
export type ColumnType = (typeof columnTypes)[number];
export type ColumnRole = 'input' | 'output' | 'none';

/** What a column is taken for. */
export interface ColumnChoice {
  readonly role: ColumnRole;
  readonly type: ColumnType;
}

/** A field of what the program reads or answers. */
export interface Field {
  /** As prompts and files call it. */
  readonly name: string;
  /** As the file called it. */
  readonly column: string;
  readonly type: ColumnType;
  /** What can be answered, where that is a label. */
  readonly labels: readonly string[];
}

type Values = Readonly<Record<string, string | number | boolean>>;

/** One example: what is read, and what should be answered. */
export type Pair = readonly [x: Values, y: Values];

/** A task of one's own, as it is kept. */
export interface OwnTask {
  readonly name: string;
  readonly inputs: readonly Field[];
  readonly outputs: readonly Field[];
  readonly train: readonly Pair[];
  readonly validation: readonly Pair[];
  readonly test: readonly Pair[];
  /** Rows that lack a value, and were left out. */
  readonly leftOut: number;
}

const booleans: Readonly<Record<string, boolean>> = { true: true, false: false, yes: true, no: false };
const mostLabels = 200;
const answerName =
  /^(label|class|category|target|output|answer|expected|intent|sentiment|language|topic|y)$/i;

/** Guesses what each column is. */
export function guessChoices({ columns, rows }: Table): readonly ColumnChoice[] {
  const cells = columns.map((_, column) =>
    rows.map((row) => row[column] ?? '').filter((cell) => cell.trim() !== ''),
  );
  const types = cells.map(guessType);
  const named = columns.findIndex((column) => answerName.test(column.trim()));
  const output = [named, fewestLabels(types, cells), columns.length - 1].find((index) => index >= 0);
  const hasText = types.some((type, index) => type === 'text' && index !== output);
  return types.map((type, index) => {
    // Numbers that come again and again, as stars or classes do, are names rather than amounts.
    if (index === output)
      return { role: 'output', type: type === 'number' && areLabels(cells[index] ?? []) ? 'label' : type };
    return { role: !hasText || type === 'text' ? 'input' : 'none', type };
  });
}

/** The column of labels with the fewest of them, but more than one: dates come again too. The last of several; -1 for none. */
function fewestLabels(types: readonly ColumnType[], cells: readonly (readonly string[])[]): number {
  const counts = types.map((type, index) => {
    const { size } = new Set(cells[index]);
    return size > 1 && (type === 'label' || type === 'boolean') ? size : Infinity;
  });
  const fewest = Math.min(...counts);
  return fewest === Infinity ? -1 : counts.lastIndexOf(fewest);
}

function guessType(cells: readonly string[]): ColumnType {
  if (cells.length === 0) return 'text';
  if (cells.every((cell) => readBoolean(cell) !== null)) return 'boolean';
  if (cells.every((cell) => readNumber(cell) !== null)) return 'number';
  return areLabels(cells) ? 'label' : 'text';
}

function areLabels(cells: readonly string[]): boolean {
  const distinct = new Set(cells);
  return distinct.size <= Math.min(50, cells.length / 2) && cells.every((cell) => cell.length <= 80);
}

/**
 * Makes a task: rows that lack a value are left out, and the others dealt to training, validation and test.
 *
 * @throws TableError when the columns cannot be taken for what was chosen
 */
export function makeTask(name: string, table: Table, choices: readonly ColumnChoice[]): OwnTask {
  const names = fieldNames(table.columns);
  const fieldsOf = (role: ColumnRole): readonly ChosenField[] =>
    choices.flatMap((choice, index) =>
      choice.role === role ? [chosenField(table, index, choice.type, names)] : [],
    );
  const [inputs, outputs] = [fieldsOf('input'), fieldsOf('output')];
  if (inputs.length === 0) throw new TableError('No column is an input. Choose at least one to read.');
  if (outputs.length === 0) throw new TableError('No column is an output. Choose at least one to answer.');
  const chosen = [...inputs, ...outputs];
  const whole = [...table.rows.entries()].filter(([, row]) =>
    chosen.every(({ index }) => row[index]?.trim() !== ''),
  );
  const pairs = whole.map(([at, row]): Pair => [valuesOf(inputs, row, at), valuesOf(outputs, row, at)]);
  const bare = (fields: readonly ChosenField[]): readonly Field[] =>
    fields.map(({ name: field, column, type, labels }) => ({ name: field, column, type, labels }));
  const leftOut = table.rows.length - whole.length;
  const task = { name, inputs: bare(inputs), outputs: bare(outputs), ...dealPairs(pairs), leftOut };
  if (new Set(pairs.map(([, answer]) => JSON.stringify(answer))).size === 1)
    throw new TableError(
      'Every row has the same answer, so there is nothing to learn. Choose another output.',
    );
  return task;
}

interface ChosenField extends Field {
  readonly index: number;
}

function chosenField(
  { columns, rows }: Table,
  index: number,
  type: ColumnType,
  names: readonly string[],
): ChosenField {
  const column = columns[index] ?? '';
  const cells = type === 'label' ? rows.map((row) => (row[index] ?? '').trim()) : [];
  const labels = [...new Set(cells)].filter((cell) => cell !== '').sort();
  if (labels.length > mostLabels)
    throw new TableError(
      `“${column}” has ${labels.length} different values. A label may have ${mostLabels}: take it as text.`,
    );
  return { name: names[index] ?? '', column, type, labels, index };
}

/** Names that JSON, Python and prompts can do with: letters, digits and underscores, each name once. */
export function fieldNames(columns: readonly string[]): readonly string[] {
  const taken = new Set<string>();
  return columns.map((column, index) => {
    const words = column.toLowerCase().match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
    const plain = [...words.join('_')].slice(0, 40).join('');
    const base = /^\p{L}/u.test(plain) && plain !== 'constructor' ? plain : `column_${plain || index + 1}`;
    let name = base;
    for (let count = 2; taken.has(name); count += 1) name = `${base}_${count}`;
    taken.add(name);
    return name;
  });
}

function valuesOf(fields: readonly ChosenField[], row: readonly string[], at: number): Values {
  return Object.fromEntries(fields.map((field) => [field.name, valueOf(field, row[field.index] ?? '', at)]));
}

function valueOf({ type, column }: ChosenField, cell: string, at: number): string | number | boolean {
  const value = readValue(cell, type);
  if (value !== null) return value;
  throw new TableError(
    `Row ${at + 2} has “${cut(cell, 40)}” under “${column}”, which is no ${type}. Take the column as text, or leave it out.`,
  );
}

/** Reads a text as a value of a column's type; null when it is none. */
export function readValue(text: string, type: ColumnType): string | number | boolean | null {
  if (type === 'number') return readNumber(text);
  if (type === 'boolean') return readBoolean(text);
  return type === 'label' ? text.trim() : text;
}

function readBoolean(cell: string): boolean | null {
  const word = cell.trim().toLowerCase();
  return Object.hasOwn(booleans, word) ? (booleans[word] ?? null) : null;
}

function readNumber(cell: string): number | null {
  const text = cell.trim();
  const value = Number(text);
  return /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(text) && Number.isFinite(value) ? value : null;
}
