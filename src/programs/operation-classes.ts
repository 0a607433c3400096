import { prefix, suffix } from '../data/affix.ts';
import { concat } from '../data/concat.ts';
import { factorize } from '../data/factorize.ts';
import type { MaskOptions } from '../data/key-matcher.ts';
import { logicalAnd, logicalNot, logicalOr, logicalXor } from '../data/logic.ts';
import type { MaybeDataModel } from '../data/map-model.ts';
import { inMask, outMask } from '../data/mask.ts';
import { isJsonArray } from '../python/json-value.ts';
import type { JsonObject, JsonValue } from '../python/json-value.ts';

/** The operations that can stand in a graph between modules, under the names of Synalinks' classes. */
export type OperationName =
  'Concat' | 'And' | 'Or' | 'Xor' | 'Not' | 'InMask' | 'OutMask' | 'Prefix' | 'Suffix' | 'Factorize';

/** What every node of one operation shares. */
export interface OperationClass {
  /** How many data models it takes. */
  readonly arity: 1 | 2;
  readonly description: string | null;
  /** Fields of its config beside name and description. @default none */
  readonly parameters?: readonly string[];
  readonly apply: (inputs: readonly MaybeDataModel[], parameters: JsonObject) => MaybeDataModel;
}

const logical = (word: string): string => `Perform a logical \`${word}\` operation between data models.`;

/** All operations; descriptions are Synalinks' own, which has none for two of them. */
export const operationClasses: Readonly<Record<OperationName, OperationClass>> = {
  Concat: {
    arity: 2,
    description: 'Concatenate two data models together.',
    apply: ([first = null, second = null]) => concat(first, second),
  },
  And: {
    arity: 2,
    description: logical('And'),
    apply: ([first = null, second = null]) => logicalAnd(first, second),
  },
  Or: {
    arity: 2,
    description: logical('Or'),
    apply: ([first = null, second = null]) => logicalOr(first, second),
  },
  Xor: {
    arity: 2,
    description: logical('Xor'),
    apply: ([first = null, second = null]) => logicalXor(first, second),
  },
  Not: {
    arity: 1,
    description: 'Perform a logical `Not` operation on a data model.',
    apply: ([model = null]) => logicalNot(model),
  },
  InMask: {
    arity: 1,
    description: 'Keep specific fields of a data model.',
    parameters: ['mask', 'pattern', 'recursive'],
    apply: ([model = null], parameters) => inMask(model, maskOf(parameters)),
  },
  OutMask: {
    arity: 1,
    description: 'Mask specific fields of a data model.',
    parameters: ['mask', 'pattern', 'recursive'],
    apply: ([model = null], parameters) => outMask(model, maskOf(parameters)),
  },
  Prefix: {
    arity: 1,
    description: null,
    parameters: ['prefix'],
    apply: ([model = null], parameters) => prefix(model, parameters.get('prefix') as string),
  },
  Suffix: {
    arity: 1,
    description: null,
    parameters: ['suffix'],
    apply: ([model = null], parameters) => suffix(model, parameters.get('suffix') as string),
  },
  Factorize: {
    arity: 1,
    description: 'Factorize a data model by grouping similar properties together.',
    apply: ([model = null]) => factorize(model),
  },
};

function maskOf(parameters: JsonObject): MaskOptions {
  const text = (value: JsonValue | undefined): string | null => (typeof value === 'string' ? value : null);
  const mask = parameters.get('mask');
  return {
    mask: isJsonArray(mask) ? mask.filter((name) => typeof name === 'string') : null,
    pattern: text(parameters.get('pattern')),
    recursive: parameters.get('recursive') !== false,
  };
}
