import { MemoryCheckpointStore, TrainingError } from 'tidemark';
import type { CheckpointStore, TrainerHistory } from 'tidemark';
import { filledStore } from './gallery-stores.ts';
import { element } from './gallery-state.ts';
import type { GalleryState } from './gallery-state.ts';

/** A run's record: a curve that rises, with some noise that is always the same. */
function sampleHistory(epochs: number, height = 0.5): TrainerHistory {
  const epoch = Array.from({ length: epochs }, (_, at) => at);
  const curve = (from: number, noise: number): number[] =>
    epoch.map((at) => from + height * (1 - Math.exp(-at / 6)) + 0.03 * Math.sin(at * noise));
  return { epoch, history: { reward: curve(0.35, 3), val_reward: curve(0.38, 5) } };
}

/** A checkpoint at each epoch that got better. */
function sampleSaves(run: TrainerHistory): { epoch: number; path: string; value: number; best: boolean }[] {
  const values = (run.history['val_reward'] ?? []).map(Number);
  const better = values
    .map((value, epoch) => ({ epoch, value, path: `runs/${epoch + 1}-${value.toFixed(2)}.json` }))
    .filter(({ epoch, value }) => value > Math.max(-Infinity, ...values.slice(0, epoch)));
  return better.map((save, at) => Object.assign(save, { best: at === better.length - 1 }));
}

const untrained = { val_reward: 0.31 };

function chartOf(epochs: number, more: object = {}): HTMLElement {
  const history = sampleHistory(epochs);
  return element('training-chart', { history, untrained, saves: sampleSaves(history), ...more });
}

/** The curves. */
export const chartStates: readonly GalleryState[] = [
  { name: 'running', about: 'Seven of twenty epochs are done.', make: () => chartOf(7, { epochs: 20 }) },
  { name: 'empty', about: 'Before the first epoch.', make: () => element('training-chart') },
  {
    name: 'untrained',
    about: 'Only the untrained program was judged.',
    make: () => element('training-chart', { untrained, epochs: 10 }),
  },
  {
    name: 'long',
    about: 'A thousand epochs. Drag across the curves to look closer.',
    make: () => chartOf(1000),
  },
  {
    name: 'several-metrics',
    about: 'Each metric has curves of its own; here a loss is monitored, and lower is better.',
    make: () => {
      const { epoch, history } = sampleHistory(15);
      const falling = (name: string): number[] => (history[name] ?? []).map((value) => 2 - 2 * Number(value));
      const loss = { loss: falling('reward'), val_loss: falling('val_reward') };
      return element('training-chart', {
        history: { epoch, history: { ...history, ...loss } },
        monitor: 'val_loss',
        mode: 'min',
      });
    },
  },
  {
    name: 'several-runs',
    about: 'Other runs are drawn as well; more can be chosen from the store.',
    make: async () =>
      chartOf(14, {
        runs: [
          { name: 'baseline', history: sampleHistory(20, 0.3) },
          { name: 'more examples', history: sampleHistory(9, 0.55) },
        ],
        store: await filledStore(70),
      }),
  },
  {
    name: 'hostile',
    about: 'Names full of markup, and values that are no numbers.',
    make: () => {
      const name = '<img src=x onerror=alert(1)>\u202e';
      const values = [Number.NaN, Infinity, -1e300, 1e300, 0.5];
      return element('training-chart', {
        history: {
          epoch: [0, 1, 2, 3, 4],
          history: { [name]: values, [`val_${name}`]: values.toReversed() },
        },
        runs: [{ name, history: sampleHistory(3) }],
        saves: [{ epoch: 4, path: name, value: 0.5, best: true }],
        monitor: name,
      });
    },
  },
];

const progressOf = (fields: object): HTMLElement =>
  element('training-progress', { epochs: 10, batches: 8, ...fields });

