import type { SymbolicDataModel } from '../data/json-data-model.ts';
import { isJsonArray, isJsonObject } from '../python/json-value.ts';
import type { JsonObject, JsonValue } from '../python/json-value.ts';
import { FunctionalProgram } from './functional-program.ts';
import type { Module } from './module.ts';
import { InputModule } from './input.ts';
import { badFile, reviveModule } from './revive-module.ts';
import type { ReviveOptions } from './revive-module.ts';
import { flatten } from './structure.ts';
import type { Structured } from './structure.ts';

/** One call that has still to be made while a graph is put together again. */
interface PendingCall {
  readonly name: string;
  readonly index: number;
  readonly args: JsonValue;
  readonly path: string;
}

/** What a functional program is made of again: give it to the constructor. */
export interface RevivedGraph {
  readonly name?: string;
  readonly description?: string;
  readonly trainable: boolean;
  readonly inputs: Structured<SymbolicDataModel>;
  readonly outputs: Structured<SymbolicDataModel>;
}

/**
 * Puts a functional program's graph together again from its config.
 *
 * @throws ProgramError `bad-file`, `unknown-class`; `details.path` says where in the file
 */
export async function reviveGraph(
  config: JsonObject,
  path: string,
  options: ReviveOptions,
): Promise<RevivedGraph> {
  const entries = config.get('modules');
  if (!isJsonArray(entries)) throw badFile(`${path}.modules`, 'there is no list of modules');
  const outputs = new Map<string, readonly SymbolicDataModel[]>();
  const modules = new Map<string, Module<boolean>>();
  const pending: PendingCall[] = [];
  for (const [index, entry] of entries.entries()) {
    await readEntry(entry, `${path}.modules[${index}]`, options, modules, outputs, pending);
  }
  await makeCalls(pending, modules, outputs, path);
  const name = config.get('name');
  const description = config.get('description');
  return {
    ...(typeof name === 'string' ? { name } : {}),
    ...(typeof description === 'string' ? { description } : {}),
    trainable: config.get('trainable') !== false,
    inputs: places(config.get('input_modules'), outputs, modules, `${path}.input_modules`),
    outputs: places(config.get('output_modules'), outputs, modules, `${path}.output_modules`),
  };
}

async function readEntry(
  entry: JsonValue,
  path: string,
  options: ReviveOptions,
  modules: Map<string, Module<boolean>>,
  outputs: Map<string, readonly SymbolicDataModel[]>,
  pending: PendingCall[],
): Promise<void> {
  const module = await reviveAny(entry, path, options);
  const outer = isJsonObject(entry) ? entry.get('name') : undefined;
  const name = typeof outer === 'string' ? outer : module.name;
  if (modules.has(name)) throw badFile(path, `the name "${name}" is taken already`);
  modules.set(name, module);
  if (module instanceof InputModule) outputs.set(key(name, 0), [module.output]);
  const calls = isJsonObject(entry) ? (entry.get('inbound_nodes') ?? []) : [];
  if (!isJsonArray(calls)) throw badFile(`${path}.inbound_nodes`, 'the calls are no list');
  for (const [index, call] of calls.entries()) {
    const args = isJsonObject(call) ? call.get('args') : undefined;
    const callPath = `${path}.inbound_nodes[${index}]`;
    if (!isJsonArray(args) || args.length === 0) throw badFile(callPath, 'a call has no args');
    pending.push({ name, index, args: args[0] ?? null, path: callPath });
  }
}

/** Makes a module; a nested functional program is put together in turn. */
async function reviveAny(
  envelope: JsonValue,
  path: string,
  options: ReviveOptions,
): Promise<Module<boolean>> {
  const config = isJsonObject(envelope) ? envelope.get('config') : undefined;
  if (!isFunctional(envelope) || !isJsonObject(config)) return reviveModule(envelope, path, options);
  return new FunctionalProgram(await reviveGraph(config, `${path}.config`, options));
}

/** Tells whether an envelope is that of a functional program: the class, or a `Program` with a graph. */
function isFunctional(envelope: JsonValue): boolean {
  if (!isJsonObject(envelope)) return false;
  const config = envelope.get('config');
  const className = envelope.get('class_name');
  return (
    className === 'Functional' ||
    (className === 'Program' && isJsonObject(config) && config.has('input_modules'))
  );
}

