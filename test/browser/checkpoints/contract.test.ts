import { IndexedDbCheckpointStore } from '../../../src/checkpoints/indexeddb-checkpoint-store.ts';
import { describeStoreContract } from '../../helpers/checkpoint-store-contract.ts';

describeStoreContract("this browser's IndexedDB", async () => {
  const store = await new IndexedDbCheckpointStore(`contract-${crypto.randomUUID()}`).open();
  return { store, dispose: () => store.close() };
});
