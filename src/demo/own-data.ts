import type { CheckpointStore } from 'tidemark';
import { DataDialog } from './data-dialog.ts';
import type { DataWish } from './data-dialog.ts';
import { byId, make } from './dom.ts';
import { isAnyTabTraining } from './other-tabs.ts';
import { fieldNames, makeTask } from './own-task.ts';
import { deleteTask, saveTask, setCurrentTask, taskNames } from './own-tasks.ts';
import { readTable } from './read-table.ts';
import { forgetRun } from './run-record.ts';
import { wordsOf } from './words-of.ts';

/** Data of one's own: dropped or chosen, looked at in a dialog, kept under a name, chosen again, and removed. */
export class OwnData {
  readonly #card = byId('task-card', HTMLElement);
  readonly #file = byId('data-file', HTMLInputElement);
  readonly #task = byId('task-choice', HTMLSelectElement);
  readonly #remove = byId('task-remove', HTMLButtonElement);
  readonly #problem = byId('data-problem', HTMLElement);
  readonly #dialog = new DataDialog((wish) => this.#use(wish));
  readonly #store: CheckpointStore;
  readonly #current: string;
  #isLocked = false;

  /**
   * @param current the name of the task at hand; empty for the page's own
   * @param store with the checkpoints of the task at hand
   */
  constructor(current: string, store: CheckpointStore) {
    [this.#current, this.#store] = [current, store];
    this.#file.addEventListener('change', () => void this.#read(this.#file.files ?? []));
    this.#task.addEventListener('change', () => void this.#goTo(this.#task.value));
    this.#remove.addEventListener('click', () => void this.#delete());
    this.#remove.hidden = current === '';
    this.#acceptDrops();
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

  /** Beside the card, a browser would leave the page to show the file: there it is refused. */
  #acceptDrops(): void {
    const mark = (isOver: boolean): void => void this.#card.classList.toggle('drop', isOver);
    document.addEventListener('dragover', (event) => {
      if (event.defaultPrevented || !event.dataTransfer?.types.includes('Files')) return;
      event.preventDefault();
      const isOver = this.#isOver(event) && !this.#isLocked;
      event.dataTransfer.dropEffect = isOver ? 'copy' : 'none';
      mark(isOver);
    });
    document.addEventListener('dragleave', ({ relatedTarget }) => relatedTarget ?? mark(false));
    document.addEventListener('drop', (event) => {
      mark(false);
      if (event.defaultPrevented || !event.dataTransfer?.types.includes('Files')) return;
      event.preventDefault();
      if (this.#isOver(event) && !this.#isLocked) void this.#read(event.dataTransfer.files);
    });
  }

  #isOver({ target }: DragEvent): boolean {
    return target instanceof Node && this.#card.contains(target);
  }

  async #read(files: ArrayLike<File>): Promise<void> {
    const [file, another] = [files[0], files[1]];
    if (!file) return;
    this.#problem.textContent = '';
    try {
      if (another)
        throw new Error(`${files.length} files were dropped. It takes one: put their rows together.`);
      this.#dialog.open(await readTable(file), file.name.replace(/\.\w+$/, ''));
    } catch (error) {
      this.#problem.textContent = wordsOf(error);
    }
    // So that the same file, mended, can be chosen again.
    this.#file.value = '';
  }

  async #use({ name, table, choices }: DataWish): Promise<void> {
    if (name === '') throw new Error('The name is empty. Give the data one, to find it again.');
    const [slug] = fieldNames([name]);
    const same = (await taskNames()).find((other) => fieldNames([other])[0] === slug);
    if (same !== undefined)
      throw new Error(
        `There is a task “${same}” already. Give this one another name, or remove that one first.`,
      );
    await saveTask(makeTask(name, table, choices));
    await this.#goTo(name);
  }

  async #delete(): Promise<void> {
    const question = `Remove “${this.#current}” from this device, with the checkpoints of its runs?`;
    if (!confirm(question)) return;
    // Its run would go on, and save what nobody finds again.
    if (await isAnyTabTraining()) {
      this.#problem.textContent = `Another tab is training. Remove “${this.#current}” when that is done.`;
      return;
    }
    await this.#store.close();
    await deleteTask(this.#current);
    forgetRun(this.#current);
    await this.#goTo('');
  }

  /** Opens the page anew with another task. */
  async #goTo(name: string): Promise<void> {
    await setCurrentTask(name);
    location.reload();
  }
}
