import { LanguageModelError } from '../base/errors.ts';
import { loadPart } from '../base/load-part.ts';
import { formatJson } from '../python/format-json.ts';
import type { JsonObject } from '../python/json-value.ts';
import type { ChatModel, ChatModelConfig, ChatReply, ChatRequest } from './chat-model.ts';
import type { NgramReaders } from './ngram-readers.ts';

/**
 * Answers with no download and in well under a millisecond: a character n-gram classifier (naive Bayes) that learns in
 * context.
 *
 * It is not a neural network and knows no language. All it knows it reads anew from the request, as every model does:
 * the words that the schema gives for each label are its prior knowledge, the examples in the prompt its evidence. So
 * few-shot training has a real effect on it. The same request always gets the same answer.
 *
 * It understands prompts in Synalinks' form: examples as `<input>…</input>` and `<output>…</output>` in the system
 * message, the input likewise in the last user message, values in Python's notation. Instructions mean nothing to it.
 *
 * - A property that is an `enum`, a `const`, a boolean, or an `anyOf` or `oneOf` of these is classified. Its
 *   `description` says what speaks for a label in lines, or parts between semicolons, of the form `label: some words`.
 *   A label with neither words nor examples still gets tried when no other label fits.
 * - Any other property is copied from the most similar example, or is empty without one.
 *
 * @example
 * const language = { type: 'string', enum: ['Danish', 'Dutch'], description: 'Danish: og, til\nDutch: een, van' };
 * const { schema } = dataModel({ title: 'Language', properties: { language } });
 * const messages = [{ role: 'user', content: "<input>\n{'text': 'til og fra'}\n</input>\n<output>\n" }] as const;
 * await new NgramModel().complete({ messages, schema }); // { content: '{"language": "Danish"}' }
 */
export class NgramModel implements ChatModel {
  readonly config: ChatModelConfig = { model: 'tidemark/ngram' };
  /** Loaded with the first call: programs that ask another model do without. */
  #readers: NgramReaders | undefined;

  async complete({ messages, schema, signal }: ChatRequest): Promise<ChatReply> {
    signal?.throwIfAborted();
    if (schema === null) throw noSchema();
    this.#readers ??= new (await loadPart(() => import('./ngram-readers.ts'))).NgramReaders();
    return { content: spacedJson(this.#readers.answer(messages, schema)) };
  }
}

function noSchema(): LanguageModelError {
  return new LanguageModelError(
    'needs-schema',
    'The embedded model only fills in data models; it cannot chat. Give the Generator a `dataModel`.',
  );
}

/** One object in the spelling that models like: `{"label": "Danish"}`. */
function spacedJson(object: JsonObject): string {
  const members = [...object].map(([key, value]) => `${formatJson(key)}: ${formatJson(value)}`);
  return `{${members.join(', ')}}`;
}
