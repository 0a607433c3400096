import type { JsonObject, JsonValue } from './json-value.ts';

/** How many members of an array are kept as one text. */
export const runLength = 16;

/** How long the text of a run is that is worth keeping: a shorter one is written as quickly. */
const shortestText = 512;

/** How long it is at most: a longer one holds runs that are kept themselves. */
export const longestText = 65_536;

type Container = JsonObject | readonly JsonValue[];

/** Some members of an array, one after the other, and what was written of them. */
interface WrittenRun {
  readonly members: readonly JsonValue[];
  readonly text: string;
}

/** Runs by their level, and under the first member. */
type Runs = WeakMap<Container, WrittenRun>[];

/**
 * The texts of runs of members that stood in the last two files: by their level, and under the first of them, as long as
 * that lives.
 *
 * Most of a program's file is examples and predictions, and most of those stood there at the last save. They are the
 * same values then, since JSON values are immutable.
 */
export class WrittenJson {
  #before: Runs = [];
  #last: Runs = [];
  #now: Runs = [];

  /** Begins a file. What was not in the last two is forgotten: two kinds may be written by turns. */
  begin(): void {
    this.#before = this.#last;
    this.#last = this.#now;
    this.#now = [];
  }

  /** What was written of a run of members. */
  textOf(members: readonly JsonValue[], level: number): string | undefined {
    const [first] = members;
    if (!isContainer(first)) return undefined;
    const run = this.#find(first, level);
    if (run?.members.length !== members.length) return undefined;
    if (!run.members.every((member, index) => member === members[index])) return undefined;
    this.#put(first, level, run);
    return run.text;
  }

  /** Keeps what was written of a run of members, if it is long enough. */
  keep(members: readonly JsonValue[], level: number, text: string): void {
    const [first] = members;
    if (text.length >= shortestText && isContainer(first)) this.#put(first, level, { members, text });
  }

  #find(first: Container, level: number): WrittenRun | undefined {
    for (const runs of [this.#now, this.#last, this.#before]) {
      const run = runs[level]?.get(first);
      if (run) return run;
    }
    return undefined;
  }

  #put(first: Container, level: number, run: WrittenRun): void {
    (this.#now[level] ??= new WeakMap()).set(first, run);
  }
}

function isContainer(value: JsonValue | undefined): value is Container {
  return typeof value === 'object' && value !== null;
}
