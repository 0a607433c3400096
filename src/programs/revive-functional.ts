import type { SymbolicDataModel } from '../data/json-data-model.ts';
import { isJsonArray, isJsonObject } from '../python/json-value.ts';
import type { JsonObject, JsonValue } from '../python/json-value.ts';
import { atPath, badFile } from './bad-file.ts';
import {
  graphReferences,
  outputsOf,
  placeReference,
  referencesIn,
  symbolicReference,
} from './graph-references.ts';
import type { Reference } from './graph-references.ts';
import { InputModule } from './input.ts';
import type { Module } from './module.ts';
import type { Place } from './node.ts';
import { OpaqueModule } from './opaque-module.ts';
import type { ReviveModule } from './revive-options.ts';
import { flatten } from './structure.ts';
import type { Structured } from './structure.ts';

/** One call that has still to be made while a graph is put together again. */
interface PendingCall {
  readonly module: Module<boolean>;
  readonly name: string;
  readonly index: number;
  readonly args: readonly JsonValue[];
  readonly kwargs: JsonObject;
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
 * @throws ProgramError `bad-file`; `details.path` says where in the file
 */
export function reviveGraph(config: JsonObject, path: string, revive: ReviveModule): RevivedGraph {
  const graph = new GraphReader(path);
  graph.readModules(config, revive);
  graph.makeCalls();
  const [name, description] = [config.get('name'), config.get('description')];
  return {
    ...(typeof name === 'string' ? { name } : {}),
    ...(typeof description === 'string' ? { description } : {}),
    trainable: config.get('trainable') !== false,
    inputs: graph.ends(config.get('input_modules'), `${path}.input_modules`),
    outputs: graph.ends(config.get('output_modules'), `${path}.output_modules`),
  };
}

/** A graph while it is put together: which modules there are, and what their calls gave so far. */
class GraphReader {
  readonly #path: string;
  readonly #modules = new Map<string, Module<boolean>>();
  readonly #outputs = new Map<string, readonly SymbolicDataModel[]>();
  #pending: readonly PendingCall[] = [];

  constructor(path: string) {
    this.#path = path;
  }

  readModules(config: JsonObject, revive: ReviveModule): void {
    const entries = config.get('modules');
    if (!isJsonArray(entries)) throw badFile(`${this.#path}.modules`, 'there is no list of modules');
    const references = graphReferences(config);
    this.#pending = entries.flatMap((entry, index) =>
      this.#readEntry(entry, `${this.#path}.modules[${index}]`, revive, references),
    );
  }

  /** Makes every call once what it needs is there, sweep after sweep. */
  makeCalls(): void {
    while (this.#pending.length > 0) {
      const waiting = this.#pending.filter((call) => !this.#make(call));
      const [stuck] = waiting;
      if (stuck && waiting.length === this.#pending.length) {
        throw badFile(stuck.path, `the inputs of "${stuck.name}" come from nowhere in ${this.#path}`);
      }
      this.#pending = waiting;
    }
  }

  /** Reads `input_modules` or `output_modules`: a place, a list or a record of them. A list of one is that one. */
  ends(value: JsonValue | undefined, path: string): Structured<SymbolicDataModel> {
    const all = this.#places(value ?? null, path);
    const [only] = Array.isArray(all) ? all : [];
    return Array.isArray(all) && all.length === 1 && only !== undefined ? only : all;
  }

