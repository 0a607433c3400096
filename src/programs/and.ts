import { checkOptions } from '../base/check-options.ts';
import { logicalAnd } from '../data/logic.ts';
import type { MaybeDataModel } from '../data/map-model.ts';
import { MergeModule } from './merge-module.ts';
import { moduleNames } from './module.ts';
import type { ModuleOptions } from './module.ts';

/** Joins all data models of a list; null where one is missing. Follows `synalinks.And`. */
export class And extends MergeModule {
  readonly identity = { module: 'synalinks', className: 'And' };

  /** @throws ArgumentError `unknown-option` */
  constructor(options: ModuleOptions = {}) {
    if (new.target === And) checkOptions('And', options, moduleNames);
    super('And', 'Perform a logical And operation.', options);
  }

  protected merge([first = null, ...others]: readonly MaybeDataModel[]): MaybeDataModel {
    return others.reduce<MaybeDataModel>((merged, input) => logicalAnd(merged, input), first);
  }
}
