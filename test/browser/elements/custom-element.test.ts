import { describe, expect, it } from 'vitest';
import { MemoryCheckpointStore } from '../../../src/checkpoints/memory-checkpoint-store.ts';
import { DownloadBest } from '../../../src/elements/download-best/download-best.ts';
import { eventually, mount, saveEpoch, words } from './support.ts';

describe('a second copy of an element in one page', () => {
  it('loads, and leaves the first one to draw', async () => {
    const address = new URL('../../../src/elements/download-best/download-best.ts?copy', import.meta.url);
    const copy = (await import(/* @vite-ignore */ address.href)) as { DownloadBest: typeof DownloadBest };
    expect(copy.DownloadBest).not.toBe(DownloadBest);
    expect(customElements.get('download-best')).toBe(DownloadBest);
    const store = new MemoryCheckpointStore();
    await saveEpoch(store, 0, 0.5);
    const element = mount(Object.assign(document.createElement('download-best'), { store }));
    await eventually(() =>
      expect(words(element.shadowRoot?.querySelector('button') ?? element)).toBe('Download best'),
    );
    expect(element).toBeInstanceOf(DownloadBest);
  });
});
