import type { JsonSchema } from '../data/json-data-model.ts';
import type { JsonObject } from '../python/json-value.ts';
import type { ChatMessage } from './chat-model.ts';
import { readInput, taskOf } from './ngram-prompt.ts';
import { NgramReader } from './ngram-reader.ts';

/** How many prompts are remembered per schema: a batch alternates between the prompt it trains and the one it judges. */
const rememberedPrompts = 4;

/** What was read in the prompts of late: derived from them alone, so that remembering it changes nothing but the time. */
export class NgramReaders {
  readonly #readers = new WeakMap<JsonSchema, Map<string, NgramReader>>();

  /** Fills in a schema, as the messages ask. */
  answer(messages: readonly ChatMessage[], schema: JsonSchema): JsonObject {
    return this.#readerOf(taskOf(messages), schema).answer(readInput(messages));
  }

  #readerOf(task: string, schema: JsonSchema): NgramReader {
    const readers = this.#readers.get(schema) ?? new Map<string, NgramReader>();
    this.#readers.set(schema, readers);
    const known = readers.get(task);
    const reader = known ?? new NgramReader(task, schema);
    if (known) readers.delete(task);
    else dropOldest(readers);
    readers.set(task, reader);
    return reader;
  }
}

/** Makes room for one more; what was used least recently stands first. */
function dropOldest(readers: Map<string, NgramReader>): void {
  const [oldest] = readers.keys();
  if (readers.size >= rememberedPrompts && oldest !== undefined) readers.delete(oldest);
}
