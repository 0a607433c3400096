import { isJsonArray, isJsonObject } from '../python/json-value.ts';
import type { JsonObject, JsonValue } from '../python/json-value.ts';
import { parseRepr } from '../python/parse-repr.ts';
import { repr } from '../python/repr.ts';
import type { ChatMessage } from './chat-model.ts';

/** A solved example that a prompt shows. */
export interface PromptExample {
  readonly text: string;
  readonly outputs: JsonObject;
}

// A repr never holds a line end, so a line is a value, whatever the value says.
const examplePattern = /<input>\n(.*)\n<\/input>\n<output>\n(.*)\n<\/output>/g;
const inputPattern = /<input>\n(.*)\n<\/input>/;

/** The text of the messages that set the task: all system and developer messages. */
export function taskOf(messages: readonly ChatMessage[]): string {
  const setting = messages.filter(({ role }) => role === 'system' || role === 'developer');
  const texts = setting.map(({ content }) => (typeof content === 'string' ? content : textOf(content)));
  return texts.length === 1 ? (texts[0] ?? '') : texts.join('\n');
}

/** Reads the examples that a task shows; those whose outputs are no object of JSON data are passed over. */
export function readExamples(task: string): readonly PromptExample[] {
  return [...task.matchAll(examplePattern)].flatMap(([, input = '', output = '']) => {
    const outputs = readValue(output);
    return isJsonObject(outputs) ? [{ text: textOf(readValue(input)), outputs }] : [];
  });
}

/** Reads the text that is asked about: the values of the last user message's `<input>`, or else the whole message. */
export function readInput(messages: readonly ChatMessage[]): string {
  const last = messages.findLast(({ role }) => role === 'user')?.content ?? '';
  const content = typeof last === 'string' ? last : textOf(last);
  const input = inputPattern.exec(content)?.[1];
  return input === undefined ? content : textOf(readValue(input));
}

/** A value in Python's words; other words are a value of their own. */
function readValue(text: string): JsonValue {
  try {
    return parseRepr(text);
  } catch {
    return text;
  }
}

/** All values in one text, without the keys: they are the same for every input. */
function textOf(value: JsonValue): string {
  if (typeof value === 'string') return value;
  if (isJsonArray(value)) return value.map(textOf).join('\n');
  return isJsonObject(value) ? [...value.values()].map(textOf).join('\n') : repr(value);
}
