import type { ChatModel } from '../language-models/chat-model.ts';
import { modelEnvelope } from '../language-models/model-envelope.ts';
import type { JsonValue } from '../python/json-value.ts';
import { NamedModel } from './named-model.ts';

/** How a module's language model stands in a program file; one that came from a file, as it stood there. */
export function languageModelEnvelope(model: ChatModel | null): JsonValue {
  if (model === null) return null;
  return model instanceof NamedModel ? model.envelope : modelEnvelope(model.config);
}
