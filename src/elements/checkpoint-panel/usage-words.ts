import type { StoreUsage } from '../../checkpoints/checkpoint-store.ts';
import { formatBytes, formatCount } from '../internal/format.ts';

/** How much room the checkpoints take: `12 checkpoints · 340 kB of 2.1 GB`. */
export function describeRoom({ count, bytes, quota }: StoreUsage, locale?: string): string {
  const checkpoints = `${formatCount(count, locale)} ${count === 1 ? 'checkpoint' : 'checkpoints'}`;
  const limit = quota === null ? '' : ` of ${formatBytes(quota, locale)}`;
  return `${checkpoints} · ${formatBytes(bytes, locale)}${limit}`;
}

/** How long they stay, in the browser's own terms. Empty when it does not say. */
export function describeLasting({ durable, persisted }: StoreUsage): string {
  if (!durable) return 'in memory only';
  if (persisted === null) return '';
  return persisted ? 'kept until you delete them' : 'the browser may remove them when the disk is full';
}
