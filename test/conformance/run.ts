import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { repr } from '../../src/python/repr.ts';
import { judgeCallbackVector } from './callback-vectors.ts';
import { judgeFormatVector } from './format-vectors.ts';
import { judgeLatestVector } from './latest-vectors.ts';
import { readVectors } from './vector.ts';
import type { Judge, Vector, Verdict } from './vector.ts';

/** Who replays which file of recordings. A new file joins with a line. */
export const judges: Readonly<Record<string, Judge>> = {
  'callback.json': judgeCallbackVector,
  'format.json': judgeFormatVector,
  'latest.json': judgeLatestVector,
};

/** A vector that failed, and how. */
interface Failure {
  readonly vector: Vector;
  readonly expected: string;
  readonly received: string;
}

/** What became of a file of recordings. */
export interface FileReport {
  readonly file: string;
  readonly vectors: number;
  /** How many came out as recorded. */
  readonly exact: number;
  /** How many hold by a rule of ours instead. */
  readonly byRule: number;
  /** How many of these for which slug; one vector may have several. */
  readonly slugs: ReadonlyMap<string, number>;
  readonly failures: readonly Failure[];
}

/** Replays every file of recordings in a folder, in the order of their names. */
export async function runConformance(folder: string): Promise<readonly FileReport[]> {
  const files = (await readdir(folder)).filter((name) => name.endsWith('.json')).sort();
  const reports: FileReport[] = [];
  for (const file of files) {
    const vectors = readVectors(await readFile(join(folder, file), 'utf8'));
    reports.push(await replay(file, vectors, judges[file] ?? judgeUnknown));
  }
  return reports;
}

function judgeUnknown(): Verdict {
  return { kind: 'failed', expected: 'a judge for this file', received: 'none' };
}

/** Replays the vectors of one file. */
export async function replay(file: string, vectors: readonly Vector[], judge: Judge): Promise<FileReport> {
  const slugs = new Map<string, number>();
  const failures: Failure[] = [];
  const counts = { exact: 0, byRule: 0 };
  for (const vector of vectors) {
    const verdict = await verdictOf(judge, vector);
    if (verdict.kind === 'exact') counts.exact += 1;
    else if (verdict.kind === 'failed') failures.push({ vector, ...verdict });
    else {
      counts.byRule += 1;
      for (const slug of verdict.slugs) slugs.set(slug, (slugs.get(slug) ?? 0) + 1);
    }
  }
  return { file, vectors: vectors.length, ...counts, slugs, failures };
}

async function verdictOf(judge: Judge, vector: Vector): Promise<Verdict> {
  try {
    return await judge(vector);
  } catch (error) {
    const thrown = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return { kind: 'failed', expected: 'a result', received: `thrown: ${thrown}` };
  }
}

/** Writes a report: the counts, a line for each slug, and the first failures in full. */
export function formatReport(report: FileReport, shownFailures = 10): string {
  const { file, vectors, exact, byRule, slugs, failures } = report;
  const counts = `${file}: ${vectors} vectors, ${exact} exact, ${byRule} by rule, ${failures.length} failed`;
  const rules = [...slugs].sort().map(([slug, count]) => `  by rule ${slug}: ${count}`);
  const shown = failures.slice(0, shownFailures).map(formatFailure);
  const more =
    failures.length > shownFailures ? [`  … and ${failures.length - shownFailures} more failed`] : [];
  return [counts, ...rules, ...shown, ...more].join('\n');
}

function formatFailure({ vector, expected, received }: Failure): string {
  return `  failed ${repr(vector.fields)}\n    expected ${expected}\n    received ${received}`;
}
