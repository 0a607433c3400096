import type { JsonSchema } from '../data/json-data-model.ts';
import type { JsonObject, JsonValue } from '../python/json-value.ts';
import { repr } from '../python/repr.ts';
import { NgramClassifier } from './ngram-classifier.ts';
import { countNgrams } from './ngram-counts.ts';
import type { NgramCounts } from './ngram-counts.ts';
import { readLabels } from './ngram-labels.ts';
import type { Label } from './ngram-labels.ts';
import { nearest } from './ngram-nearest.ts';
import { readExamples } from './ngram-prompt.ts';
import { emptyValue, propertiesOf } from './ngram-schema.ts';

/** An example with its text taken apart. */
interface Example {
  readonly ngrams: NgramCounts;
  readonly outputs: JsonObject;
}

/** How one property is answered. */
type Answerer = (ngrams: NgramCounts, choice: number) => JsonValue;

/** What can be learned from one task (its system message) and one schema: how each property is answered. */
export class NgramReader {
  readonly #answerers: ReadonlyMap<string, Answerer>;

  constructor(task: string, schema: JsonSchema) {
    const examples = readExamples(task).map(({ text, outputs }) => ({ ngrams: countNgrams(text), outputs }));
    this.#answerers = new Map(
      [...propertiesOf(schema)].map(([key, property]) => {
        const labels = readLabels(property, schema);
        return [
          key,
          labels.length > 0 ? byLabel(key, labels, examples) : byNearest(key, property, schema, examples),
        ];
      }),
    );
  }

  /** Answers one input, all properties in the schema's order. */
  answer(text: string): JsonObject {
    const ngrams = countNgrams(text);
    const choice = hash(text);
    return new Map([...this.#answerers].map(([key, answer]) => [key, answer(ngrams, choice)]));
  }
}

/** Classifies: the labels' own words and the examples are the evidence. */
function byLabel(key: string, labels: readonly Label[], examples: readonly Example[]): Answerer {
  const indices = new Map(labels.map(({ value }, label) => [repr(value), label]));
  const told = labels.map(({ words }, label) => ({ label, ngrams: countNgrams(words) }));
  const shown = examples.flatMap(({ ngrams, outputs }) => {
    const label = indices.get(repr(outputs.get(key) ?? null));
    return label === undefined ? [] : [{ label, ngrams }];
  });
  const classifier = new NgramClassifier(labels.length, [...told, ...shown]);
  return (ngrams, choice) => labels[classifier.classify(ngrams, choice)]?.value ?? null;
}

/** Repeats what the most similar example says. */
function byNearest(
  key: string,
  property: JsonValue,
  schema: JsonSchema,
  examples: readonly Example[],
): Answerer {
  const empty = emptyValue(property, schema);
  const telling = examples.filter(({ outputs }) => outputs.has(key));
  const texts = telling.map(({ ngrams }) => ngrams);
  return (ngrams) => {
    const index = nearest(ngrams, texts);
    return index === undefined ? empty : (telling[index]?.outputs.get(key) ?? empty);
  };
}

/** FNV-1a over UTF-16 units: a guess between equals that looks random and is always the same. */
function hash(text: string): number {
  let value = 0x81_1c_9d_c5;
  for (let index = 0; index < text.length; index += 1) {
    value = Math.imul(value ^ text.charCodeAt(index), 0x01_00_01_93);
  }
  return value >>> 0;
}
