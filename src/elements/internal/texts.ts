import type { answerTexts } from './answer-texts.ts';
import type { chartTexts } from './chart-texts.ts';
import type { compareTexts } from './compare-texts.ts';
import type { contentTexts } from './content-texts.ts';
import type { inspectTexts } from './inspect-texts.ts';
import type { activityTexts, importTexts } from './report-texts.ts';
import type { logTexts } from './log-texts.ts';
import type { progressTexts } from './progress-texts.ts';
import type { undoTexts } from './undo-texts.ts';
import type { unfinishedTexts } from './unfinished-texts.ts';
import type { CheckpointKind, MonitorMode, SaveReason } from '../../checkpoints/checkpoint-store.ts';

/** The words about why a checkpoint is the best: every part is ready to be shown. */
export interface BestWords {
  readonly monitor: string;
  readonly mode: MonitorMode;
  /** Empty when the checkpoint did not log the monitored value. */
  readonly value: string;
  /** Where in training it was made; empty when unknown. */
  readonly moment: string;
}

/** How a list may be ordered. */
export type SortColumn = 'path' | 'value' | 'size' | 'age';

const kinds: Record<CheckpointKind, string> = {
  program: 'Program',
  variables: 'Variables',
  other: 'File',
};

const reasons: Record<SaveReason, string> = {
  epoch: 'end of epoch',
  batch: 'after a batch',
  interval: 'timed save',
  best: 'new best',
  backup: 'backup',
  stopped: 'training stopped',
  failed: 'training failed',
  interrupted: 'page went away',
  import: 'imported',
  manual: 'saved by hand',
};

const sorted: Record<`${SortColumn} ${'ascending' | 'descending'}`, string> = {
  'age ascending': 'oldest first',
  'age descending': 'newest first',
  'path ascending': 'by name, A to Z',
  'path descending': 'by name, Z to A',
  'value ascending': 'by value, lowest first',
  'value descending': 'by value, highest first',
  'size ascending': 'by size, smallest first',
  'size descending': 'by size, largest first',
};

const checkpoints = (count: number, shown: string): string =>
  count === 1 ? '1 checkpoint' : `${shown} checkpoints`;

/**
 * What the elements say, in English.
 *
 * Names and figures come in as they are shown: names isolated from the direction of the text around them, figures
 * written by `Intl`. Where a plural is needed, the count comes before its written form.
 */
