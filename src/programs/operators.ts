import { SymbolicDataModel } from '../data/json-data-model.ts';
import type { MaskOptions } from '../data/key-matcher.ts';
import { jsonObject } from '../python/json-value.ts';
import type { JsonObject } from '../python/json-value.ts';
import type { DataValue } from './module.ts';
import { operationClasses } from './operation-classes.ts';
import type { OperationName } from './operation-classes.ts';
import { Operation } from './operation.ts';

/** What every operator can be given. */
export interface OperatorOptions {
  /** The name of the node in the graph. @default the class name in snake_case, made unique by a number */
  readonly name?: string;
  /** @default what the class says of itself */
  readonly description?: string;
}

/**
 * An operator on two values: with symbolic data models it becomes a node of the graph, with data models it computes.
 */
export interface BinaryOperator {
  (first: SymbolicDataModel, second: SymbolicDataModel, options?: OperatorOptions): SymbolicDataModel;
  (first: DataValue, second: DataValue): DataValue;
}

type Value = SymbolicDataModel | DataValue;

function binary(className: OperationName): BinaryOperator {
  function operator(
    first: SymbolicDataModel,
    second: SymbolicDataModel,
    options?: OperatorOptions,
  ): SymbolicDataModel;
  function operator(first: DataValue, second: DataValue): DataValue;
  function operator(first: Value, second: Value, options: OperatorOptions = {}): Value {
    return operate(className, [first, second], new Map(), options);
  }
  return operator;
}

function operate(
  className: OperationName,
  inputs: readonly Value[],
  parameters: JsonObject,
  options: OperatorOptions,
): Value {
  if (inputs.every((input) => input instanceof SymbolicDataModel)) {
    return new Operation(className, { ...options, parameters }).connect(inputs);
  }
  return operationClasses[className].apply(inputs, parameters);
}

/**
 * Joins two data models: the fields of the first, then those of the second. Python's `a + b`.
 *
 * @example const both = concat(inputs, await new Generator({ dataModel: Draft, languageModel }).call(inputs));
 * @throws DataError `concat-null` when one is missing
 */
export const concat: BinaryOperator = binary('Concat');

/** Joins two data models; null when one is missing. Python's `a & b`. */
export const logicalAnd: BinaryOperator = binary('And');

/** Joins two data models, or gives the one that is there. Python's `a | b`. */
export const logicalOr: BinaryOperator = binary('Or');

/** Gives the one of two data models that is there; null when both are. Python's `a ^ b`. */
export const logicalXor: BinaryOperator = binary('Xor');

/** Gives null for any value. Python's `~a`. */
export function logicalNot<T extends Value>(model: T, options: OperatorOptions = {}): T {
  return operate('Not', [model], new Map(), options) as T;
}

/**
 * Keeps some fields of a data model.
 *
 * @example const answer = inMask(outputs, { mask: ['answer'] });
 * @throws ArgumentError `missing-mask`
 */
export function inMask<T extends Value>(model: T, options: MaskOptions & OperatorOptions): T {
  return operate('InMask', [model], maskParameters(options), withoutMask(options)) as T;
}

/** Drops some fields of a data model. @throws ArgumentError `missing-mask` */
export function outMask<T extends Value>(model: T, options: MaskOptions & OperatorOptions): T {
  return operate('OutMask', [model], maskParameters(options), withoutMask(options)) as T;
}

/** Puts a word and `_` before the names of all fields. */
export function prefix<T extends Value>(model: T, word: string, options: OperatorOptions = {}): T {
  return operate('Prefix', [model], jsonObject(['prefix', word]), options) as T;
}

/** Puts `_` and a word after the names of all fields. */
export function suffix<T extends Value>(model: T, word: string, options: OperatorOptions = {}): T {
  return operate('Suffix', [model], jsonObject(['suffix', word]), options) as T;
}

/** Gathers fields of one name (`answer`, `answer_1`) in a list under its plural. */
export function factorize<T extends Value>(model: T, options: OperatorOptions = {}): T {
  return operate('Factorize', [model], new Map(), options) as T;
}

function maskParameters({ mask, pattern, recursive }: MaskOptions): JsonObject {
  return jsonObject(['mask', mask ?? null], ['pattern', pattern ?? null], ['recursive', recursive ?? true]);
}

function withoutMask({ name, description }: OperatorOptions): OperatorOptions {
  return { ...(name === undefined ? {} : { name }), ...(description === undefined ? {} : { description }) };
}
