import type { OptionNames } from '../base/check-options.ts';
import { ArgumentError } from '../base/errors.ts';
import type { SymbolicDataModel } from '../data/json-data-model.ts';
import type { MaskOptions } from '../data/key-matcher.ts';
import type { MaybeDataModel } from '../data/map-model.ts';
import { jsonObject } from '../python/json-value.ts';
import type { JsonObject } from '../python/json-value.ts';
import { Module, moduleNames } from './module.ts';
import type { DataValue, ModuleOptions } from './module.ts';
import { objectOrNull } from './object-or-null.ts';
import { mapStructure } from './structure.ts';
import type { Structured } from './structure.ts';

/** What a mask module is made from: fields by name, or by a pattern of Python's `re`, or both. */
export interface MaskModuleOptions extends ModuleOptions, Omit<MaskOptions, 'recursive'> {}

export const maskNames: OptionNames<MaskModuleOptions> = { ...moduleNames, mask: true, pattern: true };

/** Applies a mask to all that it is called with. Subclasses say which way. */
export abstract class MaskModule extends Module<true> {
  readonly mask: MaskOptions;

  constructor(className: string, purpose: string, { mask, pattern, ...options }: MaskModuleOptions) {
    super(className, `A module that ${purpose}s specific fields of the given data models`, options);
    this.mask = { mask: mask ?? null, pattern: pattern ?? null };
    if (mask || pattern) return;
    throw new ArgumentError('missing-mask', `\`mask\` parameter should be a list of fields to ${purpose}`);
  }

  /** `Differs from Synalinks:` which writes neither mask nor name, and then cannot load its own file. */
  getConfig(): JsonObject {
    return jsonObject(
      // Synalinks insists on a list beside a pattern: this one names no field.
      ['mask', this.mask.mask ?? ['']],
      ['pattern', this.mask.pattern ?? null],
      ...this.commonConfig(),
    );
  }

  protected abstract apply<T extends MaybeDataModel>(model: T): T;

  protected outputSchema(inputs: Structured<SymbolicDataModel>): Structured<SymbolicDataModel> {
    return mapStructure<SymbolicDataModel, SymbolicDataModel>(inputs, (model) => this.apply(model));
  }

  protected async forward(inputs: Structured<DataValue>): Promise<Structured<DataValue>> {
    return mapStructure<DataValue, DataValue>(inputs, (model) => this.apply(objectOrNull(model)));
  }
}
