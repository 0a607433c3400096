import type { OptionNames } from '../base/check-options.ts';
import type { CallControl } from '../base/call-control.ts';
import type { TidemarkError } from '../base/errors.ts';
import { SymbolicDataModel } from '../data/json-data-model.ts';
import type { JsonDataModel, JsonSchema } from '../data/json-data-model.ts';
import type { ChatMessage } from '../language-models/chat-model.ts';
import type { JsonObject, JsonValue } from '../python/json-value.ts';
import type { FileFields } from './file-fields.ts';
import { automaticName, checkName } from './names.ts';
import { Node } from './node.ts';
import { flatten } from './structure.ts';
import type { Structured } from './structure.ts';
import { Variable } from './variable.ts';

/** A value that flows through a program; null means "no value" and most modules pass it on. */
export type DataValue = JsonDataModel | null;

/** Keeps what a module predicted for one sample in training, so that the sample's reward can be given to it. */
export type PredictionRecorder = (variable: Variable, prediction: JsonObject) => void;

/** What a module asks its language model. */
export interface ModuleQuestion {
  /** The name of the module that asks. */
  readonly module: string;
  readonly messages: readonly ChatMessage[];
  /** The form of the answer; null for free text. */
  readonly schema: JsonSchema | null;
}

/** How a module is called. */
export interface CallOptions extends CallControl {
  /** Whether predictions are recorded for the optimizer. @default false */
  readonly training?: boolean;
  /** Takes the predictions. @default they go straight to the variable's `current_predictions` */
  readonly record?: PredictionRecorder;
  /** Takes what a module is about to ask its language model; answers whether to ask. Unasked, the module gives null. */
  readonly preview?: (question: ModuleQuestion) => boolean;
}

/** What every module can be given. */
export interface ModuleOptions {
  /** @default the class name in snake_case, made unique by a number */
  readonly name?: string;
  /** @default what the class says of itself */
  readonly description?: string;
  /** @default true */
  readonly trainable?: boolean;
}

export const moduleNames: OptionNames<ModuleOptions> = { name: true, description: true, trainable: true };

/** A module's output: `Many` modules give lists or records, all others one value. */
export type ModuleOutput<Many extends boolean, T> = Many extends true ? Structured<T> : T;

/** How a class is named in program files. */
export interface ClassIdentity {
  /** The Python module path: `synalinks.modules`; null for a class of one's own. */
  readonly module: string | null;
  readonly className: string;
  /** @default null, as for every public class of Synalinks */
  readonly registeredName?: string | null;
}

/**
 * A building block of programs: called with symbolic data models it becomes part of a graph, called with values it runs.
 *
 * Subclasses give `identity`, `forward`, `outputSchema` and `getConfig`. Follows `synalinks.Module`.
 */
export abstract class Module<Many extends boolean = false> {
  /** How this class is named in program files. */
  abstract readonly identity: ClassIdentity;
  readonly name: string;
  readonly description: string;
  /** The calls with symbolic data models, in their order. */
  readonly nodes: Node[] = [];
  /** Whether `call` takes a `training` argument; it is then written to program files. */
  readonly takesTraining: boolean = false;
  /** Whether a list of inputs is written as arguments of their own (`a + b`), and not as one argument. */
  readonly spreadsInputs: boolean = false;
  /** The number that the ends of a graph give to its first call. */
  readonly firstCall: number = 0;
  /** What the file that it was read from has as its config; null for a module that was made here. */
  fileConfig: FileFields | null = null;
  /** All that the file says of a module whose class is not known here, written back as it is; null for all others. */
  readonly fileEntry: JsonObject | null = null;
  /** Why it cannot run, though it can be read and written; null for most. */
  refusal: TidemarkError | null = null;
  readonly #variables: Variable[] = [];
  #trainable: boolean;

