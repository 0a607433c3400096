export { serveTrainer } from './worker/serve-trainer.ts';
export type { Endpoint } from './worker/serve-trainer.ts';
export type { DataRows, TrainerSetup } from './worker/trainer-setup.ts';
