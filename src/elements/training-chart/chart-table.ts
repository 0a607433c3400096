import type { Ranking } from '../internal/checkpoint-words.ts';
import type { TrainerHistory } from '../../worker/trainer-client.ts';

/** A checkpoint that was saved during the run, as the chart marks it. */
export interface ChartSave {
  /** 0-based epoch at whose end (or within which) it was saved. */
  readonly epoch: number;
  readonly path: string;
  /** Its monitored value. */
  readonly value: number;
  /** Whether it is the best one. */
  readonly best: boolean;
}

/** What a chart draws and what its table says: one row an epoch. */
export interface ChartTable {
  /** 0 for the untrained program, then 1-based epochs. */
  readonly epochs: number[];
  /** One list of values for each metric that is drawn; null where there is none. */
  readonly metrics: (number | null)[][];
  /** The best monitored value so far: what would be kept if every better one is kept. */
  readonly tide: (number | null)[];
}

/**
 * Lays out a run as a table. The tide begins with the first epoch: what is untrained was never kept.
 *
 * @param untrained logs of the program before training; null when it was not judged
 */
export function chartTable(
  history: TrainerHistory | null,
  untrained: Readonly<Record<string, number>> | null,
  names: readonly string[],
  ranking: Ranking,
): ChartTable {
  const before = untrained ? [0] : [];
  const epochs = [...before, ...(history?.epoch ?? []).map((epoch) => epoch + 1)];
  const column = (name: string): (number | null)[] => [
    ...before.map(() => numberOrNull(untrained?.[name])),
    ...(history?.epoch ?? []).map((_, row) => numberOrNull(history?.history[name]?.[row])),
  ];
  const monitored = column(ranking.monitor).fill(null, 0, before.length);
  return { epochs, metrics: names.map(column), tide: bestSoFar(monitored, ranking.mode) };
}

/** The row of the best monitored value; among equals the earliest. -1 when there is none. */
export function bestRow({ tide }: ChartTable): number {
  const best = tide.at(-1);
  return best === undefined || best === null ? -1 : tide.indexOf(best);
}

function bestSoFar(values: readonly (number | null)[], mode: Ranking['mode']): (number | null)[] {
  let best: number | null = null;
  return values.map((value) => {
    const isBetter = value !== null && (best === null || (mode === 'min' ? value < best : value > best));
    if (isBetter) best = value;
    return best;
  });
}

function numberOrNull(value: unknown): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}
