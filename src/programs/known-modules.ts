import type { ConfigReader } from '../data/config-reader.ts';
import type { ChatModel } from '../language-models/chat-model.ts';
import { isJsonObject } from '../python/json-value.ts';
import type { JsonObject, JsonValue } from '../python/json-value.ts';
import { And } from './and.ts';
import { Branch } from './branch.ts';
import { ChainOfThought } from './chain-of-thought.ts';
import { Concat } from './concat.ts';
import type { DecisionOptions } from './decision-module.ts';
import { Decision } from './decision.ts';
import { Generator } from './generator.ts';
import type { GeneratorOptions } from './generator-options.ts';
import { Identity } from './identity.ts';
import { InMask } from './in-mask.ts';
import { InputModule } from './input.ts';
import { Lambda } from './lambda.ts';
import type { LambdaFunction } from './lambda.ts';
import type { MaskModuleOptions } from './mask-module.ts';
import type { Module } from './module.ts';
import { MultiDecision } from './multi-decision.ts';
import { Not } from './not.ts';
import { Or } from './or.ts';
import { functionNameIn } from './object-envelope.ts';
import { OutMask } from './out-mask.ts';
import { readModuleOptions, readPromptOptions } from './prompt-options.ts';
import { scoreScale } from './score-scale.ts';
import type { ScoreType } from './score-scale.ts';
import { SelfCritique } from './self-critique.ts';
import { Xor } from './xor.ts';

/** What a module's config may refer to. */
export interface ReviveContext {
  /** Makes a language model of its envelope. */
  readonly model: (envelope: JsonValue) => ChatModel | null;
  /** Makes a module inside this one. */
  readonly module: (envelope: JsonValue, field: string) => Module<boolean>;
  /** Finds a function by its registered name. */
  readonly lambda: (name: string) => LambdaFunction | undefined;
}

/** Makes a module from its config; null when the config does not hold what that takes. */
type Reviver = (reader: ConfigReader, context: ReviveContext) => Module<boolean> | null;

/** Synalinks' modules by class name. */
export const moduleRevivers: Readonly<Record<string, Reviver>> = {
  InputModule: (reader) =>
    new InputModule(schemaOf(reader), {
      ...readModuleOptions(reader),
      optional: reader.value('optional') === true,
    }),
  Generator: (reader, context) => new Generator(readGenerator(reader, context)),
  ChainOfThought: (reader, context) => {
    const dataModel = { schema: schemaOf(reader) };
    return new ChainOfThought({ ...readGenerator(reader, context), dataModel });
  },
  SelfCritique: readSelfCritique,
  Decision: (reader, context) => new Decision(readDecision(reader, context)),
  MultiDecision: (reader, context) =>
    new MultiDecision({ ...readDecision(reader, context), inline: reader.value('inline') === true }),
  Branch: readBranch,
  Identity: (reader) => new Identity(readModuleOptions(reader)),
  Not: (reader) => new Not(readModuleOptions(reader)),
  Concat: (reader) => new Concat(readModuleOptions(reader)),
  And: (reader) => new And(readModuleOptions(reader)),
  Or: (reader) => new Or(readModuleOptions(reader)),
  Xor: (reader) => new Xor(readModuleOptions(reader)),
  InMask: (reader) => maskOf(reader, (options) => new InMask(options)),
  OutMask: (reader) => maskOf(reader, (options) => new OutMask(options)),
  Lambda: readLambda,
};

function schemaOf(reader: ConfigReader): JsonObject {
  const schema = reader.value('schema');
  if (!isJsonObject(schema)) throw reader.wrong('schema', 'a JSON schema');
  return schema;
}

function readGenerator(reader: ConfigReader, { model }: ReviveContext): GeneratorOptions {
  return {
    ...readPromptOptions(reader, model),
    dataModel: reader.value('schema') === null ? null : { schema: schemaOf(reader) },
    promptVariables: readVariables(reader),
    returnInputs: reader.value('return_inputs') === true,
    streaming: reader.value('streaming') === true,
    toolSchemas: reader.value('tool_schemas'),
  };
}

function readVariables(reader: ConfigReader): JsonObject | null {
  const variables = reader.value('prompt_variables');
  if (variables === null || isJsonObject(variables)) return variables;
  throw reader.wrong('prompt_variables', 'a JSON object or null');
}

function readSelfCritique(reader: ConfigReader, { model }: ReviveContext): SelfCritique {
  const scoreType = reader.string('score_type') ?? 'Score';
  scoreScale(scoreType);
  return new SelfCritique({
    ...readPromptOptions(reader, model),
    scoreType: scoreType as ScoreType,
    returnReward: reader.value('return_reward') !== false,
    returnInputs: reader.value('return_inputs') !== false,
  });
}

function readDecision(reader: ConfigReader, { model }: ReviveContext): DecisionOptions {
  return {
    ...readPromptOptions(reader, model),
    question: reader.string('question') ?? '',
    labels: reader.strings('labels') ?? [],
  };
}

function readBranch(reader: ConfigReader, context: ReviveContext): Branch {
  const branches = reader.value('branches');
  if (!Array.isArray(branches)) throw reader.wrong('branches', 'a list of modules');
  return new Branch({
    ...readDecision(reader, context),
    injectDecision: reader.value('inject_decision') !== false,
    returnDecision: reader.value('return_decision') !== false,
    branches: branches.map((branch: JsonValue, index) => context.module(branch, `branches[${index}]`)),
  });
}

/** Python's own files lack the mask. */
function maskOf(
  reader: ConfigReader,
  make: (options: MaskModuleOptions) => Module<boolean>,
): Module<boolean> | null {
  const [mask, pattern] = [reader.strings('mask'), reader.string('pattern')];
  const options = readModuleOptions(reader);
  return mask || pattern ? make({ ...options, mask, pattern }) : null;
}

function readLambda(reader: ConfigReader, { lambda }: ReviveContext): Lambda | null {
  const functionName = functionNameIn(reader.value('function'));
  const found = functionName === null ? undefined : lambda(functionName);
  const options = { ...readModuleOptions(reader), dataModel: { schema: schemaOf(reader) } };
  if (functionName === null || !found) return null;
  return new Lambda({ ...options, function: found, functionName });
}
