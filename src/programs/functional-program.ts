import { ArgumentError } from '../base/errors.ts';
import { SymbolicDataModel } from '../data/json-data-model.ts';
import type { JsonObject } from '../python/json-value.ts';
import { functionalConfig } from './functional-config.ts';
import { buildGraph } from './graph.ts';
import type { Graph } from './graph.ts';
import { Module } from './module.ts';
import type { CallOptions, ClassIdentity, DataValue, ModuleOptions } from './module.ts';
import type { Node } from './node.ts';
import { flatten, mapStructure } from './structure.ts';
import type { Structured } from './structure.ts';

/** What a functional program is made from. */
export interface FunctionalOptions extends ModuleOptions {
  /** What `Input(…)` gave: one, a list, or a record. */
  readonly inputs: Structured<SymbolicDataModel>;
  /** What the last modules gave. */
  readonly outputs: Structured<SymbolicDataModel>;
  /** How a class of one's own is named in program files. @default Synalinks' Functional */
  readonly identity?: ClassIdentity;
}

const DESCRIPTION = 'A `Functional` program is a `Program` defined as a directed graph of modules.';

const IDENTITY: ClassIdentity = {
  module: 'synalinks.src.programs.functional',
  className: 'Functional',
  registeredName: 'Functional',
};

/**
 * A directed graph of modules, itself a module. Follows `synalinks.src.programs.functional.Functional`.
 */
export class FunctionalProgram extends Module<true> {
  readonly identity: ClassIdentity;
  /** Synalinks counts the calls of a nested functional program from 1 at the ends of a graph. */
  override readonly firstCall = 1;
  readonly inputs: Structured<SymbolicDataModel>;
  readonly outputs: Structured<SymbolicDataModel>;
  readonly graph: Graph;
  /** The description that the author gave; null for the class's own, which is not written. */
  readonly ownDescription: string | null;

  /** @throws ProgramError `disconnected`, `duplicate-name` */
  constructor(options: FunctionalOptions) {
    super('Functional', DESCRIPTION, options);
    this.identity = options.identity ?? IDENTITY;
    this.ownDescription = options.description ?? null;
    this.inputs = options.inputs;
    this.outputs = options.outputs;
    this.graph = buildGraph(options.inputs, options.outputs);
  }

  override get submodules(): readonly Module<boolean>[] {
    return this.graph.modules;
  }

  getConfig(): JsonObject {
    return functionalConfig(this);
  }

  /** Runs the graph layer by layer; the modules of a layer run together. */
  protected async forward(
    inputs: Structured<DataValue>,
    options: CallOptions,
  ): Promise<Structured<DataValue>> {
    const values = this.#bind(inputs);
    for (const layer of this.graph.layers) {
      await Promise.all(layer.map((node) => runNode(node, values, options)));
    }
    return mapStructure<SymbolicDataModel, DataValue>(this.outputs, (output) => values.get(output) ?? null);
  }

  /** Connects the graph once more, with other inputs: the schemas of the outputs stay. */
  protected outputSchema(): Structured<SymbolicDataModel> {
    return mapStructure(this.outputs, (output) => new SymbolicDataModel(output.schema));
  }

  #bind(inputs: Structured<DataValue>): Map<SymbolicDataModel, DataValue> {
    const expected = flatten(this.inputs);
    const given = flatten<DataValue>(inputs);
    if (given.length !== expected.length) {
      throw new ArgumentError(
        'bad-inputs',
        `The program "${this.name}" was called with ${given.length} inputs. Expected ${expected.length}.`,
        { details: { received: given.length, expected: expected.length } },
      );
    }
    return new Map(expected.map((model, index) => [model, given[index] ?? null]));
  }
}

async function runNode(
  node: Node,
  values: Map<SymbolicDataModel, DataValue>,
  options: CallOptions,
): Promise<void> {
  const [first] = node.outputs;
  if (first !== undefined && values.has(first)) return;
  const inputs = mapStructure<SymbolicDataModel, DataValue>(
    node.inputs,
    (input) => values.get(input) ?? null,
  );
  const results = flatten<DataValue>(await node.module.call(inputs, options));
  node.outputs.forEach((output, index) => values.set(output, results[index] ?? null));
}