  constructor(className: string, description: string, options: ModuleOptions = {}) {
    this.name = options.name === undefined ? automaticName(className) : checkName(options.name);
    this.description = options.description ?? description;
    this.#trainable = options.trainable ?? true;
  }

  /** Whether training may change the variables in here. Setting it sets it for all modules inside, too. */
  get trainable(): boolean {
    return this.#trainable;
  }

  set trainable(value: boolean) {
    this.#trainable = value;
    for (const variable of this.#variables) variable.trainable = value;
    for (const module of this.submodules) module.trainable = value;
  }

  /** Modules inside this one, in the order of their variables. */
  get submodules(): readonly Module<boolean>[] {
    return [];
  }

  /** Every variable, own ones first, then those of the modules inside, each once. */
  get variables(): readonly Variable[] {
    return [...new Set([...this.#variables, ...this.submodules.flatMap((module) => module.variables)])];
  }

  /**
   * Those that training may change; a module that is not trainable locks all that is inside it.
   *
   * Differs from Synalinks: where a ChainOfThought or a Branch made with `trainable=False` locks nothing, since what
   * holds the variables is a Generator inside it.
   */
  get trainableVariables(): readonly Variable[] {
    if (!this.trainable) return [];
    const own = this.#variables.filter((variable) => variable.trainable);
    return [...new Set([...own, ...this.submodules.flatMap((module) => module.trainableVariables)])];
  }

  /** Adds the module to a graph. */
  call(
    inputs: Structured<SymbolicDataModel>,
    options?: CallOptions,
  ): Promise<ModuleOutput<Many, SymbolicDataModel>>;
  /** Runs the module. */
  call(inputs: Structured<DataValue>, options?: CallOptions): Promise<ModuleOutput<Many, DataValue>>;
  async call(
    inputs: Structured<SymbolicDataModel> | Structured<DataValue>,
    options: CallOptions = {},
  ): Promise<ModuleOutput<Many, SymbolicDataModel> | ModuleOutput<Many, DataValue>> {
    if (isSymbolic(inputs)) return this.connect(inputs);
    if (this.refusal) throw this.refusal;
    return this.forward(inputs, options);
  }

  /** Adds the module to a graph, without waiting: what `call` does with symbolic data models. */
  connect(inputs: Structured<SymbolicDataModel>): ModuleOutput<Many, SymbolicDataModel> {
    const outputs = this.outputSchema(inputs);
    this.nodes.push(new Node(this, inputs, flatten<SymbolicDataModel>(outputs)));
    return outputs;
  }

  /** The state to write to a program file, keys in Synalinks' order. */
  abstract getConfig(): JsonObject;

  /** What building the module needs beside its config; null for the many that need nothing. */
  getBuildConfig(): JsonObject | null {
    return null;
  }

  /** Schemas of the outputs for those of the inputs. */
  protected abstract outputSchema(
    inputs: Structured<SymbolicDataModel>,
  ): ModuleOutput<Many, SymbolicDataModel>;

  protected abstract forward(
    inputs: Structured<DataValue>,
    options: CallOptions,
  ): Promise<ModuleOutput<Many, DataValue>>;

  protected addVariable(name: string, schema: JsonSchema, value: JsonObject): Variable {
    const variable = new Variable({ scope: this.name, name, schema, value, trainable: this.trainable });
    this.#variables.push(variable);
    return variable;
  }

  /** `[name, description, trainable]`, the fields that most configs end with. */
  protected commonConfig(): readonly (readonly [string, JsonValue])[] {
    return [
      ['name', this.name],
      ['description', this.description],
      ['trainable', this.trainable],
    ];
  }
}

function isSymbolic(
  inputs: Structured<SymbolicDataModel> | Structured<DataValue>,
): inputs is Structured<SymbolicDataModel> {
  const values = flatten<SymbolicDataModel | DataValue>(inputs);
  return values.length > 0 && values.every((value) => value instanceof SymbolicDataModel);
}
