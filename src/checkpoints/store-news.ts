import { CheckpointDeletedEvent, CheckpointSavedEvent, CheckpointSkippedEvent } from './store-events.ts';
import type { CheckpointEntry } from './checkpoint-store.ts';
import { openQuietChannel } from './quiet-channel.ts';

/** What one context tells the others of a store that they share. */
type News = { readonly tidemark: 1 } & (
  | { readonly type: 'saved'; readonly entry: CheckpointEntry }
  | { readonly type: 'deleted' | 'skipped'; readonly path: string; readonly reason?: string }
);

/** A checkpoint event that other contexts should know of. */
export type StoreChange = CheckpointSavedEvent | CheckpointDeletedEvent | CheckpointSkippedEvent;

/**
 * Carries the changes of a store between the contexts (pages and workers) that have it open.
 *
 * Without BroadcastChannel it is silent: each context then sees its own changes only.
 */
export class StoreNews {
  readonly #channel: BroadcastChannel | null;

  constructor(name: string, hear: (change: StoreChange) => void) {
    this.#channel = openQuietChannel(`tidemark:${name}`);
    this.#channel?.addEventListener('message', ({ data }: MessageEvent) => {
      const change = readNews(data as News | null);
      if (change) hear(change);
    });
  }

  /** Tells the other contexts. */
  tell(change: StoreChange): void {
    this.#channel?.postMessage(newsOf(change));
  }

  close(): void {
    this.#channel?.close();
  }
}

function newsOf(change: StoreChange): News {
  if (change instanceof CheckpointSavedEvent) return { tidemark: 1, type: 'saved', entry: change.entry };
  const type = change instanceof CheckpointDeletedEvent ? 'deleted' : 'skipped';
  return { tidemark: 1, type, path: change.path, reason: change.reason };
}

/** Rebuilds the event; null for a message of another version or another sender. */
function readNews(news: News | null): StoreChange | null {
  if (news?.tidemark !== 1) return null;
  if (news.type === 'saved') return new CheckpointSavedEvent(news.entry);
  const { path, reason = '' } = news;
  return news.type === 'deleted'
    ? new CheckpointDeletedEvent(path, reason)
    : new CheckpointSkippedEvent(path, reason);
}
