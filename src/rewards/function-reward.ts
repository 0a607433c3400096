import type { OptionNames } from '../base/check-options.ts';
import type { ConfigReader, Revive } from '../data/config-reader.ts';
import { readFieldMasks } from '../data/field-masks.ts';
import { functionEnvelope, functionNameIn } from '../programs/object-envelope.ts';
import { isJsonObject } from '../python/json-value.ts';
import type { JsonObject, JsonValue } from '../python/json-value.ts';
import { checkReduction } from './reduction.ts';
import type { Reduction } from './reduction.ts';
import { rewardNames } from './reward.ts';
import type { RewardOptions } from './reward.ts';

/** What a reward made of a function can be given. */
export interface FunctionRewardOptions extends RewardOptions {
  /**
   * The name under which the function is saved, and looked up in `scoreFunctions` when a program is loaded.
   * @default the function's own name in snake_case
   */
  readonly registeredName?: string | null;
  /** Fixed arguments: the function finds them in `context.kwargs`, and they are saved with it. @default none */
  readonly kwargs?: JsonObject;
}

export const functionRewardNames: OptionNames<FunctionRewardOptions> = {
  ...rewardNames,
  registeredName: true,
  kwargs: true,
};

/** The fields of a config that say which function it is. */
export function functionFields(
  fn: { readonly name: string },
  { registeredName, kwargs = new Map() }: FunctionRewardOptions,
): readonly (readonly [string, JsonValue])[] {
  return [
    ['fn', functionEnvelope(registeredName ?? fn.name)],
    ['fn_kwargs', kwargs],
  ];
}

/** Reads what `functionFields` and the reward's own config wrote. @throws {DataError} `bad-field`, `unknown-field` */
export function readFunctionReward<Fn>(
  config: ConfigReader,
  revive: Revive,
): { readonly fn: Fn; readonly options: FunctionRewardOptions } {
  const fn = revive(config.value('fn'));
  if (typeof fn !== 'function') throw config.wrong('fn', 'the name of a registered function');
  const options = {
    name: config.string('name'),
    ...readReduction(config),
    ...readFieldMasks(config),
    registeredName: functionNameIn(config.value('fn')),
    kwargs: readKwargs(config),
  };
  config.finish();
  return { fn: fn as Fn, options };
}

/** Reads the reduction, which may be null and is then not the same as missing. @throws {ArgumentError} `bad-reduction` */
export function readReduction(config: ConfigReader): { readonly reduction?: Reduction } {
  if (!config.has('reduction')) return {};
  const reduction = config.string('reduction');
  checkReduction(reduction);
  return { reduction };
}

function readKwargs(config: ConfigReader): JsonObject {
  const kwargs = config.value('fn_kwargs') ?? new Map<string, JsonValue>();
  if (isJsonObject(kwargs)) return kwargs;
  throw config.wrong('fn_kwargs', 'an object or null');
}
