import type { CheckpointStore } from 'tidemark';
import { brokenStore, filledStore, fleetingStore, hostileStore, silentStore } from './gallery-stores.ts';
import { element } from './gallery-state.ts';
import type { GalleryState } from './gallery-state.ts';

const panelOf = (store: CheckpointStore): HTMLElement => element('checkpoint-panel', { store });

/** The panel, alone: no trainer, no page code, only a store. */
export const panelStates: readonly GalleryState[] = [
  {
    name: 'fifty',
    about: 'Fifty checkpoints of three runs.',
    make: async () => panelOf(await filledStore(50)),
  },
  { name: 'none', about: 'Before the first save.', make: async () => panelOf(await filledStore(0)) },
  {
    name: 'one',
    about: 'A single checkpoint: the latest, and the best.',
    make: async () => panelOf(await filledStore(1)),
  },
  {
    name: 'ten-thousand',
    about: 'Ten thousand checkpoints, of which only the rows in sight are drawn.',
    make: async () => panelOf(await filledStore(10_000)),
  },
  {
    name: 'nothing-matches',
    about: 'A pattern that no path matches.',
    make: async () =>
      element('checkpoint-panel', { store: await filledStore(5), pattern: 'other/{epoch}.json' }),
  },
  {
    name: 'while-training',
    about: 'Going on from a checkpoint is out of reach.',
    make: async () => element('checkpoint-panel', { store: await filledStore(8), resumeDisabled: true }),
  },
  {
    name: 'read-only',
    about: 'To look at and to download from: nothing can be changed.',
    make: async () => element('checkpoint-panel', { store: await filledStore(8), readOnly: true }),
  },
  {
    name: 'memory-only',
    about: 'The browser keeps nothing, and the panel says so.',
    make: async () => panelOf(await fleetingStore()),
  },
  { name: 'loading', about: 'A store that takes its time.', make: () => panelOf(silentStore()) },
  { name: 'error', about: 'A store that cannot be read.', make: () => panelOf(brokenStore()) },
  {
    name: 'hostile',
    about: 'Names, notes and logs full of markup, direction marks and length.',
    make: async () => panelOf(await hostileStore()),
  },
];

/** The button alone. */
export const downloadStates: readonly GalleryState[] = [
  {
    name: 'ready',
    about: 'There is a best checkpoint.',
    make: async () => element('download-best', { store: await filledStore(8) }),
  },
  {
    name: 'none',
    about: 'Before the first save.',
    make: async () => element('download-best', { store: await filledStore(0) }),
  },
  {
    name: 'loading',
    about: 'A store that takes its time.',
    make: () => element('download-best', { store: silentStore() }),
  },
  {
    name: 'error',
    about: 'A store that cannot be read.',
    make: () => element('download-best', { store: brokenStore() }),
  },
];

const [kept, empty] = [
  { bytes: 3_400_000, count: 1204 },
  { bytes: 0, count: 0 },
];

/** What is kept of language models' answers. */
export const cacheStates: readonly GalleryState[] = [
  {
    name: 'some',
    about: 'Answers are kept, and can be cleared.',
    make: () => {
      let usage = kept;
      const clear = async (): Promise<void> => void (usage = empty);
      return element('answer-cache', { cache: { usage: async () => usage, clear } });
    },
  },
  {
    name: 'none',
    about: 'No answer is kept: nothing is shown.',
    make: () =>
      element('answer-cache', { cache: { usage: async () => empty, clear: async () => undefined } }),
  },
  {
    name: 'error',
    about: 'They cannot be cleared.',
    make: () => {
      const clear = (): Promise<never> => Promise.reject(new Error('The disk is gone.'));
      return element('answer-cache', { cache: { usage: async () => kept, clear } });
    },
  },
];
