import 'fake-indexeddb/auto';
import { IndexedDbCheckpointStore } from '../../../src/checkpoints/indexeddb-checkpoint-store.ts';
import { describeStoreContract } from '../../helpers/checkpoint-store-contract.ts';

let count = 0;

describeStoreContract('fake-indexeddb', async () => {
  count += 1;
  const store = await new IndexedDbCheckpointStore(`contract-${count}`).open();
  return { store, dispose: () => store.close() };
});
