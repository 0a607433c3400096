import type { JsonObject, JsonValue } from './json-value.ts';

/** How many members of an array are kept as one text. */
export const runLength = 16;

/** How many pieces a run has that is worth keeping: one of fewer is written as quickly. */
const fewestPieces = 32;

/** How many it has at most: one of more holds runs that are kept themselves. */
const mostPieces = 1024;

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

  /** What was written of the members of an array from `start` on, as many as make a run. */
  textOf(array: readonly JsonValue[], start: number, level: number): string | undefined {
    const first = array[start];
    if (!isContainer(first)) return undefined;
    const run = this.#find(first, level);
    if (run?.members.length !== Math.min(runLength, array.length - start)) return undefined;
    if (!run.members.every((member, index) => member === array[start + index])) return undefined;
    this.#put(first, level, run);
    return run.text;
  }

  /** Joins the pieces that were written of a run, from `from` on, and keeps the text, if that is worth it. */
  keep(array: readonly JsonValue[], start: number, level: number, pieces: string[], from: number): void {
    const count = pieces.length - from;
    const first = array[start];
    if (count < fewestPieces || count > mostPieces || !isContainer(first)) return;
    const text = pieces.slice(from).join('');
    pieces.length = from;
    pieces.push(text);
    this.#put(first, level, { members: array.slice(start, start + runLength), text });
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
