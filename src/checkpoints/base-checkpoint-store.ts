import { CheckpointError } from '../base/errors.ts';
import { TypedEventTarget } from '../base/events.ts';
import { loadPart } from '../base/load-part.ts';
import { damagedError } from './checkpoint-errors.ts';
import { draftCheckpoint, measureDraft, neededBytes } from './checkpoint-draft.ts';
import type { CheckpointDraft, MeasuredDraft } from './checkpoint-draft.ts';
import {
  CheckpointDeletedEvent,
  CheckpointSavedEvent,
  CheckpointSkippedEvent,
  StoreNoticeEvent,
} from './store-events.ts';
import type {
  BestQuery,
  Checkpoint,
  CheckpointChanges,
  CheckpointEntry,
  CheckpointInfo,
  CheckpointPage,
  CheckpointQuery,
  CheckpointStore,
  DeleteOptions,
  ExportedFile,
  ImportFile,
  ImportOptions,
  ImportReport,
  SaveOptions,
  StoreUsage,
} from './checkpoint-store.ts';
import type { StoreEvents } from './store-events.ts';
import { checkInfo, checkStoreOptions } from './store-options.ts';
import { chooseRanking } from './lookup.ts';
import type { Lookup, Ranking } from './lookup.ts';
import type { StoreChange } from './store-news.ts';

/** What every store does alike, wherever it keeps its checkpoints. */
export abstract class BaseCheckpointStore extends TypedEventTarget<StoreEvents> implements CheckpointStore {
  abstract readonly durable: boolean;
  readonly name: string;
  readonly #notices: StoreNoticeEvent[] = [];
  /** Changes that have been begun: the store does not close before they have ended and been told of. */
  readonly #underWay = new Set<Promise<unknown>>();
  #holders = 1;

  constructor(name: string) {
    super();
    this.name = name;
  }

  get notices(): readonly StoreNoticeEvent[] {
    return this.#notices;
  }

  async save(
    path: string,
    text: string,
    info: CheckpointInfo = {},
    options: SaveOptions = {},
  ): Promise<CheckpointEntry> {
    checkInfo(info);
    checkStoreOptions('save', options);
    const { sparesOtherRuns = false, makeRoom } = options;
    const draft = draftCheckpoint(path, text, info, { sparesOtherRuns });
    const [entry] = await this.#finish(this.#writeOrMakeRoom([draft], makeRoom));
    if (!entry) throw new CheckpointError('not-written', `The checkpoint "${path}" was not written.`);
    return entry;
  }

  async list(query: CheckpointQuery = {}): Promise<CheckpointPage> {
    checkStoreOptions('list', query);
    return await this.page(query);
  }

  latest(pattern?: string): Promise<CheckpointEntry | null> {
    return this.newest({ pattern });
  }

  async best(query: BestQuery = {}): Promise<CheckpointEntry | null> {
    checkStoreOptions('best', query);
    const ranking = await chooseRanking(query, (among) => this.newest(among));
    return this.topRanked({ pattern: query.pattern, run: query.run }, ranking);
  }

  async delete(path: string, reason = '', options: DeleteOptions = {}): Promise<Checkpoint | null> {
    const [deleted = null] = await this.deleteAll([path], reason, options);
    return deleted;
  }

  async deleteAll(
    paths: readonly string[],
    reason = '',
    options: DeleteOptions = {},
  ): Promise<readonly Checkpoint[]> {
    checkStoreOptions('delete', options);
    return await this.#finish(this.#removeAndTell(paths, reason, options));
  }

  skip(path: string, reason: string): void {
    this.announce(new CheckpointSkippedEvent(path, reason));
  }

  restore(checkpoint: Checkpoint): Promise<CheckpointEntry> {
    return this.#finish(this.#thenTell(this.#putBack(checkpoint)));
  }

  pin(path: string, pinned: boolean): Promise<CheckpointEntry> {
    return this.change(path, { pinned });
  }

  async change(path: string, changes: CheckpointChanges): Promise<CheckpointEntry> {
    checkStoreOptions('change', changes);
    return await this.#finish(this.#thenTell(this.mark(path, changes)));
  }

  // Zips are read and written on demand: most pages never load what does it.
  async export(paths?: readonly string[]): Promise<ExportedFile> {
    const { exportCheckpoints } = await loadPart(() => import('./export-checkpoints.ts'));
    return await exportCheckpoints(this, paths);
  }

