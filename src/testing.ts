export { MemoryCheckpointStore } from './checkpoints/memory-checkpoint-store.ts';
export { resetAutomaticNames } from './programs/names.ts';
