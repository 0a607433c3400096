import { onTestFinished, vi } from 'vitest';
import type { CheckpointInfo, CheckpointStore } from '../../../src/checkpoints/checkpoint-store.ts';

/** Puts an element in the document for the length of a test. */
export function mount<E extends HTMLElement>(element: E): E {
  element.style.setProperty('width', '800px');
  document.body.append(element);
  onTestFinished(() => element.remove());
  return element;
}

/** All elements that match, shadow roots included, in document order. */
export function deepAll(root: Element | ShadowRoot, selector: string): HTMLElement[] {
  const found: HTMLElement[] = [];
  const inside = root instanceof Element ? (root.shadowRoot ?? root) : root;
  for (const element of inside.querySelectorAll<HTMLElement>('*')) {
    if (element.matches(selector)) found.push(element);
    if (element.shadowRoot) found.push(...deepAll(element, selector));
  }
  return found;
}

/** The one element that matches. */
export function deep(root: Element, selector: string): HTMLElement {
  const [found] = deepAll(root, selector);
  if (!found) throw new Error(`Nothing matches ${selector}`);
  return found;
}

/** The element that has the focus, shadow roots included. */
export function deepFocus(): Element | null {
  let focused = document.activeElement;
  while (focused?.shadowRoot?.activeElement) focused = focused.shadowRoot.activeElement;
  return focused;
}

/** A text without the marks that keep a name from turning the words around it. */
export const bare = (text: string | null | undefined): string => (text ?? '').replace(/[\u2066-\u2069]/g, '');

export const words = (element: Element): string => bare(element.textContent).replace(/\s+/g, ' ').trim();

/** Waits until a check passes: as long as a busy machine may need. */
export function eventually<Found>(check: () => Found | Promise<Found>): Promise<Found> {
  return vi.waitFor(check, { timeout: 20_000 });
}

/** Waits until an event comes, and answers it. */
export function nextEvent<Type extends keyof HTMLElementEventMap>(
  target: HTMLElement,
  type: Type,
): Promise<HTMLElementEventMap[Type]> {
  return new Promise((resolve) => target.addEventListener(type, resolve, { once: true }));
}

/** Saves as ProgramCheckpoint would: `runs/03.json` for the 0-based epoch 2. */
export async function saveEpoch(
  store: CheckpointStore,
  epoch: number,
  valReward: number,
  info: CheckpointInfo = {},
): Promise<string> {
  const path = `runs/${String(epoch + 1).padStart(2, '0')}.json`;
  await store.save(path, `{"epoch": ${epoch}}`, {
    epoch,
    logs: { val_reward: valReward },
    monitor: 'val_reward',
    mode: 'max',
    reason: 'epoch',
    trainingState: '{}',
    ...info,
  });
  return path;
}

/** Keeps downloads from leaving the page; answers what would have been downloaded. */
export function catchDownloads(): { readonly name: string; readonly blob: Blob }[] {
  const caught: { name: string; blob: Blob }[] = [];
  const blobs = new Map<string, Blob>();
  const [createObjectURL, click] = [URL.createObjectURL, HTMLAnchorElement.prototype.click];
  URL.createObjectURL = (blob: Blob) => {
    const url = createObjectURL.call(URL, blob);
    blobs.set(url, blob);
    return url;
  };
  HTMLAnchorElement.prototype.click = function (this: HTMLAnchorElement) {
    caught.push({ name: this.download, blob: blobs.get(this.href) ?? new Blob() });
  };
  onTestFinished(() => {
    URL.createObjectURL = createObjectURL;
    HTMLAnchorElement.prototype.click = click;
  });
  return caught;
}
