import type { TextChange } from './text-changes.ts';

/** A line of a comparison, or lines that are the same in both and not shown. */
export type DiffLine =
  | { readonly kind: TextChange['kind']; readonly text: string }
  | { readonly kind: 'fold'; readonly count: number };

/** How many unchanged lines are shown around a change. */
const CONTEXT = 3;

/** Cuts changes into lines; of long stretches without change only the ends are kept. */
export function diffLines(changes: readonly TextChange[]): readonly DiffLine[] {
  return changes.flatMap(({ kind, text }, index) => {
    const lines = text.replace(/\n$/, '').split('\n');
    const shown = lines.map((line): DiffLine => ({ kind, text: line }));
    if (kind !== 'same') return shown;
    const [head, tail] = [index > 0 ? CONTEXT : 0, index < changes.length - 1 ? CONTEXT : 0];
    const count = lines.length - head - tail;
    // A fold takes a line itself.
    if (count <= 1) return shown;
    const fold: DiffLine = { kind: 'fold', count };
    return [...shown.slice(0, head), fold, ...shown.slice(lines.length - tail)];
  });
}
