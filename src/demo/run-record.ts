import type { Logs, TrainerHistory } from 'tidemark';
import { isRecord } from './is-record.ts';
import type { RunSettings } from './run-settings.ts';
import { readSettings } from './settings.ts';

/** A checkpoint that was saved during a run. */
export interface SavedCheckpoint {
  /** 0-based. */
  readonly epoch: number;
  readonly path: string;
  readonly value: number;
}

export type RunStatus = 'running' | 'finished' | 'stopped' | 'failed';

/** What the page keeps of its last run, so that a reload finds it again. The programs themselves are in the store. */
export interface RunRecord {
  readonly version: 2;
  /** The run's id in the store. */
  readonly run: string;
  readonly settings: RunSettings;
  readonly status: RunStatus;
  /** How many epochs were planned. */
  readonly epochs: number;
  readonly untrained: number | null;
  readonly history: TrainerHistory;
  readonly saves: readonly SavedCheckpoint[];
  /** Reward of the best checkpoint on the test split. */
  readonly test: number | null;
  /** What ended the run early. */
  readonly problem: string | null;
  /** When it last changed, in milliseconds since 1970. */
  readonly changedMs: number;
}

const storageKey = 'tidemark-demo.last-run';

/** @param task a task of the user's own; empty for the page's */
function keyOf(task: string): string {
  return task === '' ? storageKey : `${storageKey}.${task}`;
}

export const noHistory: TrainerHistory = { epoch: [], history: {} };

/** The record of a run that begins. */
export function newRecord(run: string, settings: RunSettings): RunRecord {
  const [untrained, test, problem] = [null, null, null];
  const changedMs = Date.now();
  return {
    version: 2,
    run,
    settings,
    status: 'running',
    epochs: settings.epochs,
    untrained,
    history: noHistory,
    saves: [],
    test,
    problem,
    changedMs,
  };
}

/** Reads the last run of a task; null when there is none, or when what is kept is not one. */
export function recallRun(task = ''): RunRecord | null {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(keyOf(task)) ?? 'null');
    return isRunRecord(kept) ? { ...kept, settings: readSettings(kept.settings) } : null;
  } catch {
    return null;
  }
}

export function rememberRun(record: RunRecord, task = ''): void {
  try {
    localStorage.setItem(keyOf(task), JSON.stringify(record));
  } catch {
    // Full or forbidden: the curves then last as long as the page, the checkpoints are safe all the same.
  }
}

export function forgetRun(task: string): void {
  try {
    localStorage.removeItem(keyOf(task));
  } catch {
    // What nothing was kept in.
  }
}

/** The best of the saved ones; among equals the earliest. */
export function bestSave(saves: readonly SavedCheckpoint[]): SavedCheckpoint | null {
  let best: SavedCheckpoint | null = null;
  for (const save of saves) if (best === null || save.value > best.value) best = save;
  return best;
}

/** Puts an epoch's logs into a history, in place of whatever stood there from that epoch on. */
export function withEpoch(history: TrainerHistory, epoch: number, logs: Logs): TrainerHistory {
  return withEpochs(history, [{ epoch, logs }]);
}

/** Does so with one epoch after the other; there may be many thousands. */
export function withEpochs(
  history: TrainerHistory,
  rows: readonly { readonly epoch: number; readonly logs: Logs }[],
): TrainerHistory {
  const epochs = [...history.epoch];
  const columns = new Map(Object.entries(history.history).map(([name, values]) => [name, [...values]]));
  for (const { epoch, logs } of rows) {
    while ((epochs.at(-1) ?? -1) >= epoch) epochs.pop();
    for (const name of Object.keys(logs)) if (!columns.has(name)) columns.set(name, []);
    for (const [name, column] of columns) {
      column.splice(epochs.length);
      while (column.length < epochs.length) column.push(Number.NaN);
      column.push(logs[name] ?? Number.NaN);
    }
    epochs.push(epoch);
  }
  return { epoch: epochs, history: Object.fromEntries(columns) };
}

const statuses = new Set<unknown>(['running', 'finished', 'stopped', 'failed'] satisfies RunStatus[]);

function isRunRecord(value: unknown): value is RunRecord {
  return (
    isRecord(value) &&
    value['version'] === 2 &&
    typeof value['run'] === 'string' &&
    statuses.has(value['status']) &&
    Number.isInteger(value['epochs']) &&
    Number.isFinite(value['changedMs']) &&
    isNumberOrNull(value['untrained']) &&
    isNumberOrNull(value['test']) &&
    isHistory(value['history']) &&
    Array.isArray(value['saves']) &&
    value['saves'].every(isSave) &&
    (value['problem'] === null || typeof value['problem'] === 'string')
  );
}

function isHistory(value: unknown): boolean {
  if (!isRecord(value) || !isRecord(value['history']) || !Array.isArray(value['epoch'])) return false;
  const columns = Object.values(value['history']);
  return value['epoch'].every(Number.isInteger) && columns.every((column) => Array.isArray(column));
}

function isSave(value: unknown): boolean {
  return (
    isRecord(value) &&
    Number.isInteger(value['epoch']) &&
    typeof value['path'] === 'string' &&
    typeof value['value'] === 'number'
  );
}

function isNumberOrNull(value: unknown): boolean {
  return value === null || typeof value === 'number';
}
