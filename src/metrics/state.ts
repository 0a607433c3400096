import { ProgramError } from '../base/errors.ts';
import type { Variable } from '../programs/variable.ts';
import { isJsonArray } from '../python/json-value.ts';
import type { JsonValue } from '../python/json-value.ts';
import { repr } from '../python/repr.ts';

/** Reads a number of a metric's state, be it an int or a float. @throws {ProgramError} `bad-metric-state` */
export function stateNumber(variable: Variable, field: string): number {
  return toNumber(variable.get(field), variable, field);
}

/** Reads a list of numbers; undefined while there is none. @throws {ProgramError} `bad-metric-state` */
export function stateNumbers(variable: Variable, field: string): readonly number[] | undefined {
  const list = variable.get(field) ?? undefined;
  if (list === undefined) return undefined;
  if (!isJsonArray(list)) throw badState(variable, field, list);
  return list.map((item) => toNumber(item, variable, field));
}

function toNumber(value: JsonValue | undefined, variable: Variable, field: string): number {
  if (typeof value === 'number') return value;
  if (typeof value === 'bigint') return Number(value);
  throw badState(variable, field, value);
}

function badState(variable: Variable, field: string, value: JsonValue | undefined): ProgramError {
  const path = `${variable.path}/${field}`;
  return new ProgramError(
    'bad-metric-state',
    `The state ${path} of a metric is ${value === undefined ? 'missing' : repr(value).slice(0, 80)}. Expected numbers. ` +
      'Reset the metric, or correct the file that the state was loaded from.',
    { details: { path } },
  );
}