const english = {
  kinds,
  reasons,
  checkpoint: {
    epoch: (epoch: string): string => `epoch ${epoch}`,
    batch: (batch: string): string => `batch ${batch}`,
    moment: (parts: readonly string[]): string => parts.join(', '),
    origin: (parts: readonly string[]): string => parts.join(' · '),
    count: checkpoints,
    whyBest: ({ monitor, mode, value, moment }: BestWords): string =>
      `${mode === 'min' ? 'lowest' : 'highest'} ${monitor}${value && `, ${value}`}${moment && ` at ${moment}`}; direction: ${mode}`,
    noValue: '–',
  },
  panel: {
    heading: 'Checkpoints',
    import: 'Import',
    importTip: 'Bring in checkpoint files, or drop them here',
    drop: 'Drop checkpoint files to look at them',
    best: 'Best',
    noBest: 'The best one will be named here, with the reason why.',
    rankBy: 'Rank by',
    highest: 'highest',
    lowest: 'lowest',
    direction: 'Which value is the best',
    reading: 'Reading checkpoints…',
    readingMore: (shown: string): string => `Reading… ${shown} so far`,
    unreadable: 'The checkpoints cannot be shown.',
    empty: 'No checkpoints yet. The first one appears here the moment it is saved.',
    emptyPattern: (pattern: string): string => `No checkpoint matches ${pattern} yet.`,
    nothingFound: 'No checkpoint fits the filter.',
    clearFilter: 'Show all',
    tryAgain: 'Try again',
    dismiss: 'Dismiss',
    activity: 'What was saved, skipped and deleted, and why',
    newBest: (path: string, why: string): string => `New best: ${path}, ${why}`,
  },
  filter: {
    label: 'Filter checkpoints',
    text: 'Filter by name or note',
    more: 'More filters',
    kind: 'Kind',
    allKinds: 'All kinds',
    run: 'Run',
    allRuns: 'All runs',
    noRun: 'No run',
    pinned: 'Pinned',
    group: 'By run',
    found: (count: number, shown: string, total: string): string =>
      `${shown} of ${total} ${count === 1 ? 'checkpoint fits' : 'checkpoints fit'} the filter`,
  },
  list: {
    label: (order: string): string => `Checkpoints, ${order}`,
    sorted,
    sortBy: { path: 'Checkpoint', value: '', size: 'Size', age: 'Saved' } satisfies Record<
      SortColumn,
      string
    >,
    higherIsBetter: 'higher is better',
    lowerIsBetter: 'lower is better',
    selectAll: 'Select all',
    actions: 'Actions',
    newer: (shown: string): string => `${shown} newer`,
  },
  row: {
    best: 'best',
    latest: 'latest',
    damaged: 'damaged',
    pinned: 'pinned',
    bestTip: (why: string): string => `Best: ${why}`,
    latestTip: 'Latest: the newest of all checkpoints',
    damagedTip: 'The newest text failed its check; what downloads is the one before it',
    noteIs: (note: string): string => `note: ${note}`,
    select: (path: string): string => `Select ${path}`,
    resume: 'Resume from here',
    resumeDisabled: 'Resume from here: not while training',
    resumeLabel: (path: string): string => `Resume from ${path}`,
    fork: 'Fork: go on from here as a run of its own',
    forkDisabled: 'Fork: not while training',
    forkLabel: (path: string): string => `Fork from ${path}`,
    parent: (path: string): string => `Goes back to ${path}`,
    download: 'Download',
    downloadLabel: (path: string): string => `Download ${path}`,
    pin: 'Pin: never removed to make room',
    unpin: 'Unpin',
    pinLabel: (path: string): string => `Pin ${path}`,
    note: 'Write a note',
    noteLabel: (path: string): string => `Note on ${path}`,
    noteKeys: 'A note: Enter keeps it, Escape does not',
    delete: 'Delete',
    deleteLabel: (path: string): string => `Delete ${path}`,
  },
  run: {
    title: (run: string): string => `Run ${run}`,
    none: 'Without a run',
    select: (run: string): string => `Select all of ${run}`,
  },
  selection: {
    label: 'Selected checkpoints',
    count: (shown: string): string => `${shown} selected`,
    hidden: (shown: string): string => `${shown} of them not shown`,
    compare: 'Compare',
    compareTip: 'See how they differ',
    compareOne: 'Select two or more to compare them',
    export: 'Export',
    exportTip: 'Download them as one file',
    pin: 'Pin',
    unpin: 'Unpin',
    delete: 'Delete',
    clear: 'Select none',
  },
  storage: {
    label: 'Storage used',
    room: (count: string, used: string, quota: string): string =>
      `${count} · ${used}${quota && ` of ${quota}`}`,
    inMemory: 'in memory only',
    kept: 'kept until you delete them',
    evictable: 'the browser may remove them when the disk is full',
    ask: 'Ask it to keep them',
    refused:
      'The browser does not promise it yet; it may once this page is bookmarked, installed or used more.',
    granted: 'The browser keeps them now until you delete them.',
  },
  downloadBest: {
    ready: 'Download best',
    looking: 'Looking for the best…',
    unknown: 'The best cannot be told',
    none: 'No best yet',
    noneTip: 'There is no checkpoint yet that has a value to go by',
    tip: (path: string, why: string): string => `${path}: ${why}`,
  },
};

/** Words that only some elements need: they come with those. */
interface LaterTexts {
  readonly undo: typeof undoTexts;
  readonly unfinished: typeof unfinishedTexts;
  readonly answers: typeof answerTexts;
  readonly import: typeof importTexts;
  readonly activity: typeof activityTexts;
  readonly chart: typeof chartTexts;
  readonly progress: typeof progressTexts;
  readonly log: typeof logTexts;
  readonly content: typeof contentTexts;
  readonly compare: typeof compareTexts;
  readonly inspect: typeof inspectTexts;
}

/** Every word that the elements show or say: strings, and functions that fill in names and figures. */
export type Texts = typeof english & LaterTexts;

/** Some of the words: what is left out stays as it is. */
export type TextChanges = { readonly [Section in keyof Texts]?: Partial<Texts[Section]> };

/** Whoever shows texts, so that it can show others. */
interface TextUser {
  addController(controller: { hostConnected(): void; hostDisconnected(): void }): void;
  requestUpdate(): void;
}

const users = new Set<TextUser>();

/** The words in force. Those that come later are there once the elements are that need them. */
export const texts: Texts = english as Texts;
/** What was put in place of words that are not there yet. */
const early = new Map<string, object>();

/**
 * Puts other words in place of the elements' own, for another language say. What is drawn already is drawn again.
 *
 * Names and figures are given to functions as they are to be shown; where a plural is needed, so is the count.
 *
 * @example
 * setTexts({ panel: { heading: 'Checkpoint', import: 'Importér' }, row: { best: 'bedst', latest: 'nyest' } });
 */
export function setTexts(changes: TextChanges): void {
  for (const [section, words] of Object.entries(changes)) {
    if (Object.hasOwn(texts, section)) Object.assign(texts[section as keyof Texts], words);
    else early.set(section, { ...early.get(section), ...words });
  }
  for (const user of users) user.requestUpdate();
}

/** Brings the words that an element needs beside the common ones. */
export function addTexts<Section extends keyof LaterTexts>(
  section: Section,
  words: LaterTexts[Section],
): void {
  Object.assign(texts, { [section]: Object.assign(words, early.get(section)) });
}

/** Draws an element again when the words change. */
export function followTexts(user: TextUser): void {
  user.addController({
    hostConnected: () => void users.add(user),
    hostDisconnected: () => void users.delete(user),
  });
}
