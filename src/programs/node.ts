import type { SymbolicDataModel } from '../data/json-data-model.ts';
import type { JsonObject, JsonValue } from '../python/json-value.ts';
import type { Module } from './module.ts';
import type { Structured } from './structure.ts';

/** Where a data model of a graph comes from: which output of which call of which module. */
export type Place = readonly [module: string, call: number, output: number];

/** A call as it stands in a file. */
export interface FileCall {
  readonly args: readonly JsonValue[];
  readonly kwargs: JsonObject;
  /** Where the data models in the arguments come from. */
  readonly places: readonly Place[];
}

/** One symbolic call of a module: a node of the graph that a program is made of. */
export class Node {
  readonly module: Module<boolean>;
  readonly inputs: Structured<SymbolicDataModel>;
  readonly outputs: readonly SymbolicDataModel[];
  /** The call as it stands in the file that it comes from; undefined for one that was made here. */
  fileCall: FileCall | undefined;

  constructor(
    module: Module<boolean>,
    inputs: Structured<SymbolicDataModel>,
    outputs: readonly SymbolicDataModel[],
  ) {
    this.module = module;
    this.inputs = inputs;
    this.outputs = outputs;
    for (const output of outputs) origins.set(output, this);
  }
}

const origins = new WeakMap<SymbolicDataModel, Node>();

/** The call that gave a symbolic data model; undefined when none did. */
export function originOf(model: SymbolicDataModel): Node | undefined {
  return origins.get(model);
}
