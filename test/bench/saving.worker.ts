import { openCheckpointStore } from '../../src/index.ts';
import { programText } from './texts.ts';
import { measureTraining } from './trainer.ts';
import { pause } from './timing.ts';

/** Trains without end, and saves 10 MB each second. */
const store = await openCheckpointStore('main-thread');
const text = programText(10_000_000);
self.postMessage('ready');
void (async () => {
  for (;;) {
    await measureTraining({
      answerMs: 0,
      epochs: 2,
      samples: 64,
      batchSize: 8,
      nbMaxExamples: 3,
      saves: false,
    });
    await pause(0);
  }
})();
for (let n = 0; ; n += 1) {
  const info = { epoch: n, monitor: 'val_reward', logs: { val_reward: Math.random() } } as const;
  await store.save(`large/${n % 3}.json`, text, info);
  await pause(1_000);
}
