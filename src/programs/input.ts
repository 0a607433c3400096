import { checkOptions } from '../base/check-options.ts';
import type { OptionNames } from '../base/check-options.ts';
import { SymbolicDataModel } from '../data/json-data-model.ts';
import type { JsonSchema } from '../data/json-data-model.ts';
import { jsonObject } from '../python/json-value.ts';
import type { JsonObject } from '../python/json-value.ts';
import { Module } from './module.ts';
import type { DataValue } from './module.ts';
import { Node } from './node.ts';
import type { Structured } from './structure.ts';

const DESCRIPTION = 'Defines the input data model for a program.';

/** The place where a program's input enters its graph. Follows `synalinks.modules.InputModule`. */
export class InputModule extends Module {
  readonly identity = { module: 'synalinks.modules', className: 'InputModule' };
  readonly schema: JsonSchema;
  readonly optional: boolean;
  /** What flows on from here. */
  readonly output: SymbolicDataModel;

  constructor(schema: JsonSchema, options: InputOptions = {}) {
    super('InputModule', DESCRIPTION, options);
    this.schema = schema;
    this.optional = options.optional ?? false;
    this.output = new SymbolicDataModel(schema);
    this.nodes.push(new Node(this, [], [this.output]));
  }

  getConfig(): JsonObject {
    return jsonObject(
      ['schema', this.schema],
      ['optional', this.optional],
      ['name', this.name],
      ['description', this.description],
    );
  }

  static fromConfig(config: InputConfig): InputModule {
    return new InputModule(config.schema, config);
  }

  protected outputSchema(): SymbolicDataModel {
    return this.output;
  }

  protected async forward(inputs: Structured<DataValue>): Promise<DataValue> {
    return inputs as DataValue;
  }
}

/** What an `Input` can be given. */
export interface InputOptions {
  /** @default `input_module`, made unique by a number */
  readonly name?: string;
  /** @default what the class says of itself */
  readonly description?: string;
  /** Kept for Python, which takes null for an input that is optional. @default false */
  readonly optional?: boolean;
}

interface InputConfig extends InputOptions {
  readonly schema: JsonSchema;
}

const names: OptionNames<InputOptions> = { name: true, description: true, optional: true };

/**
 * Starts a program: gives the symbolic data model that its first module is called with.
 *
 * @throws ArgumentError `unknown-option`, `bad-name`
 * @example const inputs = Input(dataModel({ title: 'Query', properties: { query: { type: 'string' } } }));
 */
export function Input(model: { readonly schema: JsonSchema }, options: InputOptions = {}): SymbolicDataModel {
  checkOptions('Input', options, names);
  return new InputModule(model.schema, options).output;
}
