import type { CheckpointEntry, CheckpointKind } from '../../checkpoints/checkpoint-store.ts';

/** More choices than this help nobody, and a hostile file could bring any number. */
const mostChoices = 100;

/** What the checkpoints of a list can be told apart by: how many there are of each kind, run and logged name. */
export class Facets {
  readonly #kinds = new Map<CheckpointKind, number>();
  readonly #runs = new Map<string, number>();
  readonly #logs = new Map<string, number>();

  get kinds(): readonly CheckpointKind[] {
    return [...this.#kinds.keys()].sort();
  }

  /** The runs, in the order in which they were met. */
  get runs(): readonly string[] {
    return [...this.#runs.keys()].slice(0, mostChoices);
  }

  /** The logged names, the commonest first. */
  get logs(): readonly string[] {
    const byCount = [...this.#logs].sort(([a, one], [b, other]) => other - one || (a < b ? -1 : 1));
    return byCount.slice(0, mostChoices).map(([log]) => log);
  }

  add({ kind, run, logs }: CheckpointEntry): void {
    this.#count(kind, run, logs, 1);
  }

  remove({ kind, run, logs }: CheckpointEntry): void {
    this.#count(kind, run, logs, -1);
  }

  #count(kind: CheckpointKind, run: string, logs: CheckpointEntry['logs'], change: 1 | -1): void {
    countIn(this.#kinds, kind, change);
    countIn(this.#runs, run, change);
    for (const log of Object.keys(logs)) countIn(this.#logs, log, change);
  }
}

function countIn<Key>(counts: Map<Key, number>, key: Key, change: 1 | -1): void {
  const count = (counts.get(key) ?? 0) + change;
  if (count > 0) counts.set(key, count);
  else counts.delete(key);
}
