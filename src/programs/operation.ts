import { ArgumentError } from '../base/errors.ts';
import type { SymbolicDataModel } from '../data/json-data-model.ts';
import type { MaybeDataModel } from '../data/map-model.ts';
import { jsonObject } from '../python/json-value.ts';
import type { JsonObject } from '../python/json-value.ts';
import { Module } from './module.ts';
import type { ClassIdentity, DataValue } from './module.ts';
import { operationClasses } from './operation-classes.ts';
import type { OperationName } from './operation-classes.ts';
import { objectOrNull } from './object-or-null.ts';
import { flatten } from './structure.ts';
import type { Structured } from './structure.ts';

/** What one operation of a graph is made from. */
export interface OperationOptions {
  readonly name?: string;
  /** @default the class's own, which may be null */
  readonly description?: string | null;
  /** What the operation needs beside its inputs: a mask, a prefix. @default nothing */
  readonly parameters?: JsonObject;
}

/** An operation on data models as a node of a graph. Follows the classes of `synalinks.src.ops.json`. */
export class Operation extends Module {
  readonly identity: ClassIdentity;
  override readonly spreadsInputs = true;
  readonly #className: OperationName;
  readonly #options: OperationOptions;

  constructor(className: OperationName, options: OperationOptions = {}) {
    super(className, options.description ?? '', options.name === undefined ? {} : { name: options.name });
    this.identity = { module: 'synalinks.src.ops.json', className, registeredName: className };
    this.#className = className;
    this.#options = options;
  }

  getConfig(): JsonObject {
    const { description = operationClasses[this.#className].description, parameters } = this.#options;
    return jsonObject(['name', this.name], ['description', description], ...(parameters ?? []));
  }

  protected outputSchema(inputs: Structured<SymbolicDataModel>): SymbolicDataModel {
    return this.#apply(flatten<SymbolicDataModel>(inputs)) as SymbolicDataModel;
  }

  protected async forward(inputs: Structured<DataValue>): Promise<DataValue> {
    return this.#apply(flatten<DataValue>(inputs).map(objectOrNull)) as DataValue;
  }

  #apply(inputs: readonly MaybeDataModel[]): MaybeDataModel {
    const { arity, apply } = operationClasses[this.#className];
    if (inputs.length === arity) return apply(inputs, this.#options.parameters ?? new Map());
    throw new ArgumentError(
      'bad-inputs',
      `The operation "${this.name}" got ${inputs.length} data models. Expected ${arity}.`,
      { details: { operation: this.name, received: inputs.length, expected: arity } },
    );
  }
}