  #readEntry(
    entry: JsonValue,
    path: string,
    revive: ReviveModule,
    references: readonly Reference[],
  ): readonly PendingCall[] {
    const outer = isJsonObject(entry) ? entry.get('name') : undefined;
    const outputs = typeof outer === 'string' ? outputsOf(outer, references) : [];
    const module = revive(entry, path, outputs);
    const name = typeof outer === 'string' ? outer : module.name;
    if (this.#modules.has(name)) throw badFile(path, `the name "${name}" is taken already`);
    this.#modules.set(name, module);
    if (module instanceof InputModule) this.#outputs.set(key(name, 0), [module.output]);
    const calls = isJsonObject(entry) ? (entry.get('inbound_nodes') ?? []) : [];
    if (!isJsonArray(calls)) throw badFile(`${path}.inbound_nodes`, 'the calls are no list');
    return calls.map((call, index) =>
      readCall(call, { module, name, index }, `${path}.inbound_nodes[${index}]`),
    );
  }

  /** False while something that the call needs is not there yet. */
  #make(call: PendingCall): boolean {
    const isNext = call.index === 0 || this.#outputs.has(key(call.name, call.index - 1));
    const inputs = isNext ? this.#inputsOf(call) : null;
    if (inputs === null) return false;
    const outputs = atPath(call.path, () => flatten<SymbolicDataModel>(call.module.connect(inputs)));
    const node = call.module.nodes.at(-1);
    if (node) node.fileCall = { args: call.args, kwargs: call.kwargs, places: placesIn(call.args) };
    this.#outputs.set(key(call.name, call.index), outputs);
    return true;
  }

  #inputsOf({ module, args, kwargs }: PendingCall): Structured<SymbolicDataModel> | null {
    if (module instanceof OpaqueModule) {
      const inputs = [...referencesIn(args), ...referencesIn(kwargs)].map((place) => this.#lookUp(place));
      return inputs.every((input) => input !== undefined) ? inputs : null;
    }
    const [only] = args;
    return args.length === 1 && only !== undefined && !module.spreadsInputs
      ? this.#decode(only)
      : this.#decode(args);
  }

  /** The data models that an argument stands for; null while one of them is not there yet. */
  #decode(value: JsonValue): Structured<SymbolicDataModel> | null {
    if (isJsonArray(value)) {
      const items = value.map((item) => this.#decode(item));
      return items.every((item) => item !== null) ? items : null;
    }
    if (!isJsonObject(value)) return null;
    const reference = symbolicReference(value);
    if (reference) return this.#lookUp(reference) ?? null;
    const fields = [...value].map(([name, item]) => [name, this.#decode(item)] as const);
    const isWhole = fields.every(
      (field): field is [string, Structured<SymbolicDataModel>] => field[1] !== null,
    );
    return isWhole ? Object.fromEntries(fields) : null;
  }

  #lookUp({ name, call, output }: Reference): SymbolicDataModel | undefined {
    return this.#outputs.get(key(name, call))?.[output];
  }

  #places(value: JsonValue, path: string): Structured<SymbolicDataModel> {
    if (isJsonObject(value)) {
      return Object.fromEntries([...value].map(([name, item]) => [name, this.#places(item, path)]));
    }
    if (!isJsonArray(value)) throw badFile(path, 'there is no place of a data model');
    if (typeof value[0] !== 'string') return value.map((item) => this.#places(item, path));
    const place = placeReference(value);
    const found = place && this.#lookUp({ ...place, call: this.#callOf(place) });
    if (!found) throw badFile(path, `the output ${JSON.stringify(value.map(String))} does not exist`);
    return found;
  }

  #callOf({ name, call }: Reference): number {
    return call - (this.#modules.get(name)?.firstCall ?? 0);
  }
}

function readCall(
  call: JsonValue,
  target: Pick<PendingCall, 'module' | 'name' | 'index'>,
  path: string,
): PendingCall {
  const args = isJsonObject(call) ? call.get('args') : undefined;
  const kwargs = isJsonObject(call) ? (call.get('kwargs') ?? new Map<string, JsonValue>()) : null;
  const hasInputs = isJsonArray(args) && (args.length > 0 || target.module instanceof OpaqueModule);
  if (!hasInputs || !isJsonObject(kwargs)) throw badFile(path, 'a call has no args');
  return { ...target, args, kwargs, path };
}

const placesIn = (args: readonly JsonValue[]): readonly Place[] =>
  referencesIn(args).map(({ name, call, output }) => [name, call, output]);

const key = (name: string, call: number): string => `${call} ${name}`;
