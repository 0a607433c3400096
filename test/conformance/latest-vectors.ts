import { agePlace, comparePlaces } from '../../src/checkpoints/checkpoint-order.ts';
import type { CheckpointEntry } from '../../src/checkpoints/checkpoint-store.ts';
import { compilePathPattern } from '../../src/checkpoints/path-pattern.ts';
import type { JsonObject, JsonValue } from '../../src/python/json-value.ts';
import { explainDifference } from './latest-reference.ts';
import { latestByRule, latestDeviations } from './latest-rules.ts';
import type { TimedPath } from './latest-rules.ts';
import { compare, listOf, textOf } from './vector.ts';
import type { Vector, Verdict } from './vector.ts';

/** Replays a look-up of the latest checkpoint among files. */
export function judgeLatestVector(vector: Vector): Verdict {
  const template = textOf(vector.fields, 'pattern');
  const files = (listOf(vector.fields, 'files') as readonly JsonObject[]).flatMap(toTimedPath);
  const received = latestOf(files, template);
  const verdict = compare(recordedOutcome(vector.fields), received);
  if (verdict.kind === 'exact') return verdict;
  const slugs = deviations(vector, files, template);
  return slugs.length === 0 ? verdict : byRule(slugs, latestByRule(files, template), received);
}

/** Chooses as the stores do: by time, then by path. */
function latestOf(files: readonly TimedPath[], template: string): string | null {
  const pattern = compilePathPattern(template);
  const [latest] = files
    .filter(({ path }) => path.startsWith(pattern.prefix) && pattern.matches(path))
    .sort((one, other) => comparePlaces(place(other), place(one)));
  return latest?.path ?? null;
}

function place(file: TimedPath): ReturnType<typeof agePlace> {
  return agePlace(file as CheckpointEntry);
}

/** The slugs of our table that a vector is marked with, or else those that explain it. */
function deviations(
  { slugs, fields }: Vector,
  files: readonly TimedPath[],
  template: string,
): readonly string[] {
  const marked = slugs.filter((slug) => Object.hasOwn(latestDeviations, slug));
  if (marked.length > 0 || fields.has('error')) return marked;
  const recorded = fields.get('expected');
  const explained = explainDifference(files, template, typeof recorded === 'string' ? recorded : null);
  return explained.map((slug) => `${slug} (not marked)`);
}

function byRule(slugs: readonly string[], expected: string | null, received: string | null): Verdict {
  const verdict = compare(expected, received);
  return verdict.kind === 'exact' ? { kind: 'by-rule', slugs } : verdict;
}

function recordedOutcome(fields: JsonObject): JsonValue {
  return fields.get('error') ?? fields.get('expected') ?? null;
}

/** Folders and links are left out: a store has neither. */
function toTimedPath(file: JsonObject): TimedPath[] {
  const nanoseconds = file.get('mtime_ns');
  if ((file.get('type') ?? 'file') !== 'file' || typeof nanoseconds !== 'string') return [];
  return [{ path: textOf(file, 'path'), mtime: secondsOf(BigInt(nanoseconds)) }];
}

/** Times compare as Python's `os.path.getmtime` gives them: float64 seconds. */
function secondsOf(nanoseconds: bigint): number {
  const fraction = BigInt.asUintN(64, ((nanoseconds % 1_000_000_000n) + 1_000_000_000n) % 1_000_000_000n);
  return Number((nanoseconds - fraction) / 1_000_000_000n) + 1e-9 * Number(fraction);
}
