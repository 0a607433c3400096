import { connectTrainer, loadProgram, openCheckpointStore } from 'tidemark';
import 'tidemark/elements/checkpoint-panel';

const worker = new Worker(new URL('./train.worker.ts', import.meta.url), { type: 'module' });
const trainer = connectTrainer(worker);
const history = await trainer.fit({ epochs: 3, batchSize: 3, seed: 1 });

// What the worker has saved, the page can load and ask.
const store = await openCheckpointStore();
const best = await store.best({ monitor: 'val_reward', mode: 'max' });
const program = await loadProgram(best?.path ?? '');
const [answer] = await program.predict([{ text: 'Missä on oven avain?' }]);
const output = document.querySelector('output');
if (output) output.value = JSON.stringify({ epochs: history.epoch.length, path: best?.path, answer });
