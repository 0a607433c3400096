import { TidemarkError } from '../../src/base/errors.ts';
import { prefix, prefixJson, prefixSchema, suffix, suffixJson, suffixSchema } from '../../src/data/affix.ts';
import { concat, concatJson, concatSchema } from '../../src/data/concat.ts';
import { factorizeSchema } from '../../src/data/factorize-schema.ts';
import { factorize, factorizeJson } from '../../src/data/factorize.ts';
import { JsonDataModel, SymbolicDataModel, type JsonSchema } from '../../src/data/json-data-model.ts';
import { logicalAnd, logicalNot, logicalOr, logicalXor } from '../../src/data/logic.ts';
import type { MaskOptions } from '../../src/data/key-matcher.ts';
import type { MaybeDataModel } from '../../src/data/map-model.ts';
import { inMaskSchema, outMaskSchema } from '../../src/data/mask-schema.ts';
import { inMask, inMaskJson, outMask, outMaskJson } from '../../src/data/mask.ts';
import { isSchemaEqual } from '../../src/data/schema-equality.ts';
import {
  baseKey,
  isPlural,
  pluralKey,
  removeNumericalSuffix,
  toPlural,
  toSingular,
} from '../../src/data/word-rules.ts';
import type { JsonObject, JsonValue } from '../../src/python/json-value.ts';
import { differs, held, heldByRule, isSameJson, parseRecorded } from './vector.ts';
import type { Vector, Verdict } from './vector.ts';

interface RecordedModel {
  readonly schema_json: string;
  readonly json?: string;
}

interface JsonOpsVector extends Vector {
  readonly op: string;
  readonly args: Readonly<Record<string, unknown>>;
  readonly result_json?: string;
  readonly result?: readonly (string | boolean)[] | RecordedModel | null;
  readonly error?: { readonly type: string; readonly message?: string };
}

/** The arguments of an operation on JSON, by name. */
class Arguments {
  readonly #args: JsonOpsVector['args'];

  constructor(args: JsonOpsVector['args']) {
    this.#args = args;
  }

  value(name: string): JsonValue | undefined {
    const text = this.#args[name];
    return typeof text === 'string' ? parseRecorded(text) : undefined;
  }

  object(name: string): JsonObject {
    return this.value(name) as JsonObject;
  }

  text(name: string): string {
    return this.value(name) as string;
  }

  /** Only what was recorded; a missing argument has its default. */
  get mask(): MaskOptions {
    const given = ['mask', 'pattern', 'recursive'].map((name) => [name, this.value(name)] as const);
    return Object.fromEntries(given.filter(([, value]) => value !== undefined)) as MaskOptions;
  }
}

const wordRules: Readonly<Record<string, (word: string) => string | boolean>> = {
  to_singular: toSingular,
  to_plural: toPlural,
  base_key: baseKey,
  plural_key: pluralKey,
  is_plural: isPlural,
  remove_numerical_suffix: removeNumericalSuffix,
};

const jsonOperations: Readonly<Record<string, (args: Arguments) => JsonValue>> = {
  concat_json: (args) => concatJson(args.object('json1'), args.object('json2')),
  concat_schema: (args) => concatSchema(args.object('schema1'), args.object('schema2')),
  in_mask_json: (args) => inMaskJson(args.object('json'), args.mask),
  in_mask_schema: (args) => inMaskSchema(args.object('schema'), args.mask),
  out_mask_json: (args) => outMaskJson(args.object('json'), args.mask),
  out_mask_schema: (args) => outMaskSchema(args.object('schema'), args.mask),
  factorize_json: (args) => factorizeJson(args.object('json')),
  factorize_schema: (args) => factorizeSchema(args.object('schema')),
  prefix_json: (args) => prefixJson(args.object('json'), args.text('prefix')),
  prefix_schema: (args) => prefixSchema(args.object('schema'), args.text('prefix')),
  suffix_json: (args) => suffixJson(args.object('json'), args.text('suffix')),
  suffix_schema: (args) => suffixSchema(args.object('schema'), args.text('suffix')),
  is_schema_equal: (args) => isSchemaEqual(args.object('schema1'), args.object('schema2')),
};

type Inputs = readonly MaybeDataModel[];
type Binary = (first: MaybeDataModel, second: MaybeDataModel) => MaybeDataModel;

/** What a merging module does with its list, two at a time. */
function merged(inputs: Inputs, operation: Binary): MaybeDataModel {
  const [first = null, ...others] = inputs;
  return others.reduce<MaybeDataModel>((output, input) => operation(output, input), first);
}

/** At most one may be there: once two were, a third does not make it one again. */
function mergedByXor(inputs: Inputs): MaybeDataModel {
  const isSymbolic = inputs.some((input) => input instanceof SymbolicDataModel);
  const present = inputs.filter((input) => input !== null);
  return isSymbolic || present.length < 2 ? merged(inputs, logicalXor) : null;
}

