import { MemoryCheckpointStore } from 'tidemark';
import type { CheckpointStore } from 'tidemark';
import { brokenStore, silentStore } from './gallery-stores.ts';
import { element } from './gallery-state.ts';
import type { GalleryState } from './gallery-state.ts';
import { sampleRun } from './sample-run.ts';

const hostile = '<img src=x onerror=alert(1)>\u202e';
const [a, b] = ['a.json', 'b.json'];

/** Two files with all that a file can hold to mislead. */
async function hostileFiles(): Promise<CheckpointStore> {
  const store = new MemoryCheckpointStore('gallery');
  const file = (value: unknown): string =>
    JSON.stringify({ name: hostile, instructions: value, [hostile]: { [hostile]: [hostile] } }, null, 2);
  const info = { logs: { [hostile]: 0.5 }, run: hostile, epoch: 0 };
  await store.save(a, file(hostile), info);
  await store.save(b, file('</code></pre><script>alert(1)</script>'.repeat(500)), info);
  return store;
}

async function plainFiles(): Promise<CheckpointStore> {
  const store = new MemoryCheckpointStore('gallery');
  await store.save('notes.txt', 'Not a program.\nTwo lines of text.');
  await store.save('more.txt', 'Not a program.\nTwo other lines of text.');
  return store;
}

/** Two checkpoints side by side. */
export const compareStates: readonly GalleryState[] = [
  {
    name: 'two-epochs',
    about: 'The first and the last epoch of a run, with its trainer to judge samples.',
    make: async () => {
      const { store, trainer, paths } = await sampleRun();
      const [first, second] = [paths[0] ?? null, paths.at(-1) ?? null];
      return element('checkpoint-compare', { store, trainer, first, second, choices: paths });
    },
  },
  {
    name: 'no-trainer',
    about: 'Only the files are compared.',
    make: async () => {
      const { store, paths } = await sampleRun();
      return element('checkpoint-compare', { store, first: paths[0] ?? null, second: paths[1] ?? null });
    },
  },
  {
    name: 'the-same',
    about: 'A file with itself.',
    make: async () => {
      const { store, paths } = await sampleRun();
      return element('checkpoint-compare', { store, first: paths[0] ?? null, second: paths[0] ?? null });
    },
  },
  {
    name: 'plain-text',
    about: 'Two files that are no JSON.',
    make: async () =>
      element('checkpoint-compare', { store: await plainFiles(), first: 'notes.txt', second: 'more.txt' }),
  },
  { name: 'nothing-chosen', about: 'Before two are chosen.', make: () => element('checkpoint-compare') },
  {
    name: 'loading',
    about: 'A store that takes its time.',
    make: () => element('checkpoint-compare', { store: silentStore(), first: a, second: b }),
  },
  {
    name: 'error',
    about: 'A store that cannot be read.',
    make: () => element('checkpoint-compare', { store: brokenStore(), first: a, second: b }),
  },
  {
    name: 'hostile',
    about: 'Names and contents full of markup and direction marks.',
    make: async () => element('checkpoint-compare', { store: await hostileFiles(), first: a, second: b }),
  },
];

/** One checkpoint, looked into. */
export const inspectStates: readonly GalleryState[] = [
  {
    name: 'trained',
    about: 'A trained program, with its trainer to show prompts and to try it.',
    make: async () => {
      const { store, trainer, paths } = await sampleRun();
      return element('checkpoint-inspect', { store, trainer, path: paths.at(-1) ?? null });
    },
  },
  {
    name: 'no-trainer',
    about: 'What the file alone tells.',
    make: async () => {
      const { store, paths } = await sampleRun();
      return element('checkpoint-inspect', { store, path: paths[0] ?? null });
    },
  },
  {
    name: 'plain-text',
    about: 'A file that is no JSON.',
    make: async () => element('checkpoint-inspect', { store: await plainFiles(), path: 'notes.txt' }),
  },
  { name: 'nothing-chosen', about: 'Before one is chosen.', make: () => element('checkpoint-inspect') },
  {
    name: 'loading',
    about: 'A store that takes its time.',
    make: () => element('checkpoint-inspect', { store: silentStore(), path: a }),
  },
  {
    name: 'error',
    about: 'A store that cannot be read.',
    make: () => element('checkpoint-inspect', { store: brokenStore(), path: a }),
  },
  {
    name: 'hostile',
    about: 'A name and contents full of markup and direction marks.',
    make: async () => element('checkpoint-inspect', { store: await hostileFiles(), path: a }),
  },
];
