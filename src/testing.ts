export { FixedClock } from './checkpoints/fixed-clock.ts';
export { MemoryCheckpointStore } from './checkpoints/memory-checkpoint-store.ts';
export type { MemoryStoreOptions } from './checkpoints/memory-checkpoint-store.ts';
export { FakeModel } from './language-models/fake-model.ts';
export type { FakeAnswer } from './language-models/fake-model.ts';
export { resetAutomaticNames } from './programs/names.ts';
export { RandomStreams } from './python/random-streams.ts';
