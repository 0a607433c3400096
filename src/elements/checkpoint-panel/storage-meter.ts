import { html, nothing } from 'lit';
import type { ReactiveControllerHost, TemplateResult } from 'lit';
import type { CheckpointStore, StoreUsage } from '../../checkpoints/checkpoint-store.ts';
import { askToPersist } from '../../checkpoints/storage-room.ts';
import { formatBytes, formatCount } from '../internal/format.ts';
import { texts } from '../internal/texts.ts';
import { UsageWatch } from '../internal/usage-watch.ts';

/** How the meter is drawn. */
interface MeterView {
  /** How many checkpoints there are, where that is known better than by measuring now and then; else null. */
  readonly count: number | null;
  readonly readOnly: boolean;
  readonly locale: string | undefined;
}

/** Shows how much room the checkpoints take and how long they stay, and lets the user ask the browser to keep them. */
export class StorageMeter {
  readonly #watch: UsageWatch;
  readonly #answer: (text: string) => void;
  #isAsked = false;

  /** @param answer says what the browser answered */
  constructor(host: ReactiveControllerHost, answer: (text: string) => void) {
    this.#watch = new UsageWatch(host);
    this.#answer = answer;
  }

  watch(store: CheckpointStore): void {
    this.#watch.watch(store);
  }

  refresh(): void {
    this.#watch.refresh();
  }

  render({ count, readOnly, locale }: MeterView): TemplateResult | typeof nothing {
    const { usage } = this.#watch;
    if (!usage) return nothing;
    const room = describeRoom({ ...usage, count: count ?? usage.count }, locale);
    const canAsk = usage.durable && usage.persisted === false && !this.#isAsked && !readOnly;
    return html`<div class="room">
      <div class="storage">
        ${usage.quota === null ? nothing : renderBar(usage.bytes, usage.quota, room)} <bdi>${room}</bdi>
      </div>
      <div class="lasting">
        <bdi>${describeLasting(usage)}</bdi>
        ${
          canAsk
            ? html`<button type="button" class="link" part="button" @click=${() => void this.#ask()}>
                ${texts.storage.ask}
              </button>`
            : nothing
        }
      </div>
    </div>`;
  }

  async #ask(): Promise<void> {
    await askToPersist();
    this.#isAsked = true;
    await this.#watch.measure();
    this.#answer(this.#watch.usage?.persisted ? texts.storage.granted : texts.storage.refused);
  }
}

function renderBar(bytes: number, quota: number, room: string): TemplateResult {
  const share = quota === 0 ? 1 : Math.min(1, bytes / quota);
  return html`<div
    class="meter ${share > 0.8 ? 'is-full' : ''}"
    part="meter"
    role="meter"
    aria-label=${texts.storage.label}
    aria-valuemin="0"
    aria-valuemax="100"
    aria-valuenow=${Math.round(share * 100)}
    aria-valuetext=${room}
  >
    <div class="level" .style=${`inline-size: ${(share * 100).toFixed(2)}%`}></div>
  </div>`;
}

/** `12 checkpoints · 340 kB of 2.1 GB`. */
function describeRoom({ count, bytes, quota }: StoreUsage, locale?: string): string {
  const checkpoints = texts.checkpoint.count(count, formatCount(count, locale));
  const limit = quota === null ? '' : formatBytes(quota, locale);
  return texts.storage.room(checkpoints, formatBytes(bytes, locale), limit);
}

/** How long they stay, in the browser's own terms. Empty when it does not say. */
function describeLasting({ durable, persisted }: StoreUsage): string {
  if (!durable) return texts.storage.inMemory;
  if (persisted === null) return '';
  return persisted ? texts.storage.kept : texts.storage.evictable;
}
