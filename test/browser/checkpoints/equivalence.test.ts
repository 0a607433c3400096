import { IndexedDbCheckpointStore } from '../../../src/checkpoints/indexeddb-checkpoint-store.ts';
import { describeEquivalence } from '../../helpers/store-equivalence.ts';

describeEquivalence("this browser's IndexedDB", (name) =>
  new IndexedDbCheckpointStore(`${name}-${crypto.randomUUID()}`).open(),
);
