import 'fake-indexeddb/auto';
import { IndexedDbCheckpointStore } from '../../../src/checkpoints/indexeddb-checkpoint-store.ts';
import { describeEquivalence } from '../../helpers/store-equivalence.ts';

describeEquivalence('fake-indexeddb', (name) => new IndexedDbCheckpointStore(name).open());
