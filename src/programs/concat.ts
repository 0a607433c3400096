import { concat } from '../data/concat.ts';
import type { MaybeDataModel } from '../data/map-model.ts';
import { MergeModule } from './merge-module.ts';
import type { ModuleOptions } from './module.ts';

/** Joins all data models of a list; an error where one is missing. Follows `synalinks.Concat`. */
export class Concat extends MergeModule {
  readonly identity = { module: 'synalinks', className: 'Concat' };

  constructor(options: ModuleOptions = {}) {
    super('Concat', 'Perform a concatenation operation.', options);
  }

  protected merge([first = null, ...others]: readonly MaybeDataModel[]): MaybeDataModel {
    return others.reduce<MaybeDataModel>((merged, input) => concat(merged, input), first);
  }
}
