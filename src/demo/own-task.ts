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
  const types = columns.map((_, column) =>
    guessType(rows.map((row) => row[column] ?? '').filter((cell) => cell.trim() !== '')),
  );
  const named = columns.findIndex((column) => answerName.test(column.trim()));
  const label = types.findLastIndex((type) => type === 'label' || type === 'boolean');
  const output = [named, label, columns.length - 1].find((index) => index >= 0);
  const hasText = types.some((type, index) => type === 'text' && index !== output);
  return types.map((type, index) => {
    if (index === output) return { role: 'output', type };
    return { role: !hasText || type === 'text' ? 'input' : 'none', type };
  });
}

function guessType(cells: readonly string[]): ColumnType {
  if (cells.length === 0) return 'text';
  if (cells.every((cell) => readBoolean(cell) !== null)) return 'boolean';
  if (cells.every((cell) => readNumber(cell) !== null)) return 'number';
  const distinct = new Set(cells);
  const isLabel = distinct.size <= Math.min(50, cells.length / 2) && cells.every((cell) => cell.length <= 80);
  return isLabel ? 'label' : 'text';
}

/**
 * Makes a task: rows that lack a value are left out, and the others dealt to training, validation and test as 3 : 1 : 1,
 * always in the same way. Rows that read alike go together, so that nothing is judged by what was learned by heart.
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
  return { name, inputs: bare(inputs), outputs: bare(outputs), ...deal(pairs), leftOut };
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
    const plain = column
      .trim()
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}]+/gu, '_')
      .replaceAll(/^_+|_+$/g, '')
      .slice(0, 40);
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
    `Row ${at + 2} has “${cell.slice(0, 40)}” under “${column}”, which is no ${type}. Take the column as text, or leave it out.`,
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

function deal(pairs: readonly Pair[]): Pick<OwnTask, 'train' | 'validation' | 'test'> {
  const groups = new Map<string, Pair[]>();
  for (const pair of pairs) {
    const key = Object.values(pair[0]).join('\n').toLowerCase().replaceAll(/\s+/g, ' ').trim();
    groups.set(key, [...(groups.get(key) ?? []), pair]);
  }
  if (groups.size < 5)
    throw new TableError(
      `${groups.size} different examples are complete. It takes at least 5: some to learn from, some to choose by, some to judge by.`,
    );
  const dealt = shuffled([...groups.values()]);
  const share = Math.max(1, Math.floor(dealt.length / 5));
  return {
    train: dealt.slice(2 * share).flat(),
    validation: dealt.slice(0, share).flat(),
    test: dealt.slice(share, 2 * share).flat(),
  };
}

/** The same order for the same length: a Fisher–Yates shuffle drawn by a linear congruential generator. */
function shuffled<Item>(items: Item[]): Item[] {
  let state = 1;
  for (let last = items.length - 1; last > 0; last -= 1) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    const other = Math.floor((state / 2 ** 32) * (last + 1));
    [items[last], items[other]] = [items[other] as Item, items[last] as Item];
  }
  return items;
}
