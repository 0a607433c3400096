import { ProgramError, TidemarkError } from '../base/errors.ts';
import { isJsonObject } from '../python/json-value.ts';
import type { JsonObject, JsonValue } from '../python/json-value.ts';
import type { ChatModel } from '../language-models/chat-model.ts';
import { Generator } from './generator.ts';
import { nameAndDescription, readGeneratorOptions } from './generator-config.ts';
import { InputModule } from './input.ts';
import type { Module } from './module.ts';
import { ConfigReader } from '../data/config-reader.ts';
import { reviveLanguageModel } from './revive-language-model.ts';

/** Makes a module of one's own from the config that its `getConfig` gave. */
export type ModuleFactory = (config: JsonObject) => Module<boolean>;

/** What a program file needs beside its text. */
export interface ReviveOptions {
  /** Answers in place of every language model that the file names. @default the models in the file */
  readonly languageModel?: ChatModel;
  /** Modules of one's own, by their registered name. @default none */
  readonly customModules?: Readonly<Record<string, ModuleFactory>>;
}

/** Makes one object of a file from its config. */
export type Reviver = (config: JsonObject, options: ReviveOptions) => Module<boolean>;

const revivers: Readonly<Record<string, Reviver>> = {
  InputModule: (config) => {
    const reader = new ConfigReader('InputModule', config);
    const schema = reader.value('schema');
    if (!isJsonObject(schema)) throw reader.wrong('schema', 'a JSON schema');
    return InputModule.fromConfig({
      schema,
      optional: reader.value('optional') === true,
      ...nameAndDescription(reader),
    });
  },
  Generator: (config, options) =>
    new Generator(readGeneratorOptions(config, options.languageModel ?? null, reviveLanguageModel)),
};

/**
 * Makes a module from its envelope in a program file.
 *
 * @param path where the envelope stands in the file, for errors
 * @throws ProgramError `unknown-class`, `bad-file` with the path in the file
 */
export function reviveModule(envelope: JsonValue, path: string, options: ReviveOptions): Module<boolean> {
  if (!isJsonObject(envelope)) throw badFile(path, 'a module is no JSON object');
  const config = envelope.get('config');
  if (!isJsonObject(config)) throw badFile(`${path}.config`, 'a module has no config');
  const reviver = findReviver(envelope, options);
  if (!reviver) throw unknownClass(envelope, path);
  try {
    return reviver(config, options);
  } catch (cause) {
    if (!(cause instanceof TidemarkError) || cause instanceof ProgramError) throw cause;
    const field = cause.details['path'];
    throw badFile(`${path}.config${typeof field === 'string' ? `.${field}` : ''}`, cause.message, cause);
  }
}

function findReviver(envelope: JsonObject, options: ReviveOptions): Reviver | undefined {
  const name = envelope.get('registered_name') ?? envelope.get('class_name');
  if (typeof name === 'string' && options.customModules && Object.hasOwn(options.customModules, name)) {
    return options.customModules[name];
  }
  const className = envelope.get('class_name');
  const module = envelope.get('module');
  const isSynalinks = typeof module === 'string' && /^synalinks(\.|$)/.test(module);
  if (!isSynalinks || typeof className !== 'string' || !Object.hasOwn(revivers, className)) return undefined;
  return revivers[className];
}

/** The error for a part of a file that is not what it should be. */
export function badFile(path: string, what: string, cause?: unknown): ProgramError {
  return new ProgramError(
    'bad-file',
    `This program file cannot be used: at ${path}, ${what}. Nothing was loaded.`,
    {
      details: { path },
      ...(cause === undefined ? {} : { cause }),
    },
  );
}

function unknownClass(envelope: JsonObject, path: string): ProgramError {
  const className = String(envelope.get('class_name'));
  return new ProgramError(
    'unknown-class',
    `Could not locate class '${className}' at ${path}. Give it to the loader: { customModules: { ${className}: (config) => … } }.`,
    { details: { path, className } },
  );
}
