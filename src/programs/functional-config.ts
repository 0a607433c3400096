import type { SymbolicDataModel } from '../data/json-data-model.ts';
import { jsonObject } from '../python/json-value.ts';
import type { JsonObject, JsonValue } from '../python/json-value.ts';
import type { FunctionalProgram } from './functional-program.ts';
import { InputModule } from './input.ts';
import type { Module } from './module.ts';
import { originOf } from './node.ts';
import type { Node, Place } from './node.ts';
import { objectEnvelope } from './object-envelope.ts';
import { flatten } from './structure.ts';
import type { Structured } from './structure.ts';

/** Finds the call that a data model comes from: module, index among its calls in this program, index of the output. */
type Origin = (model: SymbolicDataModel) => {
  readonly module: Module<boolean>;
  readonly call: number;
  readonly output: number;
};

/**
 * The config of a functional program: its modules, each with the calls that it takes part in.
 *
 * Keys and order are Synalinks'. `Differs from Synalinks:` the author's `description` is written too; Python reads it.
 */
export function functionalConfig(program: FunctionalProgram): JsonObject {
  const nodes = new Set(program.graph.layers.flat());
  const origin = originIn(nodes);
  const ends = (structure: Structured<SymbolicDataModel>): JsonValue =>
    structureOfPlaces(structure, (model) => endOf(origin, model));
  return jsonObject(
    ['name', program.name],
    ['trainable', program.trainable],
    ['modules', program.graph.modules.map((module) => moduleEntry(module, nodes, origin))],
    ['input_modules', ends(program.inputs)],
    ['output_modules', ends(program.outputs)],
    ...(program.ownDescription === null ? [] : [['description', program.ownDescription] as const]),
  );
}

/** How a data model stands in a file: its schema, and the call that it comes from. */
export function symbolicEnvelope(model: SymbolicDataModel, place: JsonValue): JsonObject {
  return jsonObject(
    ['class_name', '__symbolic_data_model__'],
    ['config', jsonObject(['schema', model.schema], ['synalinks_history', place])],
  );
}

/** Numbers the calls of each module that belong to one program, from 0. */
function originIn(nodes: ReadonlySet<Node>): Origin {
  return (model) => {
    const node = originOf(model);
    if (!node) throw new TypeError('A data model of a graph has no origin.');
    const calls = node.module.nodes.filter((call) => nodes.has(call));
    return { module: node.module, call: calls.indexOf(node), output: node.outputs.indexOf(model) };
  };
}

function endOf(origin: Origin, model: SymbolicDataModel): JsonValue {
  const { module, call, output } = origin(model);
  return [module.name, BigInt(module.firstCall + call), BigInt(output)];
}

function moduleEntry(module: Module<boolean>, nodes: ReadonlySet<Node>, origin: Origin): JsonObject {
  if (module.fileEntry) return module.fileEntry;
  const calls = module instanceof InputModule ? [] : module.nodes.filter((node) => nodes.has(node));
  return new Map<string, JsonValue>([
    ...objectEnvelope(module),
    ['name', module.name],
    ['inbound_nodes', calls.map((node) => inboundNode(node, origin))],
  ]);
}

function inboundNode(node: Node, origin: Origin): JsonObject {
  const places: Place[] = [];
  const inputs = structured(node.inputs, (model) => {
    const { module, call, output } = origin(model);
    places.push([module.name, call, output]);
    return symbolicEnvelope(model, [module.name, BigInt(call), BigInt(output)]);
  });
  const args = node.module.spreadsInputs && Array.isArray(inputs) ? inputs : [inputs];
  const file = node.fileCall;
  const training = node.module.takesTraining ? jsonObject(['training', false]) : jsonObject();
  return jsonObject(
    // As the file has them, whose schemas may be in another order, as long as they are the same outputs.
    ['args', file && isSame(file.places, places) ? file.args : args],
    ['kwargs', file?.kwargs ?? training],
  );
}

const isSame = (a: readonly Place[], b: readonly Place[]): boolean => JSON.stringify(a) === JSON.stringify(b);

function structureOfPlaces(
  structure: Structured<SymbolicDataModel>,
  place: (model: SymbolicDataModel) => JsonValue,
): JsonValue {
  const isSingle = !isRecord(structure) && !Array.isArray(structure);
  return isSingle ? flatten<SymbolicDataModel>(structure).map(place) : structured(structure, place);
}

function structured(
  structure: Structured<SymbolicDataModel>,
  leaf: (model: SymbolicDataModel) => JsonValue,
): JsonValue {
  if (Array.isArray(structure))
    return structure.map((item: Structured<SymbolicDataModel>) => structured(item, leaf));
  if (!isRecord(structure)) return leaf(structure as SymbolicDataModel);
  return new Map(Object.entries(structure).map(([key, item]) => [key, structured(item, leaf)]));
}

function isRecord(
  structure: Structured<SymbolicDataModel>,
): structure is { readonly [key: string]: Structured<SymbolicDataModel> } {
  return Object.getPrototypeOf(structure) === Object.prototype;
}
