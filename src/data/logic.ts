import { concat } from './concat.ts';
import { SymbolicDataModel, type JsonDataModel } from './json-data-model.ts';
import type { MaybeDataModel } from './map-model.ts';

/** The schema that stands for the outcome where a value decides it and there is none yet: that of the first. */
function symbolic(first: MaybeDataModel, second: MaybeDataModel): SymbolicDataModel | null {
  const isSymbolic = first instanceof SymbolicDataModel || second instanceof SymbolicDataModel;
  const model = first ?? second;
  return isSymbolic && model !== null ? new SymbolicDataModel(model.schema) : null;
}

/** Joins two data models; null when one of them is null. */
export function logicalAnd(first: JsonDataModel | null, second: JsonDataModel | null): JsonDataModel | null;
export function logicalAnd(first: MaybeDataModel, second: MaybeDataModel): MaybeDataModel;
export function logicalAnd(first: MaybeDataModel, second: MaybeDataModel): MaybeDataModel {
  return first === null || second === null ? null : concat(first, second);
}

/**
 * Joins two data models, or gives the one that is not null. While a program is put together the result has the schema
 * of the first, since which of them will be there is not known yet.
 */
export function logicalOr(first: JsonDataModel | null, second: JsonDataModel | null): JsonDataModel | null;
export function logicalOr(first: MaybeDataModel, second: MaybeDataModel): MaybeDataModel;
export function logicalOr(first: MaybeDataModel, second: MaybeDataModel): MaybeDataModel {
  const undecided = symbolic(first, second);
  if (undecided !== null) return undecided;
  return first === null || second === null ? (first ?? second) : concat(first, second);
}

/**
 * Gives the one data model that is not null; null when both are there, or none. While a program is put together the
 * result has the schema of the first.
 */
export function logicalXor(first: JsonDataModel | null, second: JsonDataModel | null): JsonDataModel | null;
export function logicalXor(first: MaybeDataModel, second: MaybeDataModel): MaybeDataModel;
export function logicalXor(first: MaybeDataModel, second: MaybeDataModel): MaybeDataModel {
  const undecided = symbolic(first, second);
  if (undecided !== null) return undecided;
  return first === null || second === null ? (first ?? second) : null;
}

/** Gives null for any value; while a program is put together, the schema of what is negated. */
export function logicalNot(model: JsonDataModel | null): null;
export function logicalNot(model: MaybeDataModel): SymbolicDataModel | null;
export function logicalNot(model: MaybeDataModel): SymbolicDataModel | null {
  return symbolic(model, null);
}
