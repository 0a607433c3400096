'use client';

import { useEffect, useState } from 'react';
import { openCheckpointStore } from 'tidemark';

/** Elements and IndexedDB are the browser's: the server renders an empty panel, the browser fills it. */
export function Runs() {
  const [best, setBest] = useState('');
  useEffect(() => {
    void saveSome().then(setBest);
  }, []);
  return (
    <>
      <checkpoint-panel />
      <output>{best}</output>
    </>
  );
}

async function saveSome() {
  await import('tidemark/elements/checkpoint-panel');
  const store = await openCheckpointStore();
  for (const [epoch, reward] of [0.5, 0.75].entries()) {
    const logs = { val_reward: reward };
    await store.save(`runs/0${epoch + 1}.json`, '{}', { epoch, monitor: 'val_reward', mode: 'max', logs });
  }
  return (await store.best({ monitor: 'val_reward', mode: 'max' })).path;
}
