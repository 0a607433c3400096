import { openDB } from 'idb';
import type { DBSchema, IDBPDatabase } from 'idb';
import type { OwnTask } from './own-task.ts';

interface TaskSchema extends DBSchema {
  tasks: { key: string; value: OwnTask };
  /** Under `name`, the task at hand. */
  current: { key: string; value: string };
}

/** Opens the tasks that are kept on this device: the page and its workers find them there by their names. */
async function withTasks<Result>(
  use: (database: IDBPDatabase<TaskSchema>) => Promise<Result>,
): Promise<Result> {
  const database = await openDB<TaskSchema>('tidemark-demo-tasks', 1, {
    upgrade: (fresh) => {
      fresh.createObjectStore('tasks', { keyPath: 'name' });
      fresh.createObjectStore('current');
    },
  });
  try {
    return await use(database);
  } finally {
    database.close();
  }
}

export function saveTask(task: OwnTask): Promise<unknown> {
  return withTasks(async (database) => await database.put('tasks', task));
}

export function taskNames(): Promise<readonly string[]> {
  return withTasks(async (database) => await database.getAllKeys('tasks'));
}

export async function loadTask(name: string): Promise<OwnTask | null> {
  return (await withTasks(async (database) => await database.get('tasks', name))) ?? null;
}

export function deleteTask(name: string): Promise<void> {
  return withTasks(async (database) => await database.delete('tasks', name));
}

/** The name of the task at hand; empty for the page's own. */
export async function currentTask(): Promise<string> {
  return (await withTasks(async (database) => await database.get('current', 'name'))) ?? '';
}

export function setCurrentTask(name: string): Promise<unknown> {
  return withTasks(async (database) => await database.put('current', name, 'name'));
}
