import { openCheckpointStore } from '../../../src/checkpoints/open-checkpoint-store.ts';
import { acquireRunLease } from '../../../src/checkpoints/run-lease.ts';

/** What a test asks of the worker. */
export type Order =
  | { readonly do: 'save' | 'delete' | 'save-forever'; readonly store: string; readonly path: string }
  | { readonly do: 'lease'; readonly folder: string };

/** What the worker tells: that something is done, which save is acknowledged, or what failed. */
export type Told =
  | { readonly done: true }
  | { readonly acknowledged: number; readonly path: string; readonly sha256: string }
  | { readonly failed: string };

const tell = (told: Told): void => self.postMessage(told);

async function obey(order: Order): Promise<void> {
  if (order.do === 'lease') {
    await acquireRunLease(order.folder);
    return;
  }
  const store = await openCheckpointStore(order.store);
  if (order.do === 'save') await store.save(order.path, 'from the worker');
  else if (order.do === 'delete') await store.delete(order.path);
  else {
    for (let n = 0; ; n += 1) {
      const text = `${n} `.repeat(20_000);
      const logs = { val_reward: Math.sin(n) };
      const { path, sha256 } = await store.save(`${order.path}/${n % 7}.json`, text, { logs, epoch: n });
      tell({ acknowledged: n, path, sha256 });
    }
  }
}

self.addEventListener('message', ({ data }: MessageEvent<Order>) => {
  obey(data).then(
    () => tell({ done: true }),
    (error: { code?: string }) => tell({ failed: error.code ?? String(error) }),
  );
});
