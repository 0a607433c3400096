import { cut } from './cut.ts';
import { byId, make } from './dom.ts';
import { columnTypes, guessChoices } from './own-task.ts';
import type { ColumnChoice, ColumnRole, ColumnType } from './own-task.ts';
import type { Table } from './table.ts';
import { wordsOf } from './words-of.ts';

const roles: readonly (readonly [role: ColumnRole, word: string])[] = [
  ['input', 'Input'],
  ['output', 'Output'],
  ['none', 'Left out'],
];
const types = columnTypes.map((type) => [type, type] as const);
const previewRows = 5;

/** What a file is to be used as. */
export interface DataWish {
  readonly name: string;
  readonly table: Table;
  readonly choices: readonly ColumnChoice[];
}

/** A dialog with the first rows of a file, in which is chosen what each column is. */
export class DataDialog {
  readonly #dialog = byId('data-dialog', HTMLDialogElement);
  readonly #name = byId('data-name', HTMLInputElement);
  readonly #problem = byId('data-dialog-problem', HTMLElement);
  #table: Table = { columns: [], rows: [] };

  /** @param use makes the wish true; what it throws is told in the dialog */
  constructor(use: (wish: DataWish) => Promise<void>) {
    byId('data-cancel', HTMLButtonElement).addEventListener('click', () => this.#dialog.close());
    byId('data-form', HTMLFormElement).addEventListener('submit', (event) => {
      event.preventDefault();
      this.#problem.textContent = '';
      use(this.#wish).catch((error: unknown) => (this.#problem.textContent = wordsOf(error)));
    });
  }

  /** @param name what to call the data unless something else is typed */
  open(table: Table, name: string): void {
    this.#table = table;
    this.#name.value = cut(name, 60);
    this.#problem.textContent = '';
    const choices = guessChoices(table);
    const head = rowOf(table.columns.map((column) => make('th', cut(column, 80), { scope: 'col' })));
    const choosers = rowOf(table.columns.map((column, index) => choosersOf(column, index, choices[index])));
    const samples = table.rows
      .slice(0, previewRows)
      .map((row) => rowOf(row.map((cell) => make('td', cut(cell, 120)))));
    byId('data-table', HTMLTableElement).replaceChildren(head, choosers, ...samples);
    const { length } = table.rows;
    byId('data-size', HTMLElement).textContent =
      `${length} ${length === 1 ? 'row' : `rows; the first ${Math.min(previewRows, length)} are shown`}. A fifth is kept to choose by, a fifth to judge by.`;
    this.#dialog.showModal();
  }

  get #wish(): DataWish {
    const choices = this.#table.columns.map((_, index) => ({
      role: byId(`role-${index}`, HTMLSelectElement).value as ColumnRole,
      type: byId(`type-${index}`, HTMLSelectElement).value as ColumnType,
    }));
    return { name: this.#name.value.trim(), table: this.#table, choices };
  }
}

function rowOf(cells: readonly HTMLElement[]): HTMLTableRowElement {
  const row = make('tr');
  row.append(...cells);
  return row;
}

function choosersOf(
  column: string,
  index: number,
  choice: ColumnChoice = { role: 'none', type: 'text' },
): HTMLElement {
  const cell = make('td');
  cell.append(
    chooser(`role-${index}`, `What “${column}” is`, roles, choice.role),
    chooser(`type-${index}`, `The type of “${column}”`, types, choice.type),
  );
  return cell;
}

function chooser(
  id: string,
  label: string,
  choices: readonly (readonly [value: string, word: string])[],
  chosen: string,
): HTMLSelectElement {
  const select = make('select', '', { id, ariaLabel: label });
  select.append(...choices.map(([value, word]) => make('option', word, { value })));
  select.value = chosen;
  return select;
}
