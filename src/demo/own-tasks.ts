import { deleteDB, openDB } from 'idb';
import type { DBSchema, IDBPDatabase } from 'idb';
import { fieldNames } from './own-task.ts';
import type { OwnTask } from './own-task.ts';
import type { BegunRun } from './run-settings.ts';

type CurrentName = 'name' | 'settings' | 'model';

interface TaskSchema extends DBSchema {
  tasks: { key: string; value: OwnTask };
  /** What stands on the page: under `name` the task at hand, under the other names what is in its forms. */
  current: { key: CurrentName; value: unknown };
  /** Under the name of a task, what its last run was begun with. */
  runs: { key: string; value: BegunRun };
}

/** Opens the tasks that are kept on this device: the page and its workers find them there by their names. */
export async function withTasks<Result>(
  use: (database: IDBPDatabase<TaskSchema>) => Promise<Result>,
): Promise<Result> {
  const database = await openDB<TaskSchema>('tidemark-demo-tasks', 2, {
    upgrade: (database, oldVersion) => {
      if (oldVersion < 1) {
        database.createObjectStore('tasks', { keyPath: 'name' });
        database.createObjectStore('current');
      }
      database.createObjectStore('runs');
    },
  });
  try {
    return await use(database);
  } finally {
    database.close();
  }
}

/** Saves a task: written through, as the checkpoints of its runs are of no use without it. */
export function saveTask(task: OwnTask): Promise<unknown> {
  return withTasks(async (database) => {
    const tx = database.transaction('tasks', 'readwrite', { durability: 'strict' });
    await tx.store.put(task);
    await tx.done;
  });
}

export function taskNames(): Promise<readonly string[]> {
  return withTasks(async (database) => await database.getAllKeys('tasks'));
}

export async function loadTask(name: string): Promise<OwnTask | null> {
  return (await withTasks(async (database) => await database.get('tasks', name))) ?? null;
}

/** Deletes a task, and the checkpoints of its runs. */
export async function deleteTask(name: string): Promise<void> {
  await withTasks(async (database) => {
    await database.delete('tasks', name);
    await database.delete('runs', name);
  });
  await deleteDB(storeNameOf(name));
}

/** The name of the store with a task's checkpoints: rewards of different tasks tell nothing of each other. */
export function storeNameOf(name: string): string {
  return name === '' ? 'tidemark' : `tidemark-task-${fieldNames([name])[0]}`;
}

/** The name of the task at hand; empty for the page's own. */
export async function currentTask(): Promise<string> {
  return String((await recallCurrent('name')) ?? '');
}

export function setCurrentTask(name: string): Promise<unknown> {
  return keepCurrent('name', name);
}

/** What stood on the page under a name; undefined when nothing was kept. */
export function recallCurrent(name: CurrentName): Promise<unknown> {
  return withTasks(async (database) => await database.get('current', name));
}

/** Keeps what stands on the page; a browser that is killed may lose the last seconds of localStorage, but not this. */
export function keepCurrent(name: CurrentName, value: unknown): Promise<unknown> {
  return withTasks(async (database) => await database.put('current', value, name));
}
