import { ProgramError } from '../base/errors.ts';
import { SymbolicDataModel } from '../data/json-data-model.ts';
import type { JsonSchema } from '../data/json-data-model.ts';
import type { JsonObject } from '../python/json-value.ts';
import { Module } from './module.ts';
import type { ClassIdentity, DataValue } from './module.ts';
import { functionNameIn } from './object-envelope.ts';
import type { Structured } from './structure.ts';
import type { Variable } from './variable.ts';

/** What a file says of a module that is not known here. */
export interface OpaqueEntry {
  /** All that the file says of it, written back as it is. */
  readonly envelope: JsonObject;
  readonly name: string;
  readonly config: JsonObject;
  readonly identity: ClassIdentity;
  /** Schemas of the outputs of each call, as far as others' inputs tell them. */
  readonly outputs: readonly (readonly JsonSchema[])[];
}

/**
 * A module of a file whose class is not known here: it is kept and written back untouched, and refuses to run.
 *
 * So a program with modules of one's own Python classes can be inspected, and its other variables changed.
 */
export class OpaqueModule extends Module<true> {
  readonly identity: ClassIdentity;
  override readonly fileEntry: JsonObject;
  readonly #config: JsonObject;
  readonly #outputs: readonly (readonly JsonSchema[])[];
  readonly #kept: Variable[] = [];

  constructor({ envelope, name, config, identity, outputs }: OpaqueEntry) {
    super(identity.className, '', { name, trainable: config.get('trainable') !== false });
    this.fileEntry = envelope;
    this.identity = identity;
    this.#config = config;
    this.#outputs = outputs;
  }

  override get variables(): readonly Variable[] {
    return this.#kept;
  }

  override get trainableVariables(): readonly Variable[] {
    return this.#kept.filter(({ trainable }) => trainable);
  }

  /** Takes a value of the file that is written back with the module. */
  keep(variable: Variable): void {
    this.#kept.push(variable);
  }

  getConfig(): JsonObject {
    return this.#config;
  }

  protected outputSchema(): readonly SymbolicDataModel[] {
    const schemas = this.#outputs[this.nodes.length] ?? [new Map()];
    return schemas.map((schema) => new SymbolicDataModel(schema));
  }

  protected async forward(): Promise<Structured<DataValue>> {
    throw new ProgramError('unknown-class', `The module "${this.name}" ${this.#lack()}`, {
      details: { module: this.name, className: this.identity.className },
    });
  }

  /** What the loader would need, under the very name that it looks up. */
  #lack(): string {
    const { className, registeredName } = this.identity;
    const name = functionNameIn(this.#config.get('function') ?? null);
    return className === 'Lambda' && name !== null
      ? `calls the function ${name}, which is not known here, so the program cannot run. ` +
          `Give the function to the loader: { functions: { ${keyOf(name)}: (inputs) => … } }.`
      : `is of the class ${className}, which is not known here, so the program cannot run. ` +
          `Give the class to the loader: { customModules: { ${keyOf(registeredName ?? className)}: (config) => … } }.`;
  }
}

/** A name as the key of an object literal. */
const keyOf = (name: string): string =>
  /^[\p{L}_$][\p{L}\p{N}_$]*$/u.test(name) ? name : JSON.stringify(name);
