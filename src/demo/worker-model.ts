import { checkAddress } from './model-choice.ts';
import type { ModelChoice } from './model-choice.ts';

/** Who answers in a worker; plain data, sent to it and kept nowhere. */
export type WorkerModel =
  { readonly kind: 'embedded' } | { readonly kind: 'lent'; readonly model: string } | ServedModel;

/** A model behind an address. */
export type ServedModel = {
  readonly kind: 'served';
  /** As in Synalinks: `ollama/…`, `openai/…`. */
  readonly model: string;
  readonly apiBase: string;
  readonly apiKey: string | null;
  readonly price: { readonly prompt: number; readonly completion: number } | null;
};

/** The model behind an address that was chosen; null when what was chosen has none. */
export function servedModelOf(choice: ModelChoice, apiKey: string | null): ServedModel | null {
  if (choice.kind === 'local') {
    const provider = providerOf(choice);
    const [model, apiBase] = [`${provider}/${choice.localModel.trim()}`, choice.localAddress.trim()];
    return { kind: 'served', model, apiBase, apiKey: null, price: null };
  }
  if (choice.kind !== 'remote') return null;
  const [model, apiBase] = [`openai/${choice.remoteModel.trim()}`, choice.remoteAddress.trim()];
  return { kind: 'served', model, apiBase, apiKey, price: priceOf(choice) };
}

/** The servers that a worker must reach to ask a model at this address: none at one that cannot be used. */
export function originsOf(apiBase: string): readonly string[] {
  return checkAddress(apiBase) === null ? [new URL(apiBase).origin] : [];
}

/** The provider whose words a choice's server speaks: by it, a list of models is asked for. */
export function providerOf({ kind, server }: ModelChoice): 'ollama' | 'openai' {
  return kind === 'local' && server === 'ollama' ? 'ollama' : 'openai';
}

/** A price of which one half is not given counts that half as nothing. */
function priceOf({ promptPrice, completionPrice }: ModelChoice): ServedModel['price'] {
  if (promptPrice.trim() === '' && completionPrice.trim() === '') return null;
  return { prompt: Number(promptPrice), completion: Number(completionPrice) };
}
