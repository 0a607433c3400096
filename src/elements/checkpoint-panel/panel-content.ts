import { nothing } from 'lit';
import type { ReactiveControllerHost, TemplateResult } from 'lit';
import type { CheckpointEntry, CheckpointStore, MonitorMode } from '../../checkpoints/checkpoint-store.ts';
import { Announcer } from '../internal/announcer.ts';
import { bestQuery } from '../internal/best-query.ts';
import { formatCount, localeOf } from '../internal/format.ts';
import { StandingsWatch } from '../internal/standings.ts';
import type { Standing, Standings } from '../internal/standings.ts';
import { StoreSource } from '../internal/store-source.ts';
import type { StoreListener } from '../internal/store-source.ts';
import { texts } from '../internal/texts.ts';
import { Activity } from './activity.ts';
import { BestNews } from './best-news.ts';
import type { CheckpointActions } from './checkpoint-actions.ts';
import type { RowFilter } from './checkpoint-rows.ts';
import { ListState } from './list-state.ts';
import { PanelNotices } from './panel-notices.ts';
import type { RowOrder } from './row-order.ts';
import { StorageMeter } from './storage-meter.ts';

/** The panel, as far as it says what to show. */
export interface ContentHost extends ReactiveControllerHost, HTMLElement {
  readonly monitor: string | null;
  readonly mode: MonitorMode | null;
  readonly pattern: string | null;
}

/** What a panel shows of a store, kept up to date by what the store tells. */
export class PanelContent implements StoreListener {
  readonly list: ListState;
  readonly announcer: Announcer;
  readonly storage: StorageMeter;
  readonly notices: PanelNotices;
  readonly activity: Activity;
  readonly source: StoreSource;
  readonly #host: ContentHost;
  readonly #fail: (error: unknown) => void;
  readonly #news = new BestNews();
  readonly #watch = new StandingsWatch(() => this.#standingsChanged());
  /** Null until the user asks for something. */
  #actions: CheckpointActions | null = null;

  /** @param fail says that something the user asked for has failed; null takes that back */
  constructor(host: ContentHost, fail: (error: unknown) => void) {
    this.#host = host;
    this.#fail = fail;
    this.list = new ListState(host, fail);
    this.source = new StoreSource(host, this);
    this.announcer = new Announcer(host);
    this.storage = new StorageMeter(host, (text) => this.announcer.answer(text));
    this.notices = new PanelNotices(host);
    this.activity = new Activity(host, fail);
  }

  /** Which checkpoints are the latest and the best. */
  get standings(): Standings {
    return this.#watch.standings;
  }

  /** Whether that is known. */
  get standing(): Standing {
    return this.#watch.standing;
  }

  /** The store has been opened, or the panel shows other paths of it. */
  storeReady(store: CheckpointStore): void {
    this.#fail(null);
    this.notices.clear();
    this.activity.clear();
    this.#news.forget();
    this.list.begin(store, this.#host.pattern);
    this.rank(store);
    this.storage.watch(store);
  }

  /** Ranks by what the panel says now. */
  rank(store: CheckpointStore): void {
    const query = bestQuery(this.#host);
    this.list.rankBy(query);
    this.#watch.watch(store, query);
  }

  storeSaved({ entry }: { readonly entry: CheckpointEntry }): void {
    this.activity.saved(entry, this.list.get(entry.path));
    this.list.put(entry);
    this.#recount();
  }

  storeDeleted({ path, reason }: Parameters<StoreListener['storeDeleted']>[0]): void {
    this.activity.deleted(path, reason);
    this.list.remove(path);
    this.#recount();
  }

  storeSkipped({ path, reason }: { readonly path: string; readonly reason: string }): void {
    this.activity.skipped(path, reason);
  }

  storeNoticed(notice: Parameters<PanelNotices['add']>[0]): void {
    this.notices.add(notice);
  }

  storeFailed(error: unknown): void {
    this.#fail(error);
  }

  /** Shows the list in another order. */
  orderBy(order: RowOrder): void {
    this.list.show({ order });
    this.announcer.say(texts.list.label(texts.list.sorted[`${order.by} ${order.direction}`]));
  }

  /** Shows fewer checkpoints, or more. */
  narrow(changes: Partial<RowFilter>): void {
    const { list } = this;
    list.show({ filter: { ...list.view.filter, ...changes } });
    this.announcer.sayAfterPause(() => {
      const { found } = list.rows;
      const [shown, total] = [found, list.entries.length].map((count) =>
        formatCount(count, localeOf(this.#host)),
      );
      return texts.filter.found(found, shown ?? '', total ?? '');
    });
  }

  select(paths: ReadonlySet<string>): void {
    this.list.select(paths);
    this.announcer.sayAfterPause(() =>
      texts.selection.count(formatCount(this.list.selection.size, localeOf(this.#host))),
    );
  }

  /** Does what the user asks for: the code for that is loaded by then, or now. */
  act(act: (actions: CheckpointActions) => void): void {
    const { store } = this.source;
    const actIfStillMeant = (actions: CheckpointActions): void => {
      // Another store may have other checkpoints under the same paths.
      if (this.source.store === store) act(actions);
    };
    this.#loadActions().then(actIfStillMeant).catch(this.#fail);
  }

  /** Hears the keys that the user presses anywhere in the panel. */
  keyPressed(event: KeyboardEvent): void {
    this.#actions?.keyPressed(event);
  }

  /** Draws what came of the last action, or the offer to undo it. */
  renderToast(): TemplateResult | typeof nothing {
    const offer = this.#actions?.renderOffer() ?? nothing;
    return offer === nothing ? this.announcer.renderAnswer() : offer;
  }

  /** Tries once more to read what could not be read. */
  readAgain(): void {
    if (this.source.store) this.storeReady(this.source.store);
    else this.source.reopen();
  }

  async #loadActions(): Promise<CheckpointActions> {
    const { CheckpointActions } = await import('./checkpoint-actions.ts');
    const store = (): CheckpointStore | null => this.source.store;
    return (this.#actions ??= new CheckpointActions(this.#host, this.announcer, store, this.#fail));
  }

  #recount(): void {
    this.#watch.refresh();
    this.storage.refresh();
  }

  #standingsChanged(): void {
    const news = this.#news.look(this.standings.best, this.list.view.ranking, localeOf(this.#host));
    if (news !== null) this.announcer.tell(news);
    this.#host.requestUpdate();
  }
}
