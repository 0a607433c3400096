import { measureTraining } from './trainer.ts';
import type { TrainerTask } from './trainer.ts';

self.addEventListener('message', ({ data }: MessageEvent<TrainerTask>) => {
  void measureTraining(data).then((costs) => self.postMessage(costs));
});
