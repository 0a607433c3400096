import { checkOptions } from '../base/check-options.ts';
import type { OptionNames } from '../base/check-options.ts';
import { ConfigReader } from '../data/config-reader.ts';
import { exactMatch } from '../data/exact-match.ts';
import { fieldMaskNames, fieldMasksConfig, readFieldMasks } from '../data/field-masks.ts';
import type { FieldMasks } from '../data/field-masks.ts';
import type { JsonDataModel } from '../data/json-data-model.ts';
import { jsonObject } from '../python/json-value.ts';
import type { JsonObject } from '../python/json-value.ts';
import { Reward } from './reward.ts';

/** What an `ExactMatch` is made from. */
export interface ExactMatchOptions extends FieldMasks {
  /** @default 'exact_match' */
  readonly name?: string | null;
}

const names: OptionNames<ExactMatchOptions> = { ...fieldMaskNames, name: true };

/**
 * Gives 1 to a prediction that equals its target, else 0; also 0 where either is missing.
 *
 * Equal as Python has it: `5` equals `5.0`, `true` equals `1`, the order of keys does not matter, strings must be the
 * same to the character. A field that is null is not a field that is missing. Follows `synalinks.ExactMatch`.
 *
 * @example new ExactMatch({ inMask: ['answer'] });
 */
export class ExactMatch extends Reward {
  static readonly className = 'ExactMatch';
  readonly identity = { module: 'synalinks', className: ExactMatch.className };

  /** @throws {ArgumentError} `unknown-option`, `bad-name` */
  constructor(options: ExactMatchOptions = {}) {
    if (new.target === ExactMatch) checkOptions(ExactMatch.className, options, names);
    super(ExactMatch.className, { ...options, name: options.name ?? 'exact_match', reduction: 'mean' });
  }

  /** @throws {DataError} `bad-field`, `unknown-field` */
  static fromConfig(config: JsonObject): ExactMatch {
    const reader = new ConfigReader(ExactMatch.className, config);
    const options = { name: reader.string('name'), ...readFieldMasks(reader) };
    reader.finish();
    return new ExactMatch(options);
  }

  override getConfig(): JsonObject {
    return jsonObject(['name', this.name], ...fieldMasksConfig(this.masks));
  }

  protected score(yTrue: JsonDataModel | null, yPred: JsonDataModel | null): number {
    return exactMatch(yTrue, yPred);
  }
}
