'use client';

import { useEffect, useRef, useState } from 'react';
import { connectTrainer, openCheckpointStore } from 'tidemark';
import type { TrainerClient } from 'tidemark';
import 'tidemark/elements/checkpoint-panel';

/** Elements, workers and IndexedDB are the browser's: the server renders an empty panel, the browser fills it. */
export function Runs() {
  const trainer = useRef<TrainerClient>(null);
  const [result, setResult] = useState('');
  useEffect(() => {
    const worker = new Worker(new URL('./train.worker.ts', import.meta.url), { type: 'module' });
    const connected = connectTrainer(worker);
    trainer.current = connected;
    train(connected).then(setResult, console.error);
    return () => connected.terminate();
  }, []);
  return (
    <>
      <checkpoint-panel
        monitor="val_reward"
        mode="max"
        onresume-request={(event) => event.answerWith(async () => trainer.current?.fit(event.fitOptions))}
      />
      <output>{result}</output>
    </>
  );
}

async function train(trainer: TrainerClient): Promise<string> {
  const history = await trainer.fit({ epochs: 3, batchSize: 3, seed: 1 });
  const store = await openCheckpointStore();
  const best = await store.best({ monitor: 'val_reward', mode: 'max' });
  return JSON.stringify({ epochs: history.epoch.length, path: best?.path });
}
