import { MemoryCheckpointStore, StoreNoticeEvent } from 'tidemark';
import type { CheckpointInfo, CheckpointStore } from 'tidemark';

const minuteMs = 60_000;
const epochsPerRun = 20;
const runNames = ['baseline', 'more examples', 'longer prompt'];

/** Makes a store in memory pass for one on disk, so that nothing of the gallery stays behind. */
function likeOnDisk(store: MemoryCheckpointStore): CheckpointStore {
  const usage: CheckpointStore['usage'] = async () => {
    const { bytes, count } = await MemoryCheckpointStore.prototype.usage.call(store);
    return { bytes, count, quota: 2e9, persisted: true, durable: true };
  };
  return Object.defineProperties(store, { durable: { value: true }, usage: { value: usage } });
}

/** A store in memory with so many checkpoints, saved a minute apart, in runs of twenty epochs. */
async function sampleStore(count: number): Promise<MemoryCheckpointStore> {
  let now = Date.now() - count * minuteMs;
  const store = new MemoryCheckpointStore('gallery', { now: () => (now += minuteMs) });
  for (let number = 0; number < count; number += 1) {
    const { path, text, info } = sampleCheckpoint(number);
    await store.save(path, text, info);
  }
  return store;
}

/** A store with so many checkpoints of some runs. */
export async function filledStore(count: number): Promise<CheckpointStore> {
  const store = await sampleStore(count);
  if (count > 4) await store.change('runs/01-03-0.58.json', { pinned: true, note: 'the one for the talk' });
  return likeOnDisk(store);
}

function sampleCheckpoint(number: number): { path: string; text: string; info: CheckpointInfo } {
  const [run, epoch] = [Math.floor(number / epochsPerRun) + 1, number % epochsPerRun];
  const reward = 0.4 + 0.5 * (1 - Math.exp(-epoch / 5)) + 0.04 * Math.sin(run * 7 + epoch);
  const [folder, name] = [String(run).padStart(2, '0'), String(epoch + 1).padStart(2, '0')];
  return {
    path: `runs/${folder}-${name}-${reward.toFixed(2)}.json`,
    text: JSON.stringify({ name: 'language_spotter', epoch, padding: '·'.repeat(4000) }),
    info: {
      run: runNames[run - 1] ?? `run ${run}`,
      epoch,
      logs: { reward: reward - 0.05, val_reward: reward },
      monitor: 'val_reward',
      mode: 'max',
      reason: 'epoch',
      trainingState: '{}',
    },
  };
}

/** A store whose checkpoints do their worst to look like something else. */
export async function hostileStore(): Promise<CheckpointStore> {
  const store = new MemoryCheckpointStore('gallery');
  const worst: readonly (readonly [path: string, note: string])[] = [
    ['runs/<img src=x onerror=alert(1)>.json', '<script>alert(1)</script>'],
    ['runs/"quoted" & \'quoted\' &amp;.json', '" onfocus="alert(1)" autofocus="'],
    [`runs/${'a-very-long-name-'.repeat(20)}.json`, 'x'.repeat(100_000)],
    [
      'runs/\u05d0\u05d1\u05d2-\u0627\u0644\u0623\u0641\u0636\u0644.json',
      '\u0645\u0644\u0627\u062d\u0638\u0629',
    ],
    ['runs/txt.gnp-best.json', 'turned around: \u202egpj.exe\u202c'],
    ['runs/${alert(1)}-{{alert(1)}}.json', '\u200b\u0000\n\n\n\t\ufeff'],
  ];
  for (const [epoch, [path, note]] of worst.entries()) {
    const logs = { val_reward: epoch === 1 ? Number.NaN : 10 ** (epoch * 40), ['<b>bold</b>']: 1 };
    const run = `<i>run ${epoch % 2}</i>`;
    await store.save(path, '{"<script>": "</script>"}', {
      run,
      epoch,
      logs,
      monitor: 'val_reward',
      mode: 'max',
    });
    await store.change(path, { note });
  }
  return likeOnDisk(store);
}

/** A store of a browser that keeps nothing, as a private window may be. */
export async function fleetingStore(): Promise<CheckpointStore> {
  const message = 'This browser keeps no data for this page: checkpoints are gone once it is closed.';
  const notices = [new StoreNoticeEvent('not-durable', message)];
  return Object.defineProperties(await sampleStore(3), { notices: { value: notices } });
}

/** A store that never answers. */
export function silentStore(): CheckpointStore {
  return storeAnswering(() => new Promise(() => undefined));
}

/** A store that cannot be read. */
export function brokenStore(): CheckpointStore {
  return storeAnswering(() => Promise.reject(new Error('The database could not be read: the disk is gone.')));
}

function storeAnswering(answer: () => Promise<never>): CheckpointStore {
  const store = new MemoryCheckpointStore('gallery');
  return Object.assign(store, { list: answer, load: answer, info: answer, best: answer });
}
