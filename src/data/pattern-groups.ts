import type { PatternSource } from './pattern-source.ts';

/** How many characters a part of a pattern can match. */
export interface Width {
  readonly min: number;
  readonly max: number;
}

interface Group extends Width {
  /** `open` while it is read; `maybe` when it may not have taken part in a match. */
  readonly state: 'open' | 'sure' | 'maybe';
}

/**
 * The capturing groups of one pattern, which are counted from 1.
 *
 * A reference to a group that took no part in the match fails in Python and matches nothing in JavaScript, so it is
 * followed which groups are sure to take part.
 */
export class PatternGroups {
  readonly #source: PatternSource;
  readonly #groups: Group[] = [];
  readonly #names = new Map<string, number>();

  constructor(source: PatternSource) {
    this.#source = source;
  }

  get count(): number {
    return this.#groups.length;
  }

  /** Opens a group and answers its number. */
  open(name: string | null): number {
    const index = this.#groups.push({ min: 0, max: 0, state: 'open' });
    if (name !== null) this.#names.set(name, index);
    return index;
  }

  close(index: number, { min, max }: Width): void {
    this.#groups[index - 1] = { min, max, state: 'sure' };
  }

  /** Marks the groups opened since there were so many as ones that may not have taken part. */
  doubtSince(count: number): void {
    for (let index = count; index < this.#groups.length; index++) {
      const group = this.#groups[index];
      if (group?.state === 'sure') this.#groups[index] = { ...group, state: 'maybe' };
    }
  }

  /** The width of a group that is referred to. @throws ArgumentError when it cannot be */
  refer(index: number, position: number): Width {
    const group = this.#groups[index - 1];
    if (group === undefined) throw this.#source.error(`invalid group reference ${index}`, position);
    if (group.state === 'open') throw this.#source.error('cannot refer to an open group', position);
    if (group.state === 'sure') return group;
    throw this.#source.untranslatable('a reference to a group that may not have taken part', position);
  }

  /** Reads a name for a new group, and the `>` behind it. */
  readNewName(): string {
    const start = this.#source.position;
    const name = this.#readName('>');
    const known = this.#names.get(name);
    if (known === undefined) return name;
    const redefined = `redefinition of group name '${name}' as group ${this.count + 1}; was group ${known}`;
    throw this.#source.error(redefined, start);
  }

  /** Reads the name of a known group, and the `)` behind it; answers its number. */
  readKnownName(): number {
    const start = this.#source.position;
    const name = this.#readName(')');
    const index = this.#names.get(name);
    if (index === undefined) throw this.#source.error(`unknown group name '${name}'`, start);
    return index;
  }

  #readName(end: string): string {
    const start = this.#source.position;
    const name = this.#source.takeUntil(end, 'group name');
    if (/^[\p{XID_Start}_]\p{XID_Continue}*$/u.test(name)) return name;
    throw this.#source.error(`bad character in group name '${name}'`, start);
  }
}
