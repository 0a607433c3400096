import { checkOptions } from '../base/check-options.ts';
import type { MaybeDataModel } from '../data/map-model.ts';
import { inMask } from '../data/mask.ts';
import { MaskModule, maskNames } from './mask-module.ts';
import type { MaskModuleOptions } from './mask-module.ts';

/** Keeps some fields of its inputs. Follows `synalinks.InMask`. */
export class InMask extends MaskModule {
  readonly identity = { module: 'synalinks', className: 'InMask' };

  /** @throws ArgumentError `unknown-option`, `missing-mask` */
  constructor(options: MaskModuleOptions) {
    if (new.target === InMask) checkOptions('InMask', options, maskNames);
    super('InMask', 'keep', options);
  }

  protected apply<T extends MaybeDataModel>(model: T): T {
    return inMask(model, this.mask);
  }
}
