import { borrowModel, CachedModel, LanguageModel, LanguageModelError, NgramModel } from 'tidemark';
import type { ChatModel, ChatModelConfig, ReliabilityOptions } from 'tidemark';
import type { RunSettings } from './run-settings.ts';
import type { ServedModel, WorkerModel } from './worker-model.ts';

/** Makes the model that a worker asks. Answers of all but the embedded one are always kept: each is paid for once. */
export function makeModel(given: WorkerModel, { keepAnswers }: Pick<RunSettings, 'keepAnswers'>): ChatModel {
  const model = makeUncached(given);
  return keepAnswers || given.kind !== 'embedded' ? new CachedModel(model) : model;
}

function makeUncached(given: WorkerModel): ChatModel {
  if (given.kind === 'embedded') return new NgramModel();
  return given.kind === 'lent' ? borrowModel(given.model) : makeServed(given);
}

/** Makes a model behind an address. */
export function makeServed(
  { model, apiBase, apiKey, price }: ServedModel,
  options: ReliabilityOptions = {},
): ChatModel {
  return new LanguageModel({ model, apiBase, price, ...(apiKey === null ? {} : { apiKey }), ...options });
}

/**
 * Chooses who answers for a checkpoint: the model that was chosen, or the embedded one. Whatever else its file names is
 * refused, as a file from elsewhere would have the page send prompts where its user never told it to.
 *
 * @throws LanguageModelError `model-not-chosen`
 */
export function reviverOf(chosen: ChatModel): (config: ChatModelConfig) => ChatModel {
  const embedded = new NgramModel();
  return ({ model }) => {
    if (model === chosen.config.model) return chosen;
    if (model === embedded.config.model) return embedded;
    throw new LanguageModelError(
      'model-not-chosen',
      `This checkpoint was trained with the model "${model}", and "${chosen.config.model}" is chosen. Choose its own ` +
        'under Language model to ask it.',
      { details: { model } },
    );
  };
}
