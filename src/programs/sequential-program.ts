import { ArgumentError } from '../base/errors.ts';
import { SymbolicDataModel } from '../data/json-data-model.ts';
import { jsonObject } from '../python/json-value.ts';
import type { JsonObject } from '../python/json-value.ts';
import { symbolicEnvelope } from './functional-config.ts';
import { FunctionalProgram } from './functional-program.ts';
import { InputModule } from './input.ts';
import { Module } from './module.ts';
import type { CallOptions, DataValue, ModuleOptions } from './module.ts';
import { originOf } from './node.ts';
import { objectEnvelope } from './object-envelope.ts';
import type { Structured } from './structure.ts';

/** A step of a sequence: a module, or first of all what `Input(…)` gave. */
export type SequentialStep = Module<boolean> | SymbolicDataModel;

/** What a sequence is made from. */
export interface SequentialOptions extends ModuleOptions {
  /** What the program is for; Synalinks insists on it. */
  readonly description: string;
}

/** What a sequence is made of again from a file. */
export interface SequentialParts extends SequentialOptions {
  readonly steps: readonly SequentialStep[];
  /** As it stands in the file. @default what the first step tells */
  readonly buildConfig?: JsonObject;
}

/** A chain of modules, each called with what the one before it gave. Follows `synalinks.Sequential`. */
export class SequentialProgram extends Module<true> {
  readonly identity = { module: 'synalinks', className: 'Sequential' };
  readonly modules: readonly Module<boolean>[];
  readonly #graph: FunctionalProgram;
  readonly #buildConfig: JsonObject | undefined;

  /** @throws ArgumentError `missing-description`, `no-input`; ProgramError `duplicate-name` */
  constructor({ steps, buildConfig, ...options }: SequentialParts) {
    if (typeof options.description !== 'string') throw noDescription();
    super('Sequential', options.description, options);
    this.modules = steps.map(moduleOf);
    const [first, ...others] = this.modules;
    if (!(first instanceof InputModule)) throw noInput();
    const outputs = others.reduce<Structured<SymbolicDataModel>>(
      (inputs, module) => module.connect(inputs),
      first.output,
    );
    this.#graph = new FunctionalProgram({ inputs: first.output, outputs, name: this.name });
    this.#buildConfig = buildConfig;
  }

  get inputs(): Structured<SymbolicDataModel> {
    return this.#graph.inputs;
  }

  get outputs(): Structured<SymbolicDataModel> {
    return this.#graph.outputs;
  }

  override get submodules(): readonly Module<boolean>[] {
    return this.modules;
  }

  getConfig(): JsonObject {
    return jsonObject(
      ['name', this.name],
      ['description', this.description],
      ['trainable', this.trainable],
      ['modules', this.modules.map((module) => objectEnvelope(module))],
      ['build_input_schema', (this.inputs as SymbolicDataModel).schema],
    );
  }

  override getBuildConfig(): JsonObject {
    const input = symbolicEnvelope(this.inputs as SymbolicDataModel, [this.modules[0]?.name ?? '', 0n, 0n]);
    return this.#buildConfig ?? jsonObject(['input_schema', input]);
  }

  protected outputSchema(inputs: Structured<SymbolicDataModel>): Structured<SymbolicDataModel> {
    return this.#graph.connect(inputs);
  }

  protected forward(inputs: Structured<DataValue>, options: CallOptions): Promise<Structured<DataValue>> {
    return this.#graph.call(inputs, options);
  }
}

function moduleOf(step: SequentialStep): Module<boolean> {
  if (!(step instanceof SymbolicDataModel)) return step;
  const module = originOf(step)?.module;
  if (!module) throw noInput();
  return module;
}

function noInput(): ArgumentError {
  return new ArgumentError(
    'no-input',
    'A Sequential program does not begin with an input. Expected what `Input(…)` gives as the first step.',
  );
}

function noDescription(): ArgumentError {
  return new ArgumentError(
    'missing-description',
    'All Sequential programs must have a `description`, please add it to the constructor arguments',
  );
}
