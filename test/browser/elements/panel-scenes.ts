import type {
  CheckpointInfo,
  CheckpointPage,
  CheckpointStore,
} from '../../../src/checkpoints/checkpoint-store.ts';
import { MemoryCheckpointStore } from '../../../src/checkpoints/memory-checkpoint-store.ts';
import type { CheckpointPanel } from '../../../src/elements/checkpoint-panel/checkpoint-panel.ts';
import { deep, deepAll, eventually } from './support.ts';

/** One state of the panel, to be looked at. */
export interface PanelScene {
  readonly name: string;
  readonly attributes?: Readonly<Record<string, string>>;
  /** Fills the store that the panel shows. */
  readonly store: () => Promise<CheckpointStore>;
  /** Brings the panel into the state, once its list is there. */
  readonly act?: (panel: CheckpointPanel) => void | Promise<void>;
  /** What must be seen before the state is there. */
  readonly until: (panel: CheckpointPanel) => boolean;
}

const minuteMs = 60_000;

/** A store as three runs would leave it: some good, some pinned, some noted, one damaged, with a log beside them. */
async function mixedStore(count: number): Promise<MemoryCheckpointStore> {
  const store = new MemoryCheckpointStore('scene');
  const now = Date.now();
  for (let index = 0; index < count; index += 1) {
    const run = `spotter-${['blue', 'green', 'teal'][Math.floor((index * 3) / count)]}`;
    const epoch = index % Math.ceil(count / 3);
    const reward = 0.94 - 0.6 / (1 + index / 4) - ((index * 37) % 11) / 100;
    const path = `runs/${run}/${String(epoch + 1).padStart(2, '0')}-${reward.toFixed(2)}.json`;
    await put(
      store,
      path,
      'x'.repeat(90 + ((index * 7919) % 400_000)),
      now - (count - index) * 7 * minuteMs,
      {
        run,
        epoch,
        logs: { reward: reward + 0.03, val_reward: reward, val_cost: 12 - reward },
        monitor: 'val_reward',
        mode: 'max',
        reason: index % 5 === 0 ? 'best' : 'epoch',
        trainingState: index % 4 === 0 ? null : '{}',
        kind: index % 9 === 8 ? 'variables' : 'program',
      },
    );
    if (index % 11 === 3) await store.pin(path, true);
    if (index % 8 === 2) await store.change(path, { note: 'before the longer prompt; worth a second look' });
  }
  if (count > 3)
    await put(store, 'logs/spotter.csv', 'epoch,reward\n', now - 30 * minuteMs, { kind: 'other' });
  return store;
}

async function put(
  store: MemoryCheckpointStore,
  path: string,
  text: string,
  mtime: number,
  info: CheckpointInfo,
): Promise<void> {
  const entry = await store.save(path, text, info);
  const checkpoint = await store.delete(path);
  if (checkpoint) await store.restore({ ...checkpoint, entry: { ...entry, mtime } });
}

/** Names and notes that try to break out of their row. */
async function hostileStore(): Promise<MemoryCheckpointStore> {
  const store = await mixedStore(6);
  const markup = '<img src=x onerror="window.broken=1"><script>window.broken=1</script>{{x}}${x}';
  await store.save(`${markup}\u202e/\u0000\u200b.json`, '{}', {
    run: 'spotter-teal',
    logs: { val_reward: 0.1 },
  });
  await store.save(`${'e\u0301\u0302\u0303\u0304'.repeat(60)}.json`, '{}', { run: 'spotter-teal' });
  await store.save(`long/${'x'.repeat(1_000_000)}.json`, '{}', { run: 'spotter-teal' });
  await store.change(`long/${'x'.repeat(1_000_000)}.json`, { note: `\u202e${markup}\n`.repeat(10_000) });
  return store;
}

const listed = (panel: CheckpointPanel): boolean => deepAll(panel, '[data-path]').length > 0;
const says = (selector: string) => (panel: CheckpointPanel) => deepAll(panel, selector).length > 0;
const press = (panel: CheckpointPanel, selector: string): void => deep(panel, selector).click();

