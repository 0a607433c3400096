import type { CheckpointEntry } from '../../checkpoints/checkpoint-store.ts';
import { explainBest } from '../internal/checkpoint-words.ts';
import type { Ranking } from '../internal/checkpoint-words.ts';
import { pathInWords } from '../internal/format.ts';
import { texts } from '../internal/texts.ts';

/** Finds words for a new best. The first look tells what was there before; only what changes later is news. */
export class BestNews {
  #path: string | null = null;

  /** What there is to tell; null when the best is the same as before. */
  look(best: CheckpointEntry | null, ranking: Ranking, locale?: string): string | null {
    const isNews = best !== null && this.#path !== null && best.path !== this.#path;
    this.#path = best?.path ?? '';
    return isNews ? texts.panel.newBest(pathInWords(best.path), explainBest(best, ranking, locale)) : null;
  }

  /** Another store: what is the best there is no news. */
  forget(): void {
    this.#path = null;
  }
}
