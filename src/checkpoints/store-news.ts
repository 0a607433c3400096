import { CheckpointDeletedEvent, CheckpointSavedEvent } from './checkpoint-store.ts';
import type { CheckpointEntry } from './checkpoint-store.ts';
import { openQuietChannel } from './quiet-channel.ts';

/** What one context tells the others of a store that they share. */
type News =
  | { readonly tidemark: 1; readonly type: 'saved'; readonly entry: CheckpointEntry }
  | { readonly tidemark: 1; readonly type: 'deleted'; readonly path: string };

/** A checkpoint event that other contexts should know of. */
export type StoreChange = CheckpointSavedEvent | CheckpointDeletedEvent;

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
    const news: News =
      change instanceof CheckpointSavedEvent
        ? { tidemark: 1, type: 'saved', entry: change.entry }
        : { tidemark: 1, type: 'deleted', path: change.path };
    this.#channel?.postMessage(news);
  }

  close(): void {
    this.#channel?.close();
  }
}

/** Rebuilds the event; null for a message of another version or another sender. */
function readNews(news: News | null): StoreChange | null {
  if (news?.tidemark !== 1) return null;
  return news.type === 'saved' ? new CheckpointSavedEvent(news.entry) : new CheckpointDeletedEvent(news.path);
}