/** A store that does not answer as it should. */
async function storeThat(list: () => Promise<CheckpointPage>): Promise<CheckpointStore> {
  return Object.assign(await mixedStore(3), { list });
}

/** Every state that the panel can be in. */
export const panelScenes: readonly PanelScene[] = [
  { name: 'empty', store: async () => new MemoryCheckpointStore(), until: says('slot[name="empty"]') },
  { name: 'one', store: () => mixedStore(1), until: listed },
  { name: 'fifty', store: () => mixedStore(50), until: listed },
  { name: 'many', store: () => mixedStore(400), until: listed },
  { name: 'loading', store: () => storeThat(() => new Promise(() => {})), until: says('.nothing') },
  {
    name: 'error',
    store: () =>
      storeThat(() => Promise.reject(new Error('The database "tidemark" could not be read. Try again.'))),
    until: says('[role="alert"]'),
  },
  {
    name: 'memory-only',
    store: async () => {
      const store = await mixedStore(4);
      store.notice(
        'not-durable',
        'This browser has no IndexedDB. Checkpoints are kept in memory: nothing lasts.',
      );
      store.notice(
        'damaged',
        'The text of runs/03.json was not what had been saved; the one before it was read.',
      );
      return store;
    },
    until: listed,
  },
  { name: 'read-only', attributes: { readonly: '' }, store: () => mixedStore(4), until: listed },
  { name: 'training', attributes: { 'resume-disabled': '' }, store: () => mixedStore(4), until: listed },
  {
    name: 'selected',
    store: () => mixedStore(12),
    act: (panel) => {
      for (const box of deepAll(panel, '[data-path] input').slice(1, 4)) box.click();
    },
    until: says('.selection'),
  },
  {
    name: 'nothing-found',
    store: () => mixedStore(12),
    act: (panel) => {
      const field = deep(panel, '.filter-text') as HTMLInputElement;
      field.value = 'no such name';
      field.dispatchEvent(new Event('input'));
    },
    until: says('.nothing button'),
  },
  {
    name: 'deleted',
    store: () => mixedStore(12),
    act: (panel) => press(panel, '[data-action="delete"]'),
    until: says('.undo-button'),
  },
  {
    name: 'writing-a-note',
    store: () => mixedStore(12),
    act: (panel) => press(panel, '[data-action="note"]'),
    until: says('.note-field'),
  },
  {
    name: 'folded',
    store: () => mixedStore(12),
    act: (panel) => deepAll(panel, '.fold').forEach((button) => button.click()),
    until: says('[aria-expanded="false"]'),
  },
  {
    name: 'explained',
    store: () => mixedStore(12),
    act: (panel) => {
      deep(panel, '.is-best .tag').dispatchEvent(
        new PointerEvent('pointerover', { bubbles: true, composed: true }),
      );
    },
    until: says('.tip'),
  },
  {
    name: 'importing',
    store: () => mixedStore(4),
    act: (panel) => {
      const input = deep(panel, 'input[type="file"]') as HTMLInputElement;
      const transfer = new DataTransfer();
      const text = '{"trainable_variables": {}, "non_trainable_variables": {}}';
      transfer.items.add(new File([text], 'best.variables.json'));
      transfer.items.add(new File(['{"class_name": '], 'broken.json'));
      input.files = transfer.files;
      input.dispatchEvent(new Event('change'));
    },
    until: says('dialog li'),
  },
  {
    name: 'telling-why',
    store: () => mixedStore(4),
    act: async (panel) => {
      const { store } = panel;
      store?.skip('runs/05.json', 'Epoch 5: val_reward did not improve from 0.58667');
      await store?.save('runs/06.json', '{}', { epoch: 5, reason: 'best' });
      await store?.delete('logs/spotter.csv', 'not one of the best 3 (it has no val_reward)');
      await eventually(() => press(panel, '.activity-button'));
    },
    until: says('li .deed'),
  },
  { name: 'hostile', store: hostileStore, until: listed },
];
