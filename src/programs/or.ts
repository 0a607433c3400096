import { logicalOr } from '../data/logic.ts';
import type { MaybeDataModel } from '../data/map-model.ts';
import { MergeModule } from './merge-module.ts';
import type { ModuleOptions } from './module.ts';

/** Joins the data models of a list that are there; null where none is. Follows `synalinks.Or`. */
export class Or extends MergeModule {
  readonly identity = { module: 'synalinks', className: 'Or' };

  constructor(options: ModuleOptions = {}) {
    super('Or', 'Perform a logical Or operation.', options);
  }

  protected merge([first = null, ...others]: readonly MaybeDataModel[]): MaybeDataModel {
    return others.reduce<MaybeDataModel>((merged, input) => logicalOr(merged, input), first);
  }
}
