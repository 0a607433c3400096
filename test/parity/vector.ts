import { parseJson } from '../../src/python/parse-json.ts';
import type { JsonValue } from '../../src/python/json-value.ts';
import { repr } from '../../src/python/repr.ts';

/** One recorded case; the fields beside these differ from file to file. */
export interface Vector {
  readonly id: string;
  /** The group first. */
  readonly tags: readonly string[];
}

/** What became of one vector. */
export interface Verdict {
  readonly held: boolean;
  /** What was recorded and what came out instead, where it did not hold. */
  readonly difference?: string;
  /** The tag whose rule of ours held in place of what was recorded. */
  readonly rule?: string;
}

/** Replays one vector; whatever it throws counts as a difference. */
export type Checker = (vector: Vector) => Verdict | Promise<Verdict>;

/** Everything came out as it was recorded. */
export const held: Verdict = { held: true };

/** Something did not come out as it was recorded. */
export function differs(what: string, recorded: unknown, received: unknown): Verdict {
  return { held: false, difference: `${what}: recorded ${show(recorded)}, received ${show(received)}` };
}

/** A rule of ours held, for a vector that records a fault of Python's. */
export function heldByRule(rule: string): Verdict {
  return { held: true, rule };
}

/** Reads a field that holds JSON text, as it was recorded: ints of any size, and `NaN`. */
export function parseRecorded(text: string): JsonValue {
  return parseJson(text, { dialect: 'json' });
}

/** Whether two JSON values are the same, down to 5 and 5.0, -0.0, NaN, and the order of keys. */
export function isSameJson(one: JsonValue, other: JsonValue): boolean {
  return repr(one) === repr(other);
}

function show(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text === undefined || text.length <= 300
    ? String(text)
    : `${text.slice(0, 300)}… (${text.length} characters)`;
}
