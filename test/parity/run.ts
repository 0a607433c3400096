import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { checkCallbacksVector } from './callbacks-vectors.ts';
import { checkDataModelsVector } from './data-models-vectors.ts';
import { checkJsonOpsVector } from './json-ops-vectors.ts';
import { checkProgramsVector } from './programs-vectors.ts';
import { checkPromptsVector } from './prompts-vectors.ts';
import { checkReprVector } from './repr-vectors.ts';
import { checkRewardsMetricsVector } from './rewards-metrics-vectors.ts';
import { checkRngVector } from './rng-vectors.ts';
import { checkTracesVector } from './traces-vectors.ts';
import type { Checker, Vector, Verdict } from './vector.ts';

/** Who replays which file of recordings: a new kind of recording joins with one line. */
export const checkers: Readonly<Record<string, Checker>> = {
  'callbacks.json': checkCallbacksVector,
  'data_models.json': checkDataModelsVector,
  'json_ops.json': checkJsonOpsVector,
  'programs.json': checkProgramsVector,
  'prompts.json': checkPromptsVector,
  'repr.json': checkReprVector,
  'rewards_metrics.json': checkRewardsMetricsVector,
  'rng.json': checkRngVector,
  'traces.json': checkTracesVector,
};

/** What became of one file of recordings. */
export interface FileReport {
  readonly file: string;
  readonly vectors: number;
  /** How many came out as they were recorded. */
  readonly held: number;
  /** How many were held by a rule of ours instead, by tag. */
  readonly byRule: Readonly<Record<string, number>>;
  /** One line for each vector that failed. */
  readonly failures: readonly string[];
}

/** Replays every file of recordings in a folder, in the order of their names. A file that nobody can replay fails. */
export async function runParity(folder: string): Promise<FileReport[]> {
  const files = (await readdir(folder)).filter((name) => name.endsWith('.json')).sort();
  const reports: FileReport[] = [];
  for (const file of files) {
    const vectors = JSON.parse(await readFile(join(folder, file), 'utf8')) as Vector[];
    reports.push(await replay(file, vectors, checkers[file]));
  }
  return reports;
}

/** Replays the vectors of one file. */
export async function replay(
  file: string,
  vectors: readonly Vector[],
  checker: Checker | undefined,
): Promise<FileReport> {
  if (checker === undefined) {
    return {
      file,
      vectors: vectors.length,
      held: 0,
      byRule: {},
      failures: ['no checker is registered for this file'],
    };
  }
  const byRule: Record<string, number> = {};
  const failures: string[] = [];
  let held = 0;
  for (const vector of vectors) {
    const verdict = await judge(checker, vector);
    if (!verdict.held)
      failures.push(`${vector.id} [${vector.tags.join(', ')}] ${verdict.difference ?? 'differs'}`);
    else if (verdict.rule === undefined) held += 1;
    else byRule[verdict.rule] = (byRule[verdict.rule] ?? 0) + 1;
  }
  return { file, vectors: vectors.length, held, byRule, failures };
}

async function judge(checker: Checker, vector: Vector): Promise<Verdict> {
  try {
    return await checker(vector);
  } catch (error) {
    return { held: false, difference: `threw ${String(error)}` };
  }
}

/** One line a file, and below it the first differences. */
export function formatReport(report: FileReport, shownFailures = 10): string {
  const rules = Object.entries(report.byRule).map(([tag, count]) => `${tag} ${count}`);
  const sum = Object.values(report.byRule).reduce((total, count) => total + count, 0);
  const line =
    `${report.file.padEnd(22)} ${String(report.vectors).padStart(5)} vectors ${String(report.held).padStart(5)} held ` +
    `${String(sum).padStart(4)} by rule ${String(report.failures.length).padStart(4)} failed` +
    (rules.length > 0 ? `   (${rules.join(', ')})` : '');
  const more = report.failures.length - shownFailures;
  const shown = report.failures.slice(0, shownFailures).map((failure) => `    ${failure}`);
  return [line, ...shown, ...(more > 0 ? [`    … and ${more} more`] : [])].join('\n');
}
