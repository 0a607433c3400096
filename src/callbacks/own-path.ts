import type { CheckpointStore } from '../checkpoints/checkpoint-store.ts';

/**
 * Finds the path under which a run can save without overwriting another run's: the path itself, or the first of
 * `…-v1.json`, `…-v2.json` that is free or its own.
 *
 * What no run made (a save by hand, an import) is overwritten, as a file would be.
 *
 * @example await ownPath(store, 'runs/01.json', run); // 'runs/01-v1.json', when another run made 'runs/01.json'
 */
export async function ownPath(store: CheckpointStore, path: string, run: string): Promise<string> {
  for (let version = 0; ; version += 1) {
    const candidate = version === 0 ? path : withSuffix(path, `-v${version}`);
    const entry = await store.info(candidate);
    if (entry === null || entry.run === '' || entry.run === run) return candidate;
  }
}

/**
 * Puts a suffix before the file type, if there is one.
 *
 * @example withSuffix('a.variables.json', '-v1') // 'a-v1.variables.json'
 */
export function withSuffix(path: string, suffix: string): string {
  return path.replace(/(?:(?:\.variables)?\.[^./]*)?$/, (type) => suffix + type);
}
