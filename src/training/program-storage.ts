import { checkOptions } from '../base/check-options.ts';
import type { OptionNames } from '../base/check-options.ts';
import { ArgumentError } from '../base/errors.ts';
import { loadPart } from '../base/load-part.ts';
import type { CheckpointStore } from '../checkpoints/checkpoint-store.ts';
import { openCheckpointStore } from '../checkpoints/open-checkpoint-store.ts';
import type { JsonValue } from '../python/json-value.ts';

/** Where a program's files are kept. */
export interface StoreOptions {
  /** @default the default store */
  readonly store?: CheckpointStore;
}

/** What fits and what does not, when variables are loaded. */
export interface LoadVariablesOptions extends StoreOptions {
  /** Refuses variables that are missing or unexpected; nothing is changed then. @default true */
  readonly strict?: boolean;
}

const storeNames: OptionNames<StoreOptions> = { store: true };
const loadNames: OptionNames<LoadVariablesOptions> = { ...storeNames, strict: true };

/** Saves a file of a program. @throws CheckpointError; ArgumentError `unknown-option`, `bad-filepath` when its path has another ending */
export async function saveFile(
  path: string,
  ending: '.json' | '.variables.json',
  { text, ...options }: StoreOptions & { readonly text: () => string },
): Promise<void> {
  checkOptions('save', options, storeNames);
  if (!path.endsWith(ending)) {
    throw new ArgumentError(
      'bad-filepath',
      `The filepath should ends with '${ending}', received filepath=${path}`,
      { details: { path } },
    );
  }
  await (options.store ?? (await openCheckpointStore())).save(path, text());
}

/**
 * Reads the state tree in a file of variables, or of a program.
 *
 * @throws CheckpointError `not-found`; ArgumentError `unknown-option`
 */
export async function loadState(path: string, options: LoadVariablesOptions): Promise<JsonValue> {
  checkOptions('loadVariables', options, loadNames);
  const { text } = await (options.store ?? (await openCheckpointStore())).load(path);
  const { readVariablesText } = await loadPart(() => import('./read-variables.ts'));
  return readVariablesText(text);
}
