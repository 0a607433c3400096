import { checkOptions } from '../base/check-options.ts';
import type { OptionNames } from '../base/check-options.ts';
import { ArgumentError } from '../base/errors.ts';
import { JsonDataModel, SymbolicDataModel } from '../data/json-data-model.ts';
import type { JsonSchema } from '../data/json-data-model.ts';
import { isJsonObject, jsonObject } from '../python/json-value.ts';
import type { JsonObject } from '../python/json-value.ts';
import { toJsonValue } from '../python/plain-value.ts';
import { Module, moduleNames } from './module.ts';
import type { CallOptions, DataValue, ModuleOptions } from './module.ts';
import { functionEnvelope, registeredFunctionEnvelope } from './object-envelope.ts';
import type { Structured } from './structure.ts';

/** Makes one object of another: gets exact JSON, and gives exact JSON, a plain object, or null for "no value". */
export type LambdaFunction = (inputs: JsonObject, options: CallOptions) => unknown;

/** What a Lambda is made from. */
export interface LambdaOptions extends ModuleOptions {
  readonly function: LambdaFunction;
  /** The name under which loaders of the program find the function. @default the function's own, in snake_case */
  readonly functionName?: string;
  /** The form of what the function gives. */
  readonly dataModel: { readonly schema: JsonSchema };
  /** @default false */
  readonly trainable?: boolean;
}

const names: OptionNames<LambdaOptions> = {
  ...moduleNames,
  function: true,
  functionName: true,
  dataModel: true,
};

/**
 * Calls a plain function. Program files hold its name alone: whoever loads one gives the function again.
 *
 * Follows `synalinks.Lambda`.
 *
 * @example
 * const shout = new Lambda({ function: (json) => ({ text: `${json.get('text')}!` }), functionName: 'shout', dataModel: Text });
 * await loadProgram('shouter.json', { functions: { shout: myFunction } });
 */
export class Lambda extends Module {
  readonly identity = { module: 'synalinks.modules', className: 'Lambda' };
  readonly schema: JsonSchema;
  readonly #options: LambdaOptions;

  /** @throws ArgumentError `unknown-option` */
  constructor(options: LambdaOptions) {
    if (new.target === Lambda) checkOptions('Lambda', options, names);
    super('Lambda', 'Wraps an arbitrary callable as a `Module`.', {
      ...options,
      trainable: options.trainable ?? false,
    });
    this.schema = options.dataModel.schema;
    this.#options = options;
  }

  getConfig(): JsonObject {
    const { functionName, function: call } = this.#options;
    return jsonObject(['schema', this.schema], ...this.commonConfig(), [
      'function',
      functionName === undefined ? functionEnvelope(call.name) : registeredFunctionEnvelope(functionName),
    ]);
  }

  protected outputSchema(): SymbolicDataModel {
    return new SymbolicDataModel(this.schema);
  }

  protected async forward(inputs: Structured<DataValue>, options: CallOptions): Promise<DataValue> {
    if (!(inputs instanceof JsonDataModel)) return null;
    const output: unknown = await this.#options.function(inputs.json, options);
    if (output === null || output === undefined || output instanceof JsonDataModel) return output ?? null;
    const json = toJsonValue(output);
    if (isJsonObject(json)) return new JsonDataModel(this.schema, json);
    throw new ArgumentError(
      'bad-output',
      `The function of "${this.name}" gave no object. Expected an object, a data model, or null.`,
      { details: { module: this.name } },
    );
  }
}
