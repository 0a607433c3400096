/**
 * Opens a channel to the other contexts of this site; null where there is no BroadcastChannel, or none may be opened, as
 * where Firefox blocks what a site stores.
 *
 * In Node an open channel keeps the process alive; this one does not.
 */
export function openQuietChannel(name: string): BroadcastChannel | null {
  if (typeof BroadcastChannel === 'undefined') return null;
  try {
    const channel: BroadcastChannel & { unref?: () => void } = new BroadcastChannel(name);
    channel.unref?.();
    return channel;
  } catch {
    return null;
  }
}