/** Makes every call once what it needs is there, sweep after sweep. */
async function makeCalls(
  pending: readonly PendingCall[],
  modules: ReadonlyMap<string, Module<boolean>>,
  outputs: Map<string, readonly SymbolicDataModel[]>,
  path: string,
): Promise<void> {
  let left = pending;
  while (left.length > 0) {
    const waiting: PendingCall[] = [];
    for (const call of left) {
      const inputs = decode(call.args, outputs);
      const before = call.index === 0 || outputs.has(key(call.name, call.index - 1));
      if (inputs === null || !before) waiting.push(call);
      else outputs.set(key(call.name, call.index), await connect(modules.get(call.name), inputs));
    }
    const [stuck] = waiting;
    if (stuck && waiting.length === left.length) {
      throw badFile(stuck.path, `the inputs of "${stuck.name}" come from nowhere in ${path}`);
    }
    left = waiting;
  }
}

async function connect(
  module: Module<boolean> | undefined,
  inputs: Structured<SymbolicDataModel>,
): Promise<readonly SymbolicDataModel[]> {
  return module ? flatten<SymbolicDataModel>(await module.call(inputs)) : [];
}

/** The data models that an argument stands for; null while one of them is not there yet. */
function decode(
  value: JsonValue,
  outputs: ReadonlyMap<string, readonly SymbolicDataModel[]>,
): Structured<SymbolicDataModel> | null {
  if (isJsonArray(value)) {
    const items = value.map((item) => decode(item, outputs));
    return items.every((item) => item !== null) ? items : null;
  }
  if (!isJsonObject(value)) return null;
  const config = value.get('config');
  if (value.get('class_name') === '__symbolic_data_model__' && isJsonObject(config)) {
    return lookUp(config.get('synalinks_history'), outputs) ?? null;
  }
  const fields = [...value].map(([name, item]) => [name, decode(item, outputs)] as const);
  if (!fields.every((field): field is [string, Structured<SymbolicDataModel>] => field[1] !== null))
    return null;
  return Object.fromEntries(fields);
}

function lookUp(
  place: JsonValue | undefined,
  outputs: ReadonlyMap<string, readonly SymbolicDataModel[]>,
): SymbolicDataModel | undefined {
  if (!isJsonArray(place)) return undefined;
  const [name, node, index] = place;
  return outputs.get(key(String(name), Number(node)))?.[Number(index)];
}

/** Reads `input_modules` or `output_modules`: a triple, a list or a record of them. */
function places(
  value: JsonValue | undefined,
  outputs: ReadonlyMap<string, readonly SymbolicDataModel[]>,
  modules: ReadonlyMap<string, Module<boolean>>,
  path: string,
): Structured<SymbolicDataModel> {
  const read = (item: JsonValue | undefined): Structured<SymbolicDataModel> => {
    if (isJsonObject(item ?? null)) {
      return Object.fromEntries([...(item as JsonObject)].map(([name, inner]) => [name, read(inner)]));
    }
    if (!isJsonArray(item)) throw badFile(path, 'there is no place of a data model');
    if (typeof item[0] !== 'string') {
      const all = item.map(read);
      const [only] = all;
      return all.length === 1 && only !== undefined ? only : all;
    }
    const found = lookUp(nestedFromOne(item, modules), outputs);
    if (!found) throw badFile(path, `the output ${JSON.stringify(item.map(String))} does not exist`);
    return found;
  };
  return read(value);
}

/** Synalinks counts the calls of a nested functional program from 1 here, and from 0 everywhere else. */
function nestedFromOne(
  place: readonly JsonValue[],
  modules: ReadonlyMap<string, Module<boolean>>,
): readonly JsonValue[] {
  const [name, node, index] = place;
  const nested = modules.get(String(name)) instanceof FunctionalProgram;
  return [name ?? null, nested ? BigInt(Number(node)) - 1n : (node ?? null), index ?? null];
}

const key = (name: string, call: number): string => `${call} ${name}`;
