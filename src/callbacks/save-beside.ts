import { CheckpointError } from '../base/errors.ts';
import type {
  CheckpointEntry,
  CheckpointInfo,
  CheckpointStore,
  SaveOptions,
} from '../checkpoints/checkpoint-store.ts';
import { isOtherRuns } from '../checkpoints/other-run.ts';

/**
 * Saves without overwriting what another run has saved: under the path itself, or the first of `…-v1.json`, `…-v2.json`
 * that is free or its own.
 *
 * The path itself is mostly that: it is tried at once. The others are looked at before, which takes a small part of the
 * time of a save that is refused; there may be as many as there were runs.
 *
 * @example await saveBeside(store, 'runs/01.json', text, { run }); // 'runs/01-v1.json', when another run made the first
 */
export async function saveBeside(
  store: CheckpointStore,
  path: string,
  text: string,
  info: CheckpointInfo,
  options: SaveOptions = {},
): Promise<CheckpointEntry> {
  for (let version = 0; ; version += 1) {
    const candidate = version === 0 ? path : withSuffix(path, `-v${version}`);
    if (version > 0 && isOtherRuns(await store.info(candidate), info.run)) continue;
    try {
      return await store.save(candidate, text, info, { ...options, sparesOtherRuns: true });
    } catch (error) {
      // Another run may have saved there since.
      if (!(error instanceof CheckpointError && error.code === 'other-run')) throw error;
    }
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
