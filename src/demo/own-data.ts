import { byId, make } from './dom.ts';
import { columnTypes, fieldNames, guessChoices, makeTask } from './own-task.ts';
import type { ColumnChoice, ColumnRole, ColumnType } from './own-task.ts';
import { deleteTask, saveTask, setCurrentTask, taskNames } from './own-tasks.ts';
import { readTable } from './read-table.ts';
import type { Table } from './table.ts';

const roles: readonly (readonly [role: ColumnRole, word: string])[] = [
  ['input', 'Input'],
  ['output', 'Output'],
  ['none', 'Left out'],
];
const previewRows = 5;

/** Data of one's own: dropped or chosen, looked at in a dialog, kept under a name, and chosen again. */
export class OwnData {
  readonly #dialog = byId('data-dialog', HTMLDialogElement);
  readonly #file = byId('data-file', HTMLInputElement);
  readonly #task = byId('task-choice', HTMLSelectElement);
  readonly #remove = byId('task-remove', HTMLButtonElement);
  readonly #name = byId('data-name', HTMLInputElement);
  readonly #switched: (name: string) => Promise<void>;
  readonly #current: string;
  #table: Table = { columns: [], rows: [] };
  #isLocked = false;

  /** @param switched shows another task; empty for the page's own */
  constructor(current: string, switched: (name: string) => Promise<void>) {
    [this.#current, this.#switched] = [current, switched];
    this.#file.addEventListener('change', () => void this.#read(this.#file.files?.[0]));
    this.#task.addEventListener('change', () => void this.#goTo(this.#task.value));
    this.#remove.addEventListener('click', () => void this.#delete());
    byId('data-cancel', HTMLButtonElement).addEventListener('click', () => this.#dialog.close());
    byId('data-form', HTMLFormElement).addEventListener('submit', (event) => {
      event.preventDefault();
      void this.#use();
    });
    this.#acceptDrops(byId('task-card', HTMLElement));
    this.#remove.hidden = current === '';
  }

  /** Keeps the task of a run from being changed while it lasts. */
  set isLocked(isLocked: boolean) {
    this.#isLocked = isLocked;
    this.#task.disabled = this.#file.disabled = this.#remove.disabled = isLocked;
  }

  async start(): Promise<void> {
    const names = await taskNames().catch(() => []);
    const options = names.map((name) => make('option', name, { value: name }));
    this.#task.replaceChildren(make('option', 'Languages (built in)', { value: '' }), ...options);
    this.#task.value = this.#current;
  }

  #acceptDrops(place: HTMLElement): void {
    place.addEventListener('dragover', (event) => event.preventDefault());
    place.addEventListener('drop', (event) => {
      event.preventDefault();
      if (!this.#isLocked) void this.#read(event.dataTransfer?.files[0]);
    });
  }

  async #read(file: File | undefined): Promise<void> {
    if (!file) return;
    say('data-problem', '');
    try {
      this.#table = await readTable(file);
      this.#name.value = file.name.replace(/\.\w+$/, '').slice(0, 60);
      this.#show(guessChoices(this.#table));
    } catch (error) {
      say('data-problem', wordsOf(error));
    }
    // So that the same file, mended, can be chosen again.
    this.#file.value = '';
  }

  #show(choices: readonly ColumnChoice[]): void {
    const { columns, rows } = this.#table;
    const head = make('tr');
    head.append(...columns.map((column) => make('th', column.slice(0, 80), { scope: 'col' })));
    const selects = make('tr');
    selects.append(...columns.map((column, index) => this.#choosers(column, index, choices[index])));
    const samples = rows.slice(0, previewRows).map((row) => {
      const line = make('tr');
      line.append(...row.map((cell) => make('td', cell.slice(0, 120))));
      return line;
    });
    byId('data-table', HTMLTableElement).replaceChildren(head, selects, ...samples);
    byId('data-size', HTMLElement).textContent =
      `${rows.length} rows; the first ${Math.min(previewRows, rows.length)} are shown. A fifth is kept to choose by, a fifth to judge by.`;
    say('data-dialog-problem', '');
    this.#dialog.showModal();
  }

  #choosers(
    column: string,
    index: number,
    choice: ColumnChoice = { role: 'none', type: 'text' },
  ): HTMLElement {
    const cell = make('td');
    const role = chooser(`role-${index}`, `What “${column}” is`, roles, choice.role);
    const types = columnTypes.map((type) => [type, type] as const);
    cell.append(role, chooser(`type-${index}`, `The type of “${column}”`, types, choice.type));
    return cell;
  }

  async #use(): Promise<void> {
    try {
      const name = this.#name.value.trim();
      if (name === '') throw new Error('The name is empty. Give the data one, to find it again.');
      const [slug] = fieldNames([name]);
      const same = (await taskNames()).find((other) => fieldNames([other])[0] === slug);
      if (same !== undefined)
        throw new Error(`There is a task “${same}” already. Give this one another name.`);
      const choices = this.#table.columns.map((_, index) => ({
        role: byId(`role-${index}`, HTMLSelectElement).value as ColumnRole,
        type: byId(`type-${index}`, HTMLSelectElement).value as ColumnType,
      }));
      await saveTask(makeTask(name, this.#table, choices));
      await this.#goTo(name);
    } catch (error) {
      say('data-dialog-problem', wordsOf(error));
    }
  }

  async #delete(): Promise<void> {
    await deleteTask(this.#current);
    await this.#goTo('');
  }

  async #goTo(name: string): Promise<void> {
    await setCurrentTask(name);
    await this.#switched(name);
  }
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

function say(id: string, text: string): void {
  byId(id, HTMLElement).textContent = text;
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
