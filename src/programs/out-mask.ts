import { checkOptions } from '../base/check-options.ts';
import type { MaybeDataModel } from '../data/map-model.ts';
import { outMask } from '../data/mask.ts';
import { MaskModule, maskNames } from './mask-module.ts';
import type { MaskModuleOptions } from './mask-module.ts';

/** Drops some fields of its inputs. Follows `synalinks.OutMask`. */
export class OutMask extends MaskModule {
  readonly identity = { module: 'synalinks', className: 'OutMask' };

  /** @throws ArgumentError `unknown-option`, `missing-mask` */
  constructor(options: MaskModuleOptions) {
    if (new.target === OutMask) checkOptions('OutMask', options, maskNames);
    super('OutMask', 'remove', options);
  }

  protected apply<T extends MaybeDataModel>(model: T): T {
    return outMask(model, this.mask);
  }
}
