import { ArgumentError } from '../base/errors.ts';
import { ConfigReader } from '../data/config-reader.ts';
import { isJsonObject } from '../python/json-value.ts';
import type { JsonObject, JsonValue } from '../python/json-value.ts';
import { atPath, badFile, unknownField } from './bad-file.ts';
import { FileFields } from './file-fields.ts';
import { FunctionalProgram } from './functional-program.ts';
import { moduleRevivers } from './known-modules.ts';
import type { ReviveContext } from './known-modules.ts';
import { Module } from './module.ts';
import type { ClassIdentity } from './module.ts';
import { reviveLanguageModel } from './named-model.ts';
import { OpaqueModule } from './opaque-module.ts';
import type { OpaqueEntry } from './opaque-module.ts';
import { operationClasses } from './operation-classes.ts';
import type { OperationName } from './operation-classes.ts';
import { Operation } from './operation.ts';
import { reviveGraph } from './revive-functional.ts';
import type { ModuleFactory, ReviveModule, ReviveOptions } from './revive-options.ts';
import { reviveSequential } from './revive-sequential.ts';
import { SequentialProgram } from './sequential-program.ts';

/**
 * Makes a module from its envelope in a program file; one that is not known here is kept as it is.
 *
 * @param path where the envelope stands in the file, for errors
 * @param outputs schemas of the outputs of each call, where the file tells them
 * @throws ProgramError `bad-file` with the path in the file
 */
export function reviveModule(
  envelope: JsonValue,
  path: string,
  options: ReviveOptions,
  outputs: OpaqueEntry['outputs'] = [],
): Module<boolean> {
  if (!isJsonObject(envelope)) throw badFile(path, 'a module is no JSON object');
  const config = envelope.get('config');
  const className = envelope.get('class_name');
  const inner = path === '' ? 'config' : `${path}.config`;
  if (typeof className !== 'string') throw badFile(`${path}.class_name`, 'a module has no class name');
  if (!isJsonObject(config)) throw badFile(inner, 'a module has no config');
  return atPath(inner, () => {
    const custom = customFactory(envelope, className, options);
    if (custom) return madeBy(custom, config, className);
    const known = makeKnown(envelope, className, config, inner, options);
    if (known) return keepFields(known, envelope, config);
    return new OpaqueModule({ envelope, config, outputs, ...opaqueNames(envelope, className, config) });
  });
}

/** Makes modules with the same options. */
export const reviverWith =
  (options: ReviveOptions): ReviveModule =>
  (envelope, path, outputs) =>
    reviveModule(envelope, path, options, outputs);

/** Reads how a class is named. */
export function identityOf(envelope: JsonObject, className: string): ClassIdentity {
  const [module, registeredName] = [envelope.get('module'), envelope.get('registered_name')];
  return {
    module: typeof module === 'string' ? module : null,
    className,
    registeredName: typeof registeredName === 'string' ? registeredName : null,
  };
}

/** Tells whether an envelope is that of a functional program: the class, or a `Program` with a graph. */
export function isFunctional(className: string, config: JsonObject): boolean {
  return className === 'Functional' || (className === 'Program' && config.has('input_modules'));
}

function makeKnown(
  envelope: JsonObject,
  className: string,
  config: JsonObject,
  path: string,
  options: ReviveOptions,
): Module<boolean> | null {
  const module = envelope.get('module');
  if (typeof module !== 'string' || !/^synalinks(\.|$)/.test(module)) return null;
  if (isFunctional(className, config))
    return new FunctionalProgram(reviveGraph(config, path, reviverWith(options)));
  if (className === 'Sequential')
    return new SequentialProgram(reviveSequential(envelope, config, path, reviverWith(options)));
  const named = withOuterName(envelope, config);
  const reader = new ConfigReader(className, named);
  const isOperation = module === 'synalinks.src.ops.json';
  const made = isOperation
    ? reviveOperation(className, reader)
    : reviveLeaf(className, reader, contextAt(path, options));
  const unknown = reader.unknown();
  if (made && unknown) made.refusal = unknownField(path, unknown);
  return made;
}

function reviveLeaf(className: string, reader: ConfigReader, context: ReviveContext): Module<boolean> | null {
  const revive = Object.hasOwn(moduleRevivers, className) ? moduleRevivers[className] : undefined;
  return revive?.(reader, context) ?? null;
}

function customFactory(
  envelope: JsonObject,
  className: string,
  { customModules }: ReviveOptions,
): ModuleFactory | undefined {
  const name = envelope.get('registered_name') ?? className;
  const isGiven = typeof name === 'string' && customModules && Object.hasOwn(customModules, name);
  return isGiven ? customModules[name] : undefined;
}

/** @throws ArgumentError `bad-module` */
function madeBy(factory: ModuleFactory, config: JsonObject, className: string): Module<boolean> {
  const made: unknown = factory(config);
  if (made instanceof Module) return made;
  throw new ArgumentError(
    'bad-module',
    `What was given for the module class ${className} made no module. Expected a function that answers one: (config) => new ${className}(…).`,
    { details: { className } },
  );
}

function contextAt(path: string, options: ReviveOptions): ReviveContext {
  const { languageModel, functions = {} } = options;
  return {
    model: (envelope) => reviveLanguageModel(envelope, `${path}.language_model`, languageModel),
    module: (envelope, field) => reviveModule(envelope, `${path}.${field}`, options),
    lambda: (name) => (Object.hasOwn(functions, name) ? functions[name] : undefined),
  };
}

/** A module without a name in its config has that of its entry in the graph. */
function withOuterName(envelope: JsonObject, config: JsonObject): JsonObject {
  const name = envelope.get('name');
  const isNeeded = (config.get('name') ?? null) === null && typeof name === 'string';
  return isNeeded ? new Map([...config, ['name', name]]) : config;
}

function reviveOperation(className: string, reader: ConfigReader): Operation | null {
  if (!Object.hasOwn(operationClasses, className)) return null;
  const name = className as OperationName;
  const [ownName, description] = [reader.string('name'), reader.string('description')];
  const parameters = (operationClasses[name].parameters ?? []).map(
    (key) => [key, reader.value(key)] as const,
  );
  return new Operation(name, {
    ...(ownName === null ? {} : { name: ownName }),
    description,
    parameters: new Map(parameters),
  });
}

/** Has a module written back as it stands in its file; but a name that the file tells nowhere is written: the state needs it. */
export function keepFields<T extends Module<boolean>>(
  module: T,
  envelope: JsonObject,
  config: JsonObject,
): T {
  const read = new Map(module.getConfig());
  if ((withOuterName(envelope, config).get('name') ?? null) === null) read.delete('name');
  module.fileConfig = new FileFields(config, read);
  return module;
}

function opaqueNames(
  envelope: JsonObject,
  className: string,
  config: JsonObject,
): Pick<OpaqueEntry, 'name' | 'identity'> {
  const [inner, outer] = [config.get('name'), envelope.get('name')];
  const name = typeof outer === 'string' ? outer : typeof inner === 'string' ? inner : className;
  return { name, identity: identityOf(envelope, className) };
}
