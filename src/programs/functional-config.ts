import type { SymbolicDataModel } from '../data/json-data-model.ts';
import { jsonObject } from '../python/json-value.ts';
import type { JsonObject, JsonValue } from '../python/json-value.ts';
import type { FunctionalProgram } from './functional-program.ts';
import { InputModule } from './input.ts';
import type { Module } from './module.ts';
import { originOf } from './node.ts';
import type { Node } from './node.ts';
import { objectEnvelope } from './object-envelope.ts';
import { flatten } from './structure.ts';
import type { Structured } from './structure.ts';

/** Where a data model comes from: module name, index of its call in this program, index among its outputs. */
type Place = readonly [string, bigint, bigint];

/**
 * The config of a functional program: its modules, each with the calls that it takes part in.
 *
 * Keys and order are Synalinks'. `Differs from Synalinks:` `description` is written too; Python reads and drops it.
 */
export function functionalConfig(program: FunctionalProgram): JsonObject {
  const placeOf = placesIn(program.graph.layers.flat());
  return jsonObject(
    ['name', program.name],
    ['trainable', program.trainable],
    ['modules', program.graph.modules.map((module) => moduleEntry(module, program, placeOf))],
    ['input_modules', structureOfPlaces(program.inputs, placeOf)],
    ['output_modules', structureOfPlaces(program.outputs, placeOf)],
    ['description', program.description],
  );
}

/** Numbers the calls of each module that belong to one program, from 0. */
function placesIn(nodes: readonly Node[]): (model: SymbolicDataModel) => Place {
  const kept = new Set(nodes);
  return (model) => {
    const node = originOf(model);
    if (!node) return ['', 0n, 0n];
    const calls = node.module.nodes.filter((call) => kept.has(call));
    return [node.module.name, BigInt(calls.indexOf(node)), BigInt(node.outputs.indexOf(model))];
  };
}

function moduleEntry(
  module: Module<boolean>,
  program: FunctionalProgram,
  placeOf: (model: SymbolicDataModel) => Place,
): JsonObject {
  const kept = new Set(program.graph.layers.flat());
  const calls = module instanceof InputModule ? [] : module.nodes.filter((node) => kept.has(node));
  return new Map<string, JsonValue>([
    ...objectEnvelope(module),
    ['name', module.name],
    ['inbound_nodes', calls.map((node) => inboundNode(node, placeOf))],
  ]);
}

function inboundNode(node: Node, placeOf: (model: SymbolicDataModel) => Place): JsonObject {
  const training: JsonObject = node.module.takesTraining ? jsonObject(['training', false]) : jsonObject();
  return jsonObject(['args', [encode(node.inputs, placeOf)]], ['kwargs', training]);
}

function encode(
  structure: Structured<SymbolicDataModel>,
  placeOf: (model: SymbolicDataModel) => Place,
): JsonValue {
  return structured(structure, (model) =>
    jsonObject(
      ['class_name', '__symbolic_data_model__'],
      ['config', jsonObject(['schema', model.schema], ['synalinks_history', [...placeOf(model)]])],
    ),
  );
}

function structureOfPlaces(
  structure: Structured<SymbolicDataModel>,
  placeOf: (model: SymbolicDataModel) => Place,
): JsonValue {
  const single = flatten(structure).length === 1 && !isRecord(structure);
  return single
    ? flatten(structure).map((model) => [...placeOf(model)])
    : structured(structure, (model) => [...placeOf(model)]);
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
