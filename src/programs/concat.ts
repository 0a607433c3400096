import { checkOptions } from '../base/check-options.ts';
import { concat } from '../data/concat.ts';
import type { MaybeDataModel } from '../data/map-model.ts';
import { MergeModule } from './merge-module.ts';
import { moduleNames } from './module.ts';
import type { ModuleOptions } from './module.ts';

/** Joins all data models of a list; an error where one is missing. Follows `synalinks.Concat`. */
export class Concat extends MergeModule {
  readonly identity = { module: 'synalinks', className: 'Concat' };

  /** @throws ArgumentError `unknown-option` */
  constructor(options: ModuleOptions = {}) {
    if (new.target === Concat) checkOptions('Concat', options, moduleNames);
    super('Concat', 'Perform a concatenation operation.', options);
  }

  protected merge([first = null, ...others]: readonly MaybeDataModel[]): MaybeDataModel {
    return others.reduce<MaybeDataModel>((merged, input) => concat(merged, input), first);
  }
}