  async import(file: ImportFile, options: ImportOptions = {}): Promise<ImportReport> {
    checkStoreOptions('import', options);
    const { importCheckpoints } = await loadPart(() => import('./import-checkpoints.ts'));
    return await importCheckpoints(this, file, options, (drafts) => this.#finish(this.#writeAndTell(drafts)));
  }

  /**
   * Releases the store. One that several have opened closes with the last of them, once the changes that have been begun
   * are made.
   */
  async close(): Promise<void> {
    this.#holders -= 1;
    if (this.#holders !== 0) return;
    if (this.#underWay.size > 0) await Promise.allSettled(this.#underWay);
    await this.shut();
  }

  /** Whether the store has not been closed by all who opened it. */
  get isOpen(): boolean {
    return this.#holders > 0;
  }

  /** Counts one more who will close the store. */
  hold(): this {
    this.#holders += 1;
    return this;
  }

  abstract load(path: string): Promise<Checkpoint>;
  abstract info(path: string): Promise<CheckpointEntry | null>;
  abstract usage(): Promise<StoreUsage>;

  /** Lets go of whatever the store holds. */
  protected abstract shut(): Promise<void>;
  /** Lists one page. */
  protected abstract page(query: CheckpointQuery): Promise<CheckpointPage>;
  /** The newest checkpoint among some. */
  protected abstract newest(among: Lookup): Promise<CheckpointEntry | null>;
  /** The best checkpoint among some; among equals the earliest. */
  protected abstract topRanked(among: Lookup, ranking: Ranking): Promise<CheckpointEntry | null>;
  /** Writes all drafts or none. */
  protected abstract write(drafts: readonly CheckpointDraft[]): Promise<CheckpointEntry[]>;
  /** Deletes the checkpoints that there are of these paths, and answers them. */
  protected abstract remove(paths: readonly string[]): Promise<Checkpoint[]>;
  /** Deletes the checkpoints that there are of these paths, and answers the paths of those alone. */
  protected abstract removeUnread(paths: readonly string[]): Promise<string[]>;
  /** Writes a draft under exactly this entry. @throws CheckpointError `path-taken` */
  protected abstract putBack(draft: MeasuredDraft, entry: CheckpointEntry): Promise<void>;
  /** Changes an entry's marks. @throws CheckpointError `not-found` */
  protected abstract mark(path: string, changes: CheckpointChanges): Promise<CheckpointEntry>;

  /** Makes a change known here; stores that are shared tell the other contexts too. */
  protected announce(change: StoreChange): void {
    this.dispatchEvent(change);
  }

  /** Makes a notice known now, and to whoever comes later. */
  notice(code: string, message: string): void {
    const notice = new StoreNoticeEvent(code, message);
    this.#notices.push(notice);
    this.dispatchEvent(notice);
  }

  /** Lets `close` wait for a change. */
  async #finish<Result>(change: Promise<Result>): Promise<Result> {
    this.#underWay.add(change);
    try {
      return await change;
    } finally {
      this.#underWay.delete(change);
    }
  }

  async #putBack({ entry, text, trainingState }: Checkpoint): Promise<CheckpointEntry> {
    const draft = await measureDraft(draftCheckpoint(entry.path, text, { ...entry, trainingState }));
    if (draft.sha256 !== entry.sha256) throw damagedError(entry.path, null);
    await this.putBack(draft, entry);
    return entry;
  }

  async #removeAndTell(
    paths: readonly string[],
    reason: string,
    { forGood = false }: DeleteOptions,
  ): Promise<Checkpoint[]> {
    const removed = forGood ? [] : await this.remove(paths);
    const gone = forGood ? await this.removeUnread(paths) : removed.map(({ entry }) => entry.path);
    for (const path of gone) this.announce(new CheckpointDeletedEvent(path, reason));
    return removed;
  }

  async #thenTell(change: Promise<CheckpointEntry>): Promise<CheckpointEntry> {
    const entry = await change;
    this.announce(new CheckpointSavedEvent(entry));
    return entry;
  }

  async #writeOrMakeRoom(
    drafts: readonly CheckpointDraft[],
    makeRoom: SaveOptions['makeRoom'],
  ): Promise<CheckpointEntry[]> {
    try {
      return await this.#writeAndTell(drafts);
    } catch (error) {
      if (!makeRoom || !isQuotaError(error)) throw error;
      await makeRoom(neededBytes(drafts));
      return await this.#writeAndTell(drafts);
    }
  }

  async #writeAndTell(drafts: readonly CheckpointDraft[]): Promise<CheckpointEntry[]> {
    const entries = await this.write(drafts);
    for (const entry of entries) this.announce(new CheckpointSavedEvent(entry));
    return entries;
  }
}

function isQuotaError(error: unknown): boolean {
  return error instanceof CheckpointError && error.code === 'quota-exceeded';
}
