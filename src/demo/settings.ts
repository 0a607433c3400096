import { ArgumentError, checkFilepath } from 'tidemark';
import { isRecord } from './is-record.ts';
import type { RunSettings } from './run-settings.ts';

/** What is wrong with each setting; empty when nothing is. */
export type SettingsProblems = Partial<Record<keyof RunSettings, string>>;

export const defaultSettings: RunSettings = {
  epochs: 10,
  batchSize: 32,
  nbMaxExamples: 48,
  seed: 0,
  filepath: 'runs/{epoch:02d}-{val_reward:.2f}.json',
  saveBestOnly: false,
  keepAnswers: false,
};

const ranges = {
  epochs: { name: 'Epochs', min: 1, max: 1000 },
  batchSize: { name: 'Batch size', min: 1, max: 1000 },
  nbMaxExamples: { name: 'Examples', min: 1, max: 200 },
  seed: { name: 'Seed', min: 0, max: 2 ** 32 - 1 },
} as const;

/** The settings that are numbers. */
export const numberNames = Object.keys(ranges) as readonly (keyof typeof ranges)[];

/** What an epoch's end makes known beside its number. */
const logNames = ['reward', 'val_reward'];

/** Finds what is wrong with settings, in words for beside the fields. */
export function checkSettings(settings: RunSettings): SettingsProblems {
  const problems: SettingsProblems = {};
  for (const name of numberNames) {
    const problem = checkNumber(settings[name], ranges[name]);
    if (problem) problems[name] = problem;
  }
  const problem = checkPath(settings.filepath);
  return problem ? { ...problems, filepath: problem } : problems;
}

/** Reads settings from wherever they were kept; what is missing or wrong is as it was in the beginning. */
export function readSettings(kept: unknown): RunSettings {
  return isRecord(kept) ? withKept(kept) : defaultSettings;
}

function withKept(kept: Record<string, unknown>): RunSettings {
  const fields = Object.entries(defaultSettings).map(([name, value]) => {
    const isUsable = typeof kept[name] === typeof value && !Number.isNaN(kept[name]);
    return [name, isUsable ? kept[name] : value];
  });
  return Object.fromEntries(fields) as RunSettings;
}

function checkNumber(value: number, { name, min, max }: (typeof ranges)[keyof typeof ranges]): string | null {
  const limits = `a whole number from ${min} to ${max}`;
  if (Number.isNaN(value)) return `${name} is empty. It takes ${limits}.`;
  if (Number.isInteger(value) && value >= min && value <= max) return null;
  return `${name} cannot be ${value}. It takes ${limits}.`;
}

function checkPath(filepath: string): string | null {
  if (filepath === '') return 'The path is empty. It takes a name that ends in .json.';
  try {
    checkFilepath(filepath, { logNames });
    return null;
  } catch (error) {
    return describePathError(error, filepath);
  }
}

function describePathError(error: unknown, filepath: string): string {
  if (!(error instanceof ArgumentError)) throw error;
  if (error.code === 'filepath-suffix')
    return `“${filepath}” does not end in .json, as a saved program must.`;
  const reason = String(error.details['reason'] ?? error.message).replaceAll(/`([^`]*)`/g, '{$1}');
  return `The path cannot be formatted: ${reason}${/[.?!]$/.test(reason) ? '' : '.'}`;
}