/** How far training is. */
export const progressStates: readonly GalleryState[] = [
  {
    name: 'training',
    about: 'In the middle of an epoch.',
    make: () => progressOf({ status: 'training', epoch: 3, batch: 4 }),
  },
  { name: 'idle', about: 'Before a run.', make: () => progressOf({ status: 'idle' }) },
  { name: 'starting', about: 'The worker is being loaded.', make: () => progressOf({ status: 'starting' }) },
  {
    name: 'paused',
    about: 'Paused between two batches.',
    make: () => progressOf({ status: 'paused', epoch: 3, batch: 4 }),
  },
  {
    name: 'stopping',
    about: 'Ends after the batch at hand.',
    make: () => progressOf({ status: 'stopping', epoch: 3, batch: 4 }),
  },
  {
    name: 'finished',
    about: 'All epochs are done.',
    make: () => progressOf({ status: 'finished', epoch: 10 }),
  },
  {
    name: 'stopped',
    about: 'Ended early by the user.',
    make: () => progressOf({ status: 'stopped', epoch: 4 }),
  },
  { name: 'failed', about: 'Ended by an error.', make: () => progressOf({ status: 'failed', epoch: 4 }) },
  {
    name: 'many-epochs',
    about: 'More epochs than the bar could mark.',
    make: () => progressOf({ status: 'training', epoch: 1233, epochs: 5000, batch: 1 }),
  },
];

/** Live messages. */
export const logStates: readonly GalleryState[] = [
  {
    name: 'running',
    about: 'Messages and a warning, as callbacks say them.',
    make: () => {
      const log = element('training-log');
      for (const [epoch, value] of [0.375, 0.787, 0.863].entries()) {
        log.add(
          'info',
          `Epoch ${epoch + 1}: val_reward improved to ${value}, saving program to runs/${epoch + 1}.json`,
        );
      }
      log.add('warning', 'Can save best program only with val_loss available.');
      log.add('info', 'Epoch 4: val_reward did not improve from 0.863');
      return log;
    },
  },
  { name: 'empty', about: 'Nothing was said yet.', make: () => element('training-log') },
  {
    name: 'many',
    about: 'Ten thousand messages, of which the last ones are kept.',
    make: () => {
      const log = element('training-log');
      for (let number = 1; number <= 10_000; number += 1) log.add('info', `Message ${number}`);
      return log;
    },
  },
  {
    name: 'hostile',
    about: 'Markup, direction marks, and a message of a megabyte.',
    make: () => {
      const log = element('training-log');
      log.add('info', '<img src=x onerror=alert(1)> \u202etxt.exe');
      log.add('error', 'x'.repeat(1_000_000));
      return log;
    },
  },
];

const backup = {
  run: 'run 07',
  epoch: 6,
  batch: 3,
  epochs: 20,
  reason: 'backup',
  trainingState: '{}',
} as const;

async function interruptedStore(): Promise<CheckpointStore> {
  const threeMinutesAgo = Date.now() - 180_000;
  const store = new MemoryCheckpointStore('gallery', { now: () => threeMinutesAgo });
  await store.save('backup/latest.variables.json', '{}', backup);
  return store;
}

/** The offer to go on. */
export const offerStates: readonly GalleryState[] = [
  {
    name: 'interrupted',
    about: 'A run stopped before its end.',
    make: async () => element('resume-offer', { store: await interruptedStore() }),
  },
  {
    name: 'changed',
    about: 'The run can no longer go on as it was.',
    make: async () => {
      const store = await interruptedStore();
      const offer = element('resume-offer', { store });
      const [entry] = (await store.list()).entries;
      const differences = ['the optimizer is another one', 'the data has 12 rows less'];
      const error = new TrainingError('run-changed', 'The run has changed.', { details: { differences } });
      if (entry) setTimeout(() => offer.explain(entry, error), 500);
      return offer;
    },
  },
  {
    name: 'nothing-to-resume',
    about: 'The last run came to its end: nothing is shown.',
    make: () => element('resume-offer', { store: new MemoryCheckpointStore('gallery') }),
  },
];
