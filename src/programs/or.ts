import { checkOptions } from '../base/check-options.ts';
import { logicalOr } from '../data/logic.ts';
import type { MaybeDataModel } from '../data/map-model.ts';
import { MergeModule } from './merge-module.ts';
import { moduleNames } from './module.ts';
import type { ModuleOptions } from './module.ts';

/** Joins the data models of a list that are there; null where none is. Follows `synalinks.Or`. */
export class Or extends MergeModule {
  readonly identity = { module: 'synalinks', className: 'Or' };

  /** @throws ArgumentError `unknown-option` */
  constructor(options: ModuleOptions = {}) {
    if (new.target === Or) checkOptions('Or', options, moduleNames);
    super('Or', 'Perform a logical Or operation.', options);
  }

  protected merge([first = null, ...others]: readonly MaybeDataModel[]): MaybeDataModel {
    return others.reduce<MaybeDataModel>((merged, input) => logicalOr(merged, input), first);
  }
}
