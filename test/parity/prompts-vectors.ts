import { JsonDataModel } from '../../src/data/json-data-model.ts';
import type { ChatModel, ChatModelConfig } from '../../src/language-models/chat-model.ts';
import { Branch } from '../../src/programs/branch.ts';
import type { BranchOptions } from '../../src/programs/branch.ts';
import { reviveLanguageModel } from '../../src/programs/named-model.ts';
import { reviveModule } from '../../src/programs/revive-module.ts';
import type { DataValue } from '../../src/programs/module.ts';
import type { Structured } from '../../src/programs/structure.ts';
import { isJsonObject } from '../../src/python/json-value.ts';
import type { JsonObject, JsonValue } from '../../src/python/json-value.ts';
import { programFromJson } from '../../src/training/load-program.ts';
import type { Program } from '../../src/training/program.ts';
import { LanguageModel } from '../../src/language-models/language-model.ts';
import { RecordedTransport } from './recorded-transport.ts';
import type { RecordedRequest } from './recorded-transport.ts';
import { checkRefusedConstruction } from './refused-constructions.ts';
import type { RecordedRefusal } from './refused-constructions.ts';
import { attempt, quietly } from './replay-helpers.ts';
import { differs, held, isSameJson, parseRecorded } from './vector.ts';
import type { Vector, Verdict } from './vector.ts';

type RecordedValue =
  | null
  | { readonly schema_json: string; readonly json: string }
  | { readonly list: readonly RecordedValue[] }
  | { readonly dict: Readonly<Record<string, RecordedValue>> };

interface RecordedCall {
  readonly input: RecordedValue;
  readonly requests: readonly RecordedRequest[];
  readonly output?: RecordedValue;
  readonly error?: RecordedRefusal;
  readonly variables_after?: Readonly<Record<string, string>>;
}

interface PromptsVector extends Vector {
  readonly program_file: string | null;
  readonly spec?: string;
  readonly build_error?: RecordedRefusal;
  readonly supports_reasoning?: boolean;
  readonly training?: boolean;
  readonly calls?: readonly RecordedCall[];
}

/** Makes the language models that a file names, all at the end of one transport. */
type MakeModel = (config: ChatModelConfig) => ChatModel;

/**
 * Runs a recorded program on recorded inputs with recorded replies, and compares every request, argument by argument,
 * and every output.
 */
export async function checkPromptsVector(recorded: Vector): Promise<Verdict> {
  const vector = recorded as PromptsVector;
  if (vector.build_error) return checkRefusedConstruction(vector.spec ?? '', vector.build_error);
  if (vector.program_file === null) return differs('program_file', null, 'something to run');
  const transport = new RecordedTransport();
  const supportsReasoning = vector.supports_reasoning ?? false;
  const languageModel: MakeModel = ({ fields }) =>
    LanguageModel.fromConfig(fields ?? new Map(), {
      transport: transport.send,
      supportsReasoning,
      validate: false,
      repairs: 0,
      giveUpAfter: Infinity,
      backoff: { maxMs: 0 },
    });
  const program = await programFromJson(vector.program_file, {
    languageModel,
    ...severalBranches(vector, languageModel),
  });
  for (const [index, call] of (vector.calls ?? []).entries()) {
    const verdict = await checkCall(program, transport, call, vector.training ?? false);
    if (!verdict.held) return { held: false, difference: `call ${index}: ${verdict.difference ?? ''}` };
  }
  return held;
}

/** Python's files do not say that a Branch may call several modules; the tag does. */
function severalBranches(
  { tags }: PromptsVector,
  languageModel: MakeModel,
): { customModules?: Record<string, (config: JsonObject) => Branch> } {
  return tags.includes('multi')
    ? { customModules: { Branch: (config) => severalBranch(config, languageModel) } }
    : {};
}

function severalBranch(config: JsonObject, languageModel: MakeModel): Branch {
  const envelope = new Map<string, JsonValue>([
    ['module', 'synalinks.modules'],
    ['class_name', 'Branch'],
    ['config', config],
  ]);
  const single = reviveModule(envelope, '', { languageModel }) as Branch;
  const flag = (name: string): boolean => config.get(name) !== false;
  const model = reviveLanguageModel(config.get('language_model') ?? null, '', languageModel);
  return new Branch({
    name: single.name,
    question: String(config.get('question')),
    labels: config.get('labels') as BranchOptions['labels'],
    branches: single.branches,
    injectDecision: flag('inject_decision'),
    returnDecision: flag('return_decision'),
    languageModel: model,
    several: true,
  });
}

async function checkCall(
  program: Program,
  transport: RecordedTransport,
  call: RecordedCall,
  training: boolean,
): Promise<Verdict> {
  transport.expect(call.requests);
  const output = await attempt(() => quietly(() => program.body.call(readValue(call.input), { training })));
  if (transport.difference !== null) return { held: false, difference: transport.difference };
  const { left } = transport;
  if (left > 0) return differs('requests', call.requests.length, call.requests.length - left);
  if (call.error) return checkError(call.error, output);
  if (output instanceof Error) return differs('output', call.output, output.message);
  const difference = valueDifference(call.output ?? null, output);
  if (difference) return difference;
  return checkVariables(program, call.variables_after ?? {});
}

function checkError(recorded: RecordedRefusal, received: unknown): Verdict {
  return received instanceof Error ? held : differs('error', recorded, received);
}

function checkVariables(program: Program, recorded: Readonly<Record<string, string>>): Verdict {
  const variables = new Map(program.variables.map(({ path, value }) => [path, value]));
  for (const [path, text] of Object.entries(recorded)) {
    const value = variables.get(path) ?? null;
    if (!isSameJson(value, parseRecorded(text))) return differs(path, text, value && [...value]);
  }
  return held;
}

function readValue(value: RecordedValue): Structured<DataValue> {
  if (value === null) return null;
  if ('list' in value) return value.list.map(readValue);
  if ('dict' in value) {
    return Object.fromEntries(Object.entries(value.dict).map(([key, item]) => [key, readValue(item)]));
  }
  return new JsonDataModel(
    parseRecorded(value.schema_json) as JsonObject,
    parseRecorded(value.json) as JsonObject,
  );
}

function valueDifference(recorded: RecordedValue, received: unknown): Verdict | null {
  if (recorded !== null && 'list' in recorded) return listDifference(recorded.list, received);
  if (recorded !== null && 'dict' in recorded) {
    const values = Object.entries(recorded.dict);
    const record = (received ?? {}) as Readonly<Record<string, unknown>>;
    return listDifference(
      values.map(([, value]) => value),
      values.map(([key]) => record[key]),
    );
  }
  if (recorded === null || !(received instanceof JsonDataModel)) {
    return recorded === received ? null : differs('output', recorded, received);
  }
  const pairs: [string, string, JsonValue][] = [
    ['output', recorded.json, received.json],
    ['schema of the output', recorded.schema_json, received.schema],
  ];
  const wrong = pairs.find(([, text, value]) => !isSameJson(parseRecorded(text), value));
  return wrong ? differs(wrong[0], wrong[1], show(wrong[2])) : null;
}

function listDifference(recorded: readonly RecordedValue[], received: unknown): Verdict | null {
  if (!Array.isArray(received) || received.length !== recorded.length) {
    return differs('number of outputs', recorded.length, received);
  }
  const differences = recorded.map((value, index) => valueDifference(value, received[index]));
  return differences.find((difference) => difference !== null) ?? null;
}

const show = (value: JsonValue): string => JSON.stringify(isJsonObject(value) ? [...value] : value);
