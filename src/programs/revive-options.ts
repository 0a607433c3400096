import type { ChatModel, ChatModelConfig } from '../language-models/chat-model.ts';
import type { JsonObject, JsonValue } from '../python/json-value.ts';
import type { LambdaFunction } from './lambda.ts';
import type { Module } from './module.ts';
import type { OpaqueEntry } from './opaque-module.ts';

/** Makes a module of one's own from the config that its `getConfig` gave. */
export type ModuleFactory = (config: JsonObject) => Module<boolean>;

/** What a program file needs beside its text. */
export interface ReviveOptions {
  /** Answers in place of every language model that the file names, or makes who does. @default the models in the file */
  readonly languageModel?: ChatModel | ((config: ChatModelConfig) => ChatModel);
  /** Modules of one's own, by their registered name. @default none */
  readonly customModules?: Readonly<Record<string, ModuleFactory>>;
  /** The functions of Lambda modules, by their registered name. @default none */
  readonly functions?: Readonly<Record<string, LambdaFunction>>;
}

/** Makes a module from its envelope, at a path in the file; `outputs` are what the graph tells of its outputs. */
export type ReviveModule = (
  envelope: JsonValue,
  path: string,
  outputs?: OpaqueEntry['outputs'],
) => Module<boolean>;
