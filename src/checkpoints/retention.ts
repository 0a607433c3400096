import { ArgumentError } from '../base/errors.ts';
import { agePlace, comparePlaces, rankPlace } from './checkpoint-order.ts';
import type { PlaceKey } from './checkpoint-order.ts';
import type { CheckpointEntry, MonitorMode, SaveReason } from './checkpoint-store.ts';

/** How many checkpoints of a run stay: those that are among the best, or among the latest. */
export interface RetentionLimits {
  /** @default 0, when `latest` is given */
  readonly best?: number;
  /** @default 0, when `best` is given */
  readonly latest?: number;
}

/** To which checkpoints the limits apply, and what the best is. */
export interface RetentionScope {
  readonly run: string;
  readonly monitor: string;
  readonly mode: MonitorMode;
  /** Only those saved under this template. @default all of the run */
  readonly template?: string;
}

/** A checkpoint with the reason why it stays or goes, worded for its user. */
interface RetentionDecision {
  readonly entry: CheckpointEntry;
  readonly reason: string;
}

/** What a retention would do. */
export interface RetentionPlan {
  /** The newest first. */
  readonly keep: readonly RetentionDecision[];
  /** The oldest first: the order in which they go. */
  readonly remove: readonly RetentionDecision[];
}

/**
 * Plans which checkpoints of a run stay: the union of its best and its latest, and whatever is pinned.
 *
 * Checkpoints of other runs are not touched, nor are files that are no checkpoints, nor what goes by itself: backups,
 * and what was saved because the page might go away. A checkpoint that did not log the monitored value, or logged NaN,
 * is never among the best.
 *
 * @throws ArgumentError `invalid-retention`
 * @example
 * const { remove } = planRetention(entries, { best: 3, latest: 2 }, { run, monitor: 'val_reward', mode: 'max' });
 * remove.map(({ entry, reason }) => `${entry.path} goes: ${reason}`);
 */
export function planRetention(
  entries: readonly CheckpointEntry[],
  limits: RetentionLimits,
  scope: RetentionScope,
): RetentionPlan {
  assertLimits(limits);
  const { best = 0, latest = 0 } = limits;
  const concerned = entries.filter((entry) => isConcerned(entry, scope)).sort(newestFirst);
  const ranked = rankedBy(concerned, scope);
  const rankOf = new Map(ranked.map((entry, index) => [entry.path, index + 1]));
  const keep: RetentionDecision[] = [];
  const remove: RetentionDecision[] = [];
  for (const [index, entry] of concerned.entries()) {
    const rank = rankOf.get(entry.path);
    const reasons = [
      ...(entry.pinned ? ['pinned'] : []),
      ...(rank !== undefined && rank <= best
        ? [`number ${rank} of the best ${best} by ${scope.monitor}`]
        : []),
      ...(index < latest ? [`number ${index + 1} of the latest ${latest}`] : []),
    ];
    if (reasons.length > 0) keep.push({ entry, reason: reasons.join(', ') });
    else remove.push({ entry, reason: whyItGoes(limits, scope, rank, index + 1) });
  }
  return { keep, remove: remove.reverse() };
}

function assertLimits({ best, latest }: RetentionLimits): void {
  const limits = [best, latest].filter((limit) => limit !== undefined);
  const areCounts = limits.every((limit) => Number.isSafeInteger(limit) && limit >= 0);
  if (areCounts && limits.some((limit) => limit > 0)) return;
  throw new ArgumentError(
    'invalid-retention',
    `Retention cannot keep best: ${String(best)} and latest: ${String(latest)}. ` +
      'Expected whole numbers, at least one of them 1 or more.',
    { details: { best: String(best), latest: String(latest) } },
  );
}

const goesByItself: ReadonlySet<SaveReason> = new Set(['backup', 'interrupted'] as const);

function isConcerned(entry: CheckpointEntry, { run, template }: RetentionScope): boolean {
  if (entry.run !== run || entry.kind === 'other' || goesByItself.has(entry.reason)) return false;
  return template === undefined || entry.template === template;
}

function newestFirst(a: CheckpointEntry, b: CheckpointEntry): number {
  return comparePlaces(agePlace(b), agePlace(a));
}

/** The entries that have a value to be ranked by, the best first. */
function rankedBy(entries: readonly CheckpointEntry[], { monitor, mode }: RetentionScope): CheckpointEntry[] {
  const ranked: { readonly entry: CheckpointEntry; readonly place: PlaceKey }[] = [];
  for (const entry of entries) {
    const place = rankPlace(entry, monitor, mode);
    if (place) ranked.push({ entry, place });
  }
  return ranked.sort((a, b) => comparePlaces(a.place, b.place)).map(({ entry }) => entry);
}

function whyItGoes(
  { best, latest }: RetentionLimits,
  { monitor }: RetentionScope,
  rank: number | undefined,
  age: number,
): string {
  const standing = rank === undefined ? `has no ${monitor}` : `is number ${rank} by ${monitor}`;
  const outside = [
    ...(best === undefined ? [] : [`not one of the best ${best} (it ${standing})`]),
    ...(latest === undefined ? [] : [`not one of the latest ${latest} (it is number ${age})`]),
  ];
  return outside.join(', ');
}
