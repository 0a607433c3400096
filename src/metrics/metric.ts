import type { OptionNames } from '../base/check-options.ts';
import type { CallControl } from '../base/call-control.ts';
import { ConfigReader } from '../data/config-reader.ts';
import { applyFieldMasks, fieldMaskNames, fieldMasksConfig, readFieldMasks } from '../data/field-masks.ts';
import type { FieldMasks } from '../data/field-masks.ts';
import type { JsonDataModel, JsonSchema } from '../data/json-data-model.ts';
import type { ClassIdentity } from '../programs/module.ts';
import { automaticName, checkName } from '../programs/names.ts';
import { Variable } from '../programs/variable.ts';
import { jsonObject } from '../python/json-value.ts';
import type { JsonObject } from '../python/json-value.ts';

/** What a metric says: one number, a list with one a field, or a map with one a label. */
export type MetricResult = number | readonly number[] | ReadonlyMap<string, number>;

/** Whether greater values are better (`'up'`), worse (`'down'`), or neither is known (null). */
export type Direction = 'up' | 'down' | null;

/** What every metric can be given. */
export interface MetricOptions extends FieldMasks {
  /** @default the class's own name for it: `f1_score` */
  readonly name?: string | null;
}

export const metricNames: OptionNames<MetricOptions> = { ...fieldMaskNames, name: true };

/** How a metric's state is updated. */
export type UpdateOptions = CallControl;

/**
 * Measures predictions over many samples; unlike a reward, it does not change what is learned.
 *
 * Its state lies in variables, so that it is saved with the program. Subclasses give `identity`, `updateState` and
 * `result`. Follows `synalinks.Metric`.
 */
export abstract class Metric {
  /** How this class is named in program files. */
  abstract readonly identity: ClassIdentity;
  readonly name: string;
  readonly direction: Direction = null;
  readonly masks: FieldMasks;
  readonly #initial = new Map<Variable, JsonObject>();

  /** @throws {ArgumentError} `bad-name` */
  constructor(className: string, options: MetricOptions = {}) {
    const { name } = options;
    this.name = name ? checkName(name) : automaticName(className);
    this.masks = options;
  }

  /** Where the state lies: `<name>/total_with_count`, for one. */
  get variables(): readonly Variable[] {
    return [...this.#initial.keys()];
  }

  /** Takes a sample into account; a prediction is null where the program failed. */
  abstract updateState(
    yTrue: JsonDataModel | null,
    yPred: JsonDataModel | null,
    options?: UpdateOptions,
  ): Promise<void>;

  /** The measure over the samples since the last reset; 0 when there were none. */
  abstract result(): MetricResult;

  /** Forgets all samples. */
  resetState(): void {
    for (const [variable, value] of this.#initial) variable.assign(value);
  }

  /** The fields of the config, keys in Synalinks' order. */
  getConfig(): JsonObject {
    return jsonObject(...fieldMasksConfig(this.masks), ['name', this.name]);
  }

  protected addVariable(name: string, schema: JsonSchema, value: JsonObject): Variable {
    const variable = new Variable({ scope: this.name, name, schema, value, trainable: false });
    this.#initial.set(variable, value);
    return variable;
  }

  protected mask(model: JsonDataModel | null): JsonDataModel | null {
    return applyFieldMasks(model, this.masks);
  }
}

/** Reads what every metric's config has and nothing else. @throws {DataError} `bad-field`, `unknown-field` */
export function readMetricOptions(className: string, config: JsonObject): MetricOptions {
  const reader = new ConfigReader(className, config);
  const options = { name: reader.string('name'), ...readFieldMasks(reader) };
  reader.finish();
  return options;
}
