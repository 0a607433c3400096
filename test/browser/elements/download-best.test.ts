import { describe, expect, it, vi } from 'vitest';
import { MemoryCheckpointStore } from '../../../src/checkpoints/memory-checkpoint-store.ts';
import '../../../src/elements/download-best/download-best.ts';
import type { DownloadBest } from '../../../src/elements/download-best/download-best.ts';
import { bare, catchDownloads, deep, eventually, mount, nextEvent, saveEpoch, words } from './support.ts';

const show = (store: MemoryCheckpointStore, attributes: Partial<DownloadBest> = {}): DownloadBest =>
  mount(Object.assign(document.createElement('download-best'), { store, ...attributes }));

const isReady = (element: DownloadBest): boolean =>
  deep(element, 'button').getAttribute('aria-disabled') === 'false';

describe('<download-best>', () => {
  it('is disabled, and says why, while there is no checkpoint', async () => {
    const caught = catchDownloads();
    const element = show(new MemoryCheckpointStore());
    await eventually(() => expect(words(deep(element, 'button'))).toBe('No best yet'));
    expect(isReady(element)).toBe(false);
    deep(element, 'button').click();
    expect(await element.download()).toBeNull();
    expect(caught).toEqual([]);
  });

  it('says so too while no checkpoint has a value to go by', async () => {
    const store = new MemoryCheckpointStore();
    await store.save('imported.json', '{}');
    const element = show(store, { monitor: 'val_reward' });
    await eventually(() => expect(words(deep(element, 'button'))).toBe('No best yet'));
    expect(deep(element, 'button').dataset['tip']).toMatch(/has a value to go by/);
  });

  it('downloads exactly the text of the best one', async () => {
    const caught = catchDownloads();
    const store = new MemoryCheckpointStore();
    const element = show(store);
    const path = await saveEpoch(store, 0, 0.9);
    await saveEpoch(store, 1, 0.4);
    await eventually(() => expect(isReady(element)).toBe(true));
    const downloaded = nextEvent(element, 'checkpoint-downloaded');
    deep(element, 'button').click();
    expect((await downloaded).entry.path).toBe(path);
    expect(caught[0]?.name).toBe('01.json');
    expect(await caught[0]?.blob.text()).toBe((await store.load(path)).text);
  });

  it('asks by its own monitor, mode and pattern', async () => {
    const caught = catchDownloads();
    const store = new MemoryCheckpointStore();
    await store.save('a/1.json', '1', { logs: { cost: 1 } });
    await store.save('b/1.json', '2', { logs: { cost: 2 } });
    await store.save('b/2.json', '3', { logs: { cost: 3 } });
    const element = show(store, { monitor: 'cost', mode: 'min', pattern: 'b/{epoch}.json' });
    await eventually(() => expect(isReady(element)).toBe(true));
    expect(bare(deep(element, 'button').dataset['tip'])).toBe('b/1.json: lowest cost, 2.000; direction: min');
    await element.download();
    expect(await caught[0]?.blob.text()).toBe('2');
  });

  it('is disabled again when the last checkpoint is deleted', async () => {
    const store = new MemoryCheckpointStore();
    const path = await saveEpoch(store, 0, 0.9);
    const element = show(store);
    await eventually(() => expect(isReady(element)).toBe(true));
    await store.delete(path);
    await eventually(() => expect(isReady(element)).toBe(false));
  });

  it('does not say that there is no checkpoint while it cannot know', async () => {
    const store = new MemoryCheckpointStore();
    await saveEpoch(store, 0, 0.9);
    const answer = Promise.withResolvers<null>();
    const best = vi.spyOn(store, 'best').mockReturnValue(answer.promise);
    const element = show(store);
    await eventually(() => expect(words(deep(element, 'button'))).toBe('Looking for the best…'));
    answer.reject(new Error('The disk is gone.'));
    await eventually(() => expect(words(deep(element, 'button'))).toBe('Try again'));
    expect(words(deep(element, '[role="status"]'))).toBe('The disk is gone.');
    best.mockRestore();
    await saveEpoch(store, 1, 0.4);
    await eventually(() => expect(words(deep(element, 'button'))).toBe('Download best'));
    expect(words(deep(element, '[role="status"]'))).toBe('');
  });

  it('tries again when it is pressed, once the store could not be read', async () => {
    const store = new MemoryCheckpointStore();
    await saveEpoch(store, 0, 0.9);
    const best = vi.spyOn(store, 'best').mockRejectedValue(new Error('The disk is gone.'));
    const element = show(store);
    await eventually(() => expect(words(deep(element, 'button'))).toBe('Try again'));
    expect(isReady(element)).toBe(true);
    best.mockRestore();
    deep(element, 'button').click();
    await eventually(() => expect(words(deep(element, 'button'))).toBe('Download best'));
    expect(words(deep(element, '[role="status"]'))).toBe('');
  });

  it('tries again when it is pressed, once the store could not be opened', async () => {
    const storeName = 'download-best-newer';
    const request = indexedDB.open(storeName, 99);
    await new Promise((resolve) => request.addEventListener('success', resolve));
    request.result.close();
    const element = mount(Object.assign(document.createElement('download-best'), { storeName }));
    await eventually(() => expect(words(deep(element, '[role="status"]'))).toContain('newer version'));
    deep(element, 'button').click();
    await eventually(() => expect(words(deep(element, '[role="status"]'))).toContain('newer version'));
    const deletion = indexedDB.deleteDatabase(storeName);
    await new Promise((resolve) => deletion.addEventListener('success', resolve));
    deep(element, 'button').click();
    await eventually(() => expect(words(deep(element, 'button'))).toBe('No best yet'));
    expect(words(deep(element, '[role="status"]'))).toBe('');
  });

  it('tells its page when the file cannot be read', async () => {
    const store = new MemoryCheckpointStore();
    await saveEpoch(store, 0, 0.9);
    const element = show(store);
    await eventually(() => expect(isReady(element)).toBe(true));
    vi.spyOn(store, 'load').mockRejectedValueOnce(new Error('Both generations are damaged.'));
    const failed = nextEvent(element, 'element-error');
    expect(await element.download()).toBeNull();
    expect(((await failed).error as Error).message).toBe('Both generations are damaged.');
    await eventually(() => expect(words(deep(element, '[role="status"]'))).toContain('damaged'));
  });

  it('says what to do when a part of the code cannot be loaded', async () => {
    const store = new MemoryCheckpointStore();
    await saveEpoch(store, 0, 0.9);
    const element = show(store);
    await eventually(() => expect(isReady(element)).toBe(true));
    const gone = new URL('/assets/gone-1a2b3c4d.js', location.href).href;
    vi.spyOn(store, 'load').mockImplementationOnce(() => import(/* @vite-ignore */ gone));
    const failed = nextEvent(element, 'element-error');
    expect(await element.download()).toBeNull();
    expect((await failed).error).toMatchObject({ name: 'TidemarkError', code: 'part-not-loaded' });
    await eventually(() => expect(words(deep(element, '[role="status"]'))).toContain('reload the page'));
  });
});
