import { checkOptions } from '../base/check-options.ts';
import { SymbolicDataModel } from '../data/json-data-model.ts';
import { jsonObject } from '../python/json-value.ts';
import type { JsonObject } from '../python/json-value.ts';
import { Module, moduleNames } from './module.ts';
import type { DataValue, ModuleOptions } from './module.ts';
import { mapStructure } from './structure.ts';
import type { Structured } from './structure.ts';

/** Gives null for all that it is called with. Follows `synalinks.modules.Not`. */
export class Not extends Module<true> {
  readonly identity = { module: 'synalinks.modules', className: 'Not' };

  /** @throws ArgumentError `unknown-option` */
  constructor(options: ModuleOptions = {}) {
    if (new.target === Not) checkOptions('Not', options, moduleNames);
    super('Not', 'Not module.', options);
  }

  getConfig(): JsonObject {
    return jsonObject(...this.commonConfig());
  }

  protected outputSchema(inputs: Structured<SymbolicDataModel>): Structured<SymbolicDataModel> {
    return mapStructure(inputs, ({ schema }) => new SymbolicDataModel(schema));
  }

  protected async forward(inputs: Structured<DataValue>): Promise<Structured<DataValue>> {
    return mapStructure<DataValue, DataValue>(inputs, () => null);
  }
}
