import { checkOptions } from '../base/check-options.ts';
import type { OptionNames } from '../base/check-options.ts';
import type {
  BestQuery,
  CheckpointChanges,
  CheckpointEntry,
  CheckpointInfo,
  CheckpointQuery,
  DeleteOptions,
  ImportOptions,
  SaveOptions,
} from './checkpoint-store.ts';

/** What each method of a store may be told, by the method's name. */
interface StoreOptions {
  readonly save: SaveOptions;
  readonly list: CheckpointQuery;
  readonly best: BestQuery;
  readonly change: CheckpointChanges;
  readonly delete: DeleteOptions;
  readonly import: ImportOptions;
}

const names: { readonly [Method in keyof StoreOptions]: OptionNames<StoreOptions[Method]> } = {
  save: { makeRoom: true, sparesOtherRuns: true },
  list: {
    orderBy: true,
    direction: true,
    folder: true,
    pattern: true,
    kind: true,
    run: true,
    pinned: true,
    text: true,
    limit: true,
    after: true,
  },
  best: { pattern: true, run: true, monitor: true, mode: true },
  change: { pinned: true, note: true },
  delete: { forGood: true },
  import: { dryRun: true, maxBytes: true },
};

const infoNames: OptionNames<CheckpointInfo> = {
  kind: true,
  run: true,
  parent: true,
  template: true,
  epoch: true,
  batch: true,
  epochs: true,
  logs: true,
  monitor: true,
  mode: true,
  reason: true,
  trainingState: true,
};

/** What the store itself says of a checkpoint: an entry may be given as the info of a copy. */
const ofEntryAlone: { readonly [Name in Exclude<keyof CheckpointEntry, keyof CheckpointInfo>]: undefined } = {
  path: undefined,
  mtime: undefined,
  bytes: undefined,
  sha256: undefined,
  resumable: undefined,
  pinned: undefined,
  note: undefined,
  generation: undefined,
  damaged: undefined,
};

/** @throws ArgumentError `unknown-option` */
export function checkStoreOptions<Method extends keyof StoreOptions>(
  method: Method,
  options: StoreOptions[Method],
): void {
  checkOptions<StoreOptions[Method]>(method, options, names[method]);
}

/** A misspelt `monitor` would let another checkpoint be the best. @throws ArgumentError `unknown-option` */
export function checkInfo(info: CheckpointInfo): void {
  checkOptions<CheckpointInfo>('The info of a checkpoint', { ...info, ...ofEntryAlone }, infoNames);
}
