import type { CheckpointEntry, MonitorMode } from '../../checkpoints/checkpoint-store.ts';
import { isList, member, textMember } from '../internal/plain-json.ts';
import type { JsonRecord } from '../internal/plain-json.ts';

/** What a change of a value means. `higher` and `lower` where it is not known which of two is the better. */
export type MetricVerdict = 'better' | 'worse' | 'same' | 'higher' | 'lower' | 'unknown';

/** How a logged value changed. */
export interface MetricChange {
  readonly name: string;
  /** Null where the checkpoint did not log it. */
  readonly before: number | null;
  readonly after: number | null;
  /** Which of two values is the better; null when that is not known. */
  readonly mode: MonitorMode | null;
  readonly verdict: MetricVerdict;
}

/** Measures of Synalinks of which more is better, by their class. */
const scores = /(?:Accuracy|Score|Precision|Recall|CosineSimilarity|PassAtK|PassHatK)$/;

/** Compares what two checkpoints logged; the monitored value first, the others by name. */
export function metricChanges(
  before: CheckpointEntry,
  after: CheckpointEntry,
  programs: readonly (JsonRecord | null)[],
): readonly MetricChange[] {
  const modes = modesOf(programs, [before, after]);
  const names = new Set([...Object.keys(before.logs), ...Object.keys(after.logs)]);
  const first = after.monitor ?? before.monitor;
  return [...names]
    .sort((a, b) => Number(b === first) - Number(a === first) || (a < b ? -1 : 1))
    .map((name) => {
      const [from, to] = [valueOf(before, name), valueOf(after, name)];
      const mode = modes.get(name) ?? null;
      return { name, before: from, after: to, mode, verdict: verdictOn(from, to, mode) };
    });
}

function valueOf({ logs }: CheckpointEntry, name: string): number | null {
  return Object.hasOwn(logs, name) ? (logs[name] ?? null) : null;
}

function verdictOn(before: number | null, after: number | null, mode: MonitorMode | null): MetricVerdict {
  if (before === null || after === null || Number.isNaN(before) || Number.isNaN(after)) return 'unknown';
  if (before === after) return 'same';
  const isHigher = after > before;
  if (mode === null) return isHigher ? 'higher' : 'lower';
  return isHigher === (mode === 'max') ? 'better' : 'worse';
}

/**
 * Which of two values is the better, by log name: of a reward the higher, of a score that the program was compiled with
 * too, and of what was monitored as it was monitored.
 */
function modesOf(
  programs: readonly (JsonRecord | null)[],
  entries: readonly CheckpointEntry[],
): ReadonlyMap<string, MonitorMode> {
  const metrics = programs.flatMap((program) => scoresIn(program));
  const known = ['reward', ...metrics].flatMap((name) => [name, `val_${name}`]);
  const modes = new Map<string, MonitorMode>(known.map((name) => [name, 'max']));
  for (const { monitor, mode } of entries) if (monitor !== null && mode !== null) modes.set(monitor, mode);
  return modes;
}

/** Names of the compiled metrics of which more is better. */
function scoresIn(program: JsonRecord | null): readonly string[] {
  const metrics = member(member(program ?? {}, 'compile_config'), 'metrics');
  if (!isList(metrics)) return [];
  return metrics.flatMap((metric) => {
    const name = textMember(member(metric, 'config'), 'name');
    return name !== null && scores.test(textMember(metric, 'class_name') ?? '') ? [name] : [];
  });
}
