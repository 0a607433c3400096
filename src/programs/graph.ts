import { ProgramError } from '../base/errors.ts';
import type { SymbolicDataModel } from '../data/json-data-model.ts';
import { InputModule } from './input.ts';
import type { Module } from './module.ts';
import type { Node } from './node.ts';
import { originOf } from './node.ts';
import { flatten } from './structure.ts';
import type { Structured } from './structure.ts';

/** What a program is made of: its calls from the inputs on, and its modules in the order of a program file. */
export interface Graph {
  /** Calls in an order in which each finds its inputs ready, grouped by depth: those of a group may run together. */
  readonly layers: readonly (readonly Node[])[];
  /** Modules by decreasing depth, ties by the first visit from the outputs. */
  readonly modules: readonly Module<boolean>[];
}

/**
 * Finds the calls that lead from the inputs to the outputs.
 *
 * Follows Keras' `map_graph`, on which Synalinks builds.
 * @throws ProgramError `disconnected` when an output does not come from the inputs; `duplicate-name`
 */
export function buildGraph(
  inputs: Structured<SymbolicDataModel>,
  outputs: Structured<SymbolicDataModel>,
): Graph {
  const { nodes, visits } = walk(outputs);
  const inputNodes = flatten(inputs).map(requireOrigin);
  checkEnds(inputNodes.length, nodes.length);
  checkInputs(nodes, inputNodes);
  const { nodeDepths, moduleDepths } = depths(nodes);
  for (const node of inputNodes) {
    if (moduleDepths.has(node.module)) continue;
    moduleDepths.set(node.module, 0);
    nodeDepths.set(node, 0);
    visits.set(node.module, -1);
  }
  const modules = [...moduleDepths.keys()].sort(
    (a, b) =>
      (moduleDepths.get(b) ?? 0) - (moduleDepths.get(a) ?? 0) || (visits.get(a) ?? 0) - (visits.get(b) ?? 0),
  );
  checkNames(modules);
  return { layers: layersOf(nodeDepths, visits), modules };
}

/** Depth-first from the outputs: every node after those that it needs, and the order of first visits. */
function walk(outputs: Structured<SymbolicDataModel>): {
  nodes: Node[];
  visits: Map<Module<boolean>, number>;
} {
  const nodes: Node[] = [];
  const seen = new Set<Node>();
  const visits = new Map<Module<boolean>, number>();
  const visit = (node: Node): void => {
    if (seen.has(node)) return;
    seen.add(node);
    if (!visits.has(node.module)) visits.set(node.module, visits.size);
    for (const input of flatten(node.inputs)) visit(requireOrigin(input));
    nodes.push(node);
  };
  for (const output of flatten(outputs)) visit(requireOrigin(output));
  return { nodes, visits };
}

function depths(nodes: readonly Node[]): {
  nodeDepths: Map<Node, number>;
  moduleDepths: Map<Module<boolean>, number>;
} {
  const nodeDepths = new Map<Node, number>();
  const moduleDepths = new Map<Module<boolean>, number>();
  for (const node of nodes.toReversed()) {
    const depth = Math.max(nodeDepths.get(node) ?? 0, moduleDepths.get(node.module) ?? 0);
    moduleDepths.set(node.module, depth);
    nodeDepths.set(node, depth);
    for (const input of flatten(node.inputs)) {
      const parent = requireOrigin(input);
      nodeDepths.set(parent, Math.max(depth + 1, nodeDepths.get(parent) ?? 0));
    }
  }
  return { nodeDepths, moduleDepths };
}

function layersOf(
  nodeDepths: ReadonlyMap<Node, number>,
  visits: ReadonlyMap<Module<boolean>, number>,
): Node[][] {
  const layers: Node[][] = [];
  for (const [node, depth] of nodeDepths) (layers[depth] ??= []).push(node);
  for (const layer of layers) {
    layer?.sort((a, b) => (visits.get(a.module) ?? 0) - (visits.get(b.module) ?? 0));
  }
  return layers.filter((layer) => layer !== undefined).reverse();
}

function requireOrigin(model: SymbolicDataModel): Node {
  const node = originOf(model);
  if (node) return node;
  throw new ProgramError(
    'disconnected',
    'A data model of this program comes from no module. Expected what `Input(…)` or a module’s `call` gave.',
  );
}

function checkEnds(inputs: number, nodes: number): void {
  if (inputs > 0 && nodes > 0) return;
  throw new ProgramError(
    'disconnected',
    `This program has no ${inputs > 0 ? 'outputs' : 'inputs'}. Expected one at least of what \`Input(…)\` or a module’s \`call\` gave.`,
  );
}

function checkInputs(nodes: readonly Node[], inputs: readonly Node[]): void {
  const given = new Set(inputs);
  const missing = nodes.find((node) => node.module instanceof InputModule && !given.has(node));
  if (!missing) return;
  throw new ProgramError(
    'disconnected',
    `The outputs need the input "${missing.module.name}", which is not among the program’s inputs. ` +
      'Pass every `Input` that the outputs depend on.',
    { details: { name: missing.module.name } },
  );
}

function checkNames(modules: readonly Module<boolean>[]): void {
  const names = modules.map((module) => module.name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice === undefined) return;
  const count = names.filter((name) => name === twice).length;
  throw new ProgramError(
    'duplicate-name',
    `The name "${twice}" is used ${count} times in the model. All operation names should be unique.`,
    { details: { name: twice, count } },
  );
}
