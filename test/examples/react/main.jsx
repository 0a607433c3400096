import { useEffect, useState } from 'react';
import { createRoot } from 'react-dom/client';
import { MemoryCheckpointStore } from 'tidemark';
import 'tidemark/elements/checkpoint-panel';

const store = new MemoryCheckpointStore();

function Runs() {
  const [monitor, setMonitor] = useState('val_reward');
  const [wanted, setWanted] = useState('');
  useEffect(() => {
    const logs = { val_reward: 0.75, val_loss: 0.2 };
    void store.save('runs/01.json', '{}', { epoch: 0, monitor: 'val_reward', mode: 'max', logs });
  }, []);
  // React 19 sets objects as properties of custom elements, and listens to whatever event follows `on`.
  return (
    <>
      <h1>The panel in React</h1>
      <button onClick={() => setMonitor('val_loss')}>Rank by loss</button>
      <checkpoint-panel
        store={store}
        monitor={monitor}
        mode={monitor === 'val_loss' ? 'min' : 'max'}
        ondownload-request={(event) => {
          event.preventDefault();
          setWanted(event.entry.path);
        }}
      />
      <output>{wanted}</output>
    </>
  );
}

createRoot(document.querySelector('#root')).render(<Runs />);
