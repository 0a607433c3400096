import { checkOptions } from '../base/check-options.ts';
import { SymbolicDataModel } from '../data/json-data-model.ts';
import type { MaybeDataModel } from '../data/map-model.ts';
import { MergeModule } from './merge-module.ts';
import { moduleNames } from './module.ts';
import type { ModuleOptions } from './module.ts';

/** Gives the one data model of a list that is there; null where there are none or several. Follows `synalinks.Xor`. */
export class Xor extends MergeModule {
  readonly identity = { module: 'synalinks', className: 'Xor' };

  /** @throws ArgumentError `unknown-option` */
  constructor(options: ModuleOptions = {}) {
    if (new.target === Xor) checkOptions('Xor', options, moduleNames);
    super('Xor', 'Perform a logical Xor operation.', options);
  }

  protected merge(inputs: readonly MaybeDataModel[]): MaybeDataModel {
    const present = inputs.filter((input) => input !== null);
    const [only = null] = present;
    if (only instanceof SymbolicDataModel) return new SymbolicDataModel(only.schema);
    return present.length === 1 ? only : null;
  }
}
