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

/** Another run, to be drawn beside the one that the chart shows. */
export interface ChartRun {
  /** What it is called. */
  readonly name: string;
  readonly history: TrainerHistory;
}

/** What a chart is laid out from. */
export interface ChartData {
  readonly history: TrainerHistory | null;
  /** Logs of the program before training; null when it was not judged. */
  readonly untrained: Readonly<Record<string, number>> | null;
  readonly others: readonly ChartRun[];
}

/** What a chart draws and what its table says: one row an epoch. */
export interface ChartTable {
  /** 0 for the untrained program, then 1-based epochs: those of any run. */
  readonly epochs: number[];
  /** One list of values for each metric that is drawn; null where there is none. */
  readonly metrics: (number | null)[][];
  /** The best monitored value so far: what would be kept if every better one is kept. Ends with the run. */
  readonly tide: (number | null)[];
  /** One list of values for each other run. */
  readonly others: (number | null)[][];
  /** The row of the run's last epoch; -1 before there is one. */
  readonly lastRow: number;
}

/**
 * Lays out runs as a table. The tide begins with the first epoch: what is untrained was never kept.
 *
 * @param names log names, one for each metric
 * @param compared the log name that is drawn of the other runs
 */
export function chartTable(
  { history, untrained, others }: ChartData,
  names: readonly string[],
  ranking: Ranking,
  compared: string,
): ChartTable {
  const own = [...(untrained ? [0] : []), ...epochsOf(history)];
  const epochs = [...new Set([...own, ...others.flatMap((run) => epochsOf(run.history))])].sort(
    (a, b) => a - b,
  );
  const lastRow = epochs.indexOf(own.at(-1) ?? -1);
  const column = (name: string): (number | null)[] => valuesOf(history, name, epochs, untrained?.[name]);
  const monitored = valuesOf(history, ranking.monitor, epochs);
  const tide = bestSoFar(monitored, ranking.mode).fill(null, lastRow + 1);
  const compare = ({ history }: ChartRun): (number | null)[] => valuesOf(history, compared, epochs);
  return { epochs, metrics: names.map(column), tide, others: others.map(compare), lastRow };
}

/** The row of the best monitored value; among equals the earliest. -1 when there is none. */
export function bestRow({ tide, lastRow }: ChartTable): number {
  const best = tide[lastRow];
  return best === undefined || best === null ? -1 : tide.indexOf(best);
}

/** 1-based, as they are shown. */
function epochsOf(history: TrainerHistory | null): number[] {
  return (history?.epoch ?? []).map((epoch) => epoch + 1);
}

function valuesOf(
  history: TrainerHistory | null,
  name: string,
  epochs: readonly number[],
  untrained?: number,
): (number | null)[] {
  const values = history && Object.hasOwn(history.history, name) ? history.history[name] : undefined;
  const known = new Map<number, unknown>([[0, untrained]]);
  for (const [row, epoch] of epochsOf(history).entries()) known.set(epoch, values?.[row]);
  return epochs.map((epoch) => numberOrNull(known.get(epoch)));
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
