import { CheckpointDeletedEvent, CheckpointSavedEvent, CheckpointSkippedEvent } from './store-events.ts';
import type { Checkpoint } from './checkpoint-store.ts';
import { MemoryCheckpointStore } from './memory-checkpoint-store.ts';
import { openQuietChannel } from './quiet-channel.ts';
import type { StoreChange } from './store-news.ts';

/** What the contexts tell each other. */
type Message =
  | { readonly type: 'who-has-any' }
  | { readonly type: 'kept'; readonly checkpoints: readonly Checkpoint[] }
  | { readonly type: 'gone' | 'skipped'; readonly path: string; readonly reason: string };

/**
 * A memory store of which each page and worker of a site holds a copy, so that a page sees, and can download, what its
 * worker saves. It lives as long as one of them does.
 */
export class SharedMemoryStore extends MemoryCheckpointStore {
  readonly #channel: BroadcastChannel | null;

  constructor(name: string) {
    super(name);
    this.#channel = openQuietChannel(`tidemark-memory:${name}`);
    this.#channel?.addEventListener('message', ({ data }: MessageEvent<Message>) => this.#hear(data));
    this.#tell({ type: 'who-has-any' });
  }

  protected override announce(change: StoreChange): void {
    if (!(change instanceof CheckpointSavedEvent)) {
      const type = change instanceof CheckpointDeletedEvent ? 'gone' : 'skipped';
      this.#tell({ type, path: change.path, reason: change.reason });
    } else {
      const checkpoint = this.kept(change.entry.path);
      if (checkpoint) this.#tell({ type: 'kept', checkpoints: [checkpoint] });
    }
    super.announce(change);
  }

  #hear(message: Message): void {
    if (message.type === 'kept') for (const checkpoint of message.checkpoints) this.#take(checkpoint);
    else if (message.type === 'gone') void this.#drop(message.path, message.reason);
    else if (message.type === 'skipped')
      this.dispatchEvent(new CheckpointSkippedEvent(message.path, message.reason));
    else {
      const checkpoints = this.allKept();
      if (checkpoints.length > 0) this.#tell({ type: 'kept', checkpoints });
    }
  }

  /** Of two generations the newer counts. */
  #take(checkpoint: Checkpoint): void {
    const { entry } = checkpoint;
    const own = this.kept(entry.path)?.entry;
    if (own && own.mtime > entry.mtime) return;
    this.adopt(checkpoint);
    this.dispatchEvent(new CheckpointSavedEvent(entry));
  }

  async #drop(path: string, reason: string): Promise<void> {
    const [dropped] = await this.remove([path]);
    if (dropped) this.dispatchEvent(new CheckpointDeletedEvent(path, reason));
  }

  #tell(message: Message): void {
    this.#channel?.postMessage(message);
  }
}
