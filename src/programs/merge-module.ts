import { ArgumentError } from '../base/errors.ts';
import type { SymbolicDataModel } from '../data/json-data-model.ts';
import type { MaybeDataModel } from '../data/map-model.ts';
import { jsonObject } from '../python/json-value.ts';
import type { JsonObject } from '../python/json-value.ts';
import { Module } from './module.ts';
import type { DataValue } from './module.ts';
import { objectOrNull } from './object-or-null.ts';
import { flatten } from './structure.ts';
import type { Structured } from './structure.ts';

/** Makes one data model, or null, of a list of them. Subclasses say how. */
export abstract class MergeModule extends Module {
  override readonly takesTraining = true;

  getConfig(): JsonObject {
    return jsonObject(...this.commonConfig());
  }

  protected abstract merge(inputs: readonly MaybeDataModel[]): MaybeDataModel;

  protected outputSchema(inputs: Structured<SymbolicDataModel>): SymbolicDataModel {
    return this.merge(this.#listOf<SymbolicDataModel>(inputs)) as SymbolicDataModel;
  }

  protected async forward(inputs: Structured<DataValue>): Promise<DataValue> {
    return this.merge(this.#listOf<DataValue>(inputs).map(objectOrNull)) as DataValue;
  }

  #listOf<T>(inputs: Structured<T>): readonly T[] {
    const list = flatten<T>(inputs);
    if (list.length > 0) return list;
    throw new ArgumentError(
      'bad-inputs',
      `The module "${this.name}" was called with an empty list. Expected at least one data model.`,
      { details: { module: this.name } },
    );
  }
}
