import { checkOptions } from '../base/check-options.ts';
import type { OptionNames } from '../base/check-options.ts';
import { leaves } from '../data/leaves.ts';
import type { JsonDataModel } from '../data/json-data-model.ts';
import { titleCase } from '../data/title-case.ts';
import type { Variable } from '../programs/variable.ts';
import { sumFloat32 } from '../python/float32.ts';
import { jsonObject } from '../python/json-value.ts';
import type { JsonObject, JsonValue } from '../python/json-value.ts';
import { averageScores, checkAverage } from './average.ts';
import type { Average } from './average.ts';
import type { Formula } from './formulas.ts';
import { Metric, metricNames } from './metric.ts';
import type { MetricOptions, MetricResult } from './metric.ts';
import { stateNumbers } from './state.ts';
import type { Count, Counts, Tally } from './tally.ts';

const WEIGHTS = 'intermediate_weights';

/** What every metric that counts can be given. */
export interface CountingOptions extends MetricOptions {
  /** @default null, one score a field */
  readonly average?: Average;
}

const names: OptionNames<CountingOptions> = { ...metricNames, average: true };

/** What tells one counting metric from another. */
export interface CountingDefinition {
  /** The class itself: a subclass of it may have options of its own. */
  readonly metric: { readonly className: string };
  readonly defaultName: string;
  /** How a sample is counted. */
  readonly tally: Tally;
  /** How the counts become scores. */
  readonly formula: Formula;
  /** Fields of the config after `average`, under the names of their options. */
  readonly config?: readonly (readonly [string, JsonValue])[];
}

/**
 * Counts what is right and wrong in every field, over all samples, and makes scores of the counts.
 *
 * Fields are taken by sorted name, lists item by item; samples without a prediction are left out. The state is one
 * list a count, `<name>/state_<name>`, empty at first. Everything is computed in float32.
 */
export abstract class CountingMetric extends Metric {
  override readonly direction = 'up';
  readonly average: Average;
  readonly #definition: CountingDefinition;
  readonly #state: Variable;
  /** Loaded with the first sample. */
  #count: Count | undefined;

  /** @throws {ArgumentError} `unknown-option`, `bad-average`, `bad-name` */
  constructor(definition: CountingDefinition, options: CountingOptions) {
    const { average = null, name } = options;
    const { metric, config = [] } = definition;
    const made: object = new.target;
    if (made === metric) {
      const more = Object.fromEntries(config.map(([field]) => [field, true as const]));
      checkOptions(metric.className, options, { ...names, ...more });
    }
    super(metric.className, { ...options, name: name ?? definition.defaultName });
    checkAverage(average);
    this.average = average;
    this.#definition = definition;
    const schema = stateSchema(definition.tally.fields);
    this.#state = this.addVariable(`state_${this.name}`, schema, new Map());
  }

  override getConfig(): JsonObject {
    return new Map([...super.getConfig(), ['average', this.average], ...(this.#definition.config ?? [])]);
  }

  /** @throws {DataError} `not-binary`, in a metric of booleans; the state then stays as it is. */
  async updateState(yTrue: JsonDataModel | null, yPred: JsonDataModel | null): Promise<void> {
    const target = this.mask(yTrue);
    const prediction = this.mask(yPred);
    if (target === null || prediction === null) return;
    this.#count ??= await this.#definition.tally.load();
    const counts = this.#count(leaves(target.json), leaves(prediction.json));
    this.#state.update(this.#fields().map((field, column) => [field, this.#add(field, counts, column)]));
  }

  result(): MetricResult {
    const columns = this.#columns();
    if (columns === undefined) return 0;
    const counted = this.average === 'micro' ? columns.map((column) => [sumFloat32(column)]) : columns;
    const weights = stateNumbers(this.#state, WEIGHTS) ?? [];
    const scores = averageScores(this.#definition.formula(counted), weights, this.average);
    return scores.length === 1 ? (scores[0] ?? 0) : this.#label(scores);
  }

  /** The new value of a field: floats, but for the first counts of all, which may be ints. */
  #add(field: string, counts: Counts, column: number): readonly JsonValue[] {
    const fresh = counts.map((row) => row[column] ?? 0);
    const current = stateNumbers(this.#state, field) ?? [];
    if (current.length === 0) return this.#definition.tally.numerals === 'int' ? fresh.map(BigInt) : fresh;
    const size = Math.max(current.length, fresh.length);
    return Array.from({ length: size }, (_, row) => Math.fround((current[row] ?? 0) + (fresh[row] ?? 0)));
  }

  #columns(): readonly (readonly number[])[] | undefined {
    const columns = this.#definition.tally.fields.map((field) => stateNumbers(this.#state, field));
    if (columns.every((column) => column === undefined)) return undefined;
    return columns.map((column) => column ?? []);
  }

  #label(scores: readonly number[]): MetricResult {
    const { labels } = this.#definition.tally;
    if (!labels || this.average !== null) return scores;
    return new Map(labels.map((label, index) => [label, scores[index] ?? 0]));
  }

  #fields(): readonly string[] {
    return [...this.#definition.tally.fields, WEIGHTS];
  }
}

function stateSchema(fields: readonly string[]): JsonObject {
  const list = jsonObject(['items', jsonObject(['type', 'number'])], ['type', 'array']);
  const field = (name: string): JsonObject =>
    jsonObject(
      ['anyOf', [list, jsonObject(['type', 'null'])]],
      ['default', null],
      ['title', titleCase(name.replaceAll('_', ' '))],
    );
  return jsonObject(
    ['additionalProperties', false],
    ['properties', new Map([...fields, WEIGHTS].map((name) => [name, field(name)]))],
    ['title', fields[0] === 'correct' ? 'AccuracyState' : 'FBetaState'],
    ['type', 'object'],
  );
}
