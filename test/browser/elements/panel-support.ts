import type { CheckpointStore } from '../../../src/checkpoints/checkpoint-store.ts';
import '../../../src/elements/checkpoint-panel/checkpoint-panel.ts';
import type { CheckpointPanel } from '../../../src/elements/checkpoint-panel/checkpoint-panel.ts';
import { deep, deepAll, eventually, mount, words } from './support.ts';

/** Shows a store in a panel, and waits for its list. */
export async function show(
  store: CheckpointStore,
  attributes: Partial<CheckpointPanel> = {},
): Promise<CheckpointPanel> {
  const panel = mount(Object.assign(document.createElement('checkpoint-panel'), { store, ...attributes }));
  await eventually(() => {
    const isEmpty = deepAll(panel, '.nothing').some((element) => !words(element).startsWith('Reading'));
    if (!isEmpty && paths(panel).length === 0) throw new Error('The list is still being read.');
  });
  return panel;
}

/** The paths that are drawn, in order. */
export const paths = (panel: Element): string[] =>
  deepAll(panel, '[data-path]').map((row) => row.dataset['path'] ?? '');
export const row = (panel: Element, path: string): HTMLElement =>
  deep(panel, `[data-path="${CSS.escape(path)}"]`);
export const button = (panel: Element, path: string, action: string): HTMLElement =>
  row(panel, path).querySelector<HTMLElement>(`[data-action="${action}"]`)!;
/** The marks of a row. */
export const tags = (panel: Element, path: string): string[] =>
  [...row(panel, path).querySelectorAll('.tag')].map((tag) => words(tag));
