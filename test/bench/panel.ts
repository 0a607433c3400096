import { html, render } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { CheckpointEntry } from '../../src/checkpoints/checkpoint-store.ts';
import { MemoryCheckpointStore } from '../../src/checkpoints/memory-checkpoint-store.ts';
import '../../src/elements/checkpoint-panel/checkpoint-panel.ts';
import { median, nextFrame, timed } from './timing.ts';

/** Milliseconds, and how many elements there are. */
export interface PanelTimes {
  /** Until the first rows are drawn. */
  readonly 'first frame': number;
  /** Until a new checkpoint at the head of the list is drawn. */
  readonly prepend: number;
  /** The median of the frames of a scroll. */
  readonly 'scroll frame': number;
  readonly nodes: number;
}

async function filledStore(count: number): Promise<MemoryCheckpointStore> {
  const store = new MemoryCheckpointStore();
  for (let n = 0; n < count; n += 1) await save(store, n);
  return store;
}

function save(store: MemoryCheckpointStore, n: number): Promise<CheckpointEntry> {
  const logs = { reward: Math.abs(Math.cos(n)), val_reward: Math.abs(Math.sin(n)) };
  return store.save(`runs/${n}.json`, '{}', {
    epoch: n,
    run: 'one',
    logs,
    monitor: 'val_reward',
    mode: 'max',
  });
}

/** Draws the panel with so many checkpoints. */
export async function measurePanel(count: number): Promise<PanelTimes> {
  const store = await filledStore(count);
  const panel = document.createElement('checkpoint-panel');
  panel.store = store;
  const firstFrame = await timed(async () => {
    document.body.append(panel);
    await until(() => all(panel, '[part~=row]').length > 0);
  });
  const prepends: number[] = [];
  for (let n = count; n < count + 5; n += 1)
    prepends.push(
      await timed(async () => {
        await save(store, n);
        await until(() =>
          all(panel, '[part~=row]').some((row) => row.textContent?.includes(`runs/${n}.json`)),
        );
      }),
    );
  const list = all(panel, '*').find((one) => one.scrollHeight > one.clientHeight * 2);
  const frames = list ? await scrollFrames(list) : [];
  const nodes = all(panel, '*').length;
  panel.remove();
  return { 'first frame': firstFrame, prepend: median(prepends), 'scroll frame': median(frames), nodes };
}

/** Draws as many rows of seven cells with Lit's `repeat`, every one of them. */
export async function measureRepeat(count: number): Promise<PanelTimes> {
  const { entries } = await (await filledStore(count)).list({ limit: count });
  const box = document.body.appendChild(document.createElement('div'));
  box.style.cssText = 'height: 400px; overflow: auto';
  const draw = (rows: readonly CheckpointEntry[]): unknown =>
    render(
      html`${repeat(
        rows,
        ({ path }) => path,
        (entry) =>
          html`<div>
            <span>${entry.path}</span><span>${entry.epoch}</span><span>${entry.logs['val_reward']}</span
            ><span>${entry.bytes}</span><span>${entry.mtime}</span><button>Download</button
            ><button>Delete</button>
          </div>`,
      )}`,
      box,
    );
  const firstFrame = await timed(() => (draw(entries), nextFrame()));
  const [first] = entries;
  const more = first ? [{ ...first, path: 'runs/new.json' }, ...entries] : entries;
  const prepend = await timed(() => (draw(more), nextFrame()));
  const frames = await scrollFrames(box);
  const nodes = box.querySelectorAll('*').length;
  box.remove();
  return { 'first frame': firstFrame, prepend, 'scroll frame': median(frames), nodes };
}

/** Scrolls by three windows at a time and takes the time of each frame. */
async function scrollFrames(box: HTMLElement): Promise<number[]> {
  const frames: number[] = [];
  for (let step = 1; step <= 30; step += 1)
    frames.push(await timed(() => ((box.scrollTop += box.clientHeight * 3), nextFrame())));
  return frames;
}

/** Waits, frame by frame, until something is drawn. */
async function until(isThere: () => boolean): Promise<void> {
  for (let frames = 0; frames < 600; frames += 1) {
    await nextFrame();
    if (isThere()) return;
  }
  throw new Error('It was not drawn within 600 frames.');
}

/** All elements that match, shadow roots included. */
function all(root: Element | ShadowRoot, selector: string): HTMLElement[] {
  const inside = root instanceof Element ? (root.shadowRoot ?? root) : root;
  return Array.from(inside.querySelectorAll<HTMLElement>('*')).flatMap((element) => [
    ...(element.matches(selector) ? [element] : []),
    ...(element.shadowRoot ? all(element.shadowRoot, selector) : []),
  ]);
}