const modelOperations: Readonly<Record<string, (inputs: Inputs, args: Arguments) => MaybeDataModel>> = {
  concat: (inputs) => merged(inputs, concat),
  logical_and: (inputs) => merged(inputs, logicalAnd),
  logical_or: (inputs) => merged(inputs, logicalOr),
  logical_xor: (inputs) => merged(inputs, logicalXor),
  logical_not: ([input = null]) => logicalNot(input),
  in_mask: ([input = null], args) => inMask(input, args.mask),
  out_mask: ([input = null], args) => outMask(input, args.mask),
  prefix: ([input = null], args) => prefix(input, args.text('prefix')),
  suffix: ([input = null], args) => suffix(input, args.text('suffix')),
  factorize: ([input = null]) => factorize(input),
  module_concat: (inputs) => merged(inputs, concat),
  module_and: (inputs) => merged(inputs, logicalAnd),
  module_or: (inputs) => merged(inputs, logicalOr),
  module_xor: mergedByXor,
};

function readModel(recorded: RecordedModel | null): MaybeDataModel {
  if (recorded === null) return null;
  const schema = parseRecorded(recorded.schema_json) as JsonSchema;
  return recorded.json === undefined
    ? new SymbolicDataModel(schema)
    : new JsonDataModel(schema, parseRecorded(recorded.json) as JsonObject);
}

function asPair(model: MaybeDataModel): JsonValue {
  if (model === null) return null;
  return model instanceof JsonDataModel ? [model.schema, model.json] : [model.schema];
}

/** Compares a result, and that no argument was changed on the way. */
function compare(recorded: JsonValue, received: JsonValue, before: JsonValue, after: JsonValue): Verdict {
  if (!isSameJson(recorded, received)) return differs('result', recorded, received);
  return isSameJson(before, after) ? held : differs('arguments after the call', before, after);
}

function checkWords(vector: JsonOpsVector, rule: (word: string) => string | boolean): Verdict {
  const received = (vector.args['words'] as readonly string[]).map(rule);
  const isSame = JSON.stringify(received) === JSON.stringify(vector.result);
  return isSame ? held : differs('words', vector.result, received);
}

function checkModels(vector: JsonOpsVector, operation: (typeof modelOperations)[string]): Verdict {
  const recorded = vector.args['inputs'] as readonly (RecordedModel | null)[];
  const inputs = recorded.map(readModel);
  const result = asPair(operation(inputs, new Arguments(vector.args)));
  const expected = asPair(readModel(vector.result as RecordedModel | null));
  return compare(expected, result, recorded.map(readModel).map(asPair), inputs.map(asPair));
}

function run(vector: JsonOpsVector): Verdict {
  const { op, args } = vector;
  const [words, json, model] = [wordRules[op], jsonOperations[op], modelOperations[op]];
  if (words !== undefined) return checkWords(vector, words);
  if (model !== undefined) return checkModels(vector, model);
  if (json === undefined) return differs('operation', op, 'none of that name');
  const parsed = new Map<string, JsonValue>();
  const given = new Arguments(args);
  for (const name of Object.keys(args)) parsed.set(name, given.value(name) ?? null);
  const before = given.value('json') ?? null;
  return compare(
    parseRecorded(vector.result_json ?? 'null'),
    json(given),
    before,
    given.value('json') ?? null,
  );
}

/** Whether an error is the one recorded. Only the library's own words are compared, not those of Python itself. */
function checkError({ error: recorded }: JsonOpsVector, received: unknown): Verdict {
  if (!(received instanceof TidemarkError)) throw received;
  const ownWords = recorded?.type === 'ValueError' ? recorded.message : undefined;
  if (recorded?.type === 'error' && !received.code.endsWith('-pattern')) throw received;
  return received.message.startsWith(ownWords ?? '') ? held : differs('error', ownWords, received.message);
}

/**
 * Runs the operation on what was recorded and compares the result, its types and the order of its keys.
 *
 * Tag `quirk-string-mask`: Python takes a string for the list of its letters. A list of one name is what was meant, so
 * here it is refused with these words.
 */
export function checkJsonOpsVector(recorded: Vector): Verdict {
  const vector = recorded as JsonOpsVector;
  let verdict: Verdict;
  try {
    verdict = run(vector);
  } catch (error) {
    const isRule = vector.tags.includes('quirk-string-mask') && error instanceof TidemarkError;
    if (isRule && error.code === 'bad-mask') return heldByRule('quirk-string-mask');
    if (vector.error !== undefined) return checkError(vector, error);
    throw error;
  }
  return vector.error === undefined ? verdict : differs('error', vector.error, 'a result');
}
