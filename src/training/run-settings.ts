import { givenOptions } from '../base/check-options.ts';
import { isJsonObject } from '../python/json-value.ts';
import type { JsonValue } from '../python/json-value.ts';
import type { FitOptions } from './fit-options.ts';

/** The settings in force that decide what is drawn, what is measured, and what of it is kept. */
export function settingsIdentity(options: FitOptions): (readonly [name: string, value: JsonValue])[] {
  const { batchSize = 1, minibatchSize = 4, shuffle = true, stepsPerEpoch } = options;
  const { evaluateEveryBatch = false, keepBest = !evaluateEveryBatch, validationFreq = 1 } = options;
  const { validationData, validationSplit = 0.1, validationBatchSize = 32, validationSteps } = options;
  return [
    ['batchSize', BigInt(batchSize)],
    ['minibatchSize', bigintOrNull(minibatchSize)],
    ['shuffle', shuffle],
    ['stepsPerEpoch', bigintOrNull(stepsPerEpoch)],
    ['evaluateEveryBatch', evaluateEveryBatch],
    ['keepBest', keepBest],
    ['validationFreq', JSON.stringify(validationFreq)],
    ['validationSplit', validationData ? null : validationSplit],
    ['validationBatchSize', BigInt(validationBatchSize)],
    ['validationSteps', bigintOrNull(validationSteps)],
  ];
}

const bigintOrNull = (value: number | null | undefined): bigint | null =>
  value === null || value === undefined ? null : BigInt(value);

/**
 * The settings that a run was begun with, as options: whoever goes on with it need not repeat them. What no such
 * setting can be is left out.
 */
export function settingsOf(identity: JsonValue): Partial<FitOptions> {
  if (!isJsonObject(identity)) return {};
  const settings = Object.entries(readers).map(([name, read]) => [name, read(identity.get(name))] as const);
  return givenOptions<Partial<FitOptions>>(Object.fromEntries(settings));
}

type Reader<Setting> = (value: JsonValue | undefined) => Setting | undefined;

const readers: { readonly [Name in keyof FitOptions]?: Reader<FitOptions[Name]> } = {
  batchSize: readSize,
  minibatchSize: (value) => (value === null ? null : readSize(value)),
  shuffle: readFlag,
  stepsPerEpoch: readSize,
  evaluateEveryBatch: readFlag,
  keepBest: readFlag,
  validationFreq: readFrequency,
  validationSplit: (value) => (typeof value === 'number' && value >= 0 && value < 1 ? value : undefined),
  validationBatchSize: readSize,
  validationSteps: readSize,
};

function readSize(value: JsonValue | undefined): number | undefined {
  return typeof value === 'bigint' && value > 0n && value <= Number.MAX_SAFE_INTEGER
    ? Number(value)
    : undefined;
}

function readFlag(value: JsonValue | undefined): boolean | undefined {
  return typeof value === 'boolean' ? value : undefined;
}

/** Written as `2`, or as `[1,3]`. */
function readFrequency(value: JsonValue | undefined): number | readonly number[] | undefined {
  const epoch = '[1-9]\\d{0,14}';
  const isFrequency = new RegExp(`^(?:${epoch}|\\[${epoch}(?:,${epoch})*\\])$`);
  if (typeof value !== 'string' || !isFrequency.test(value)) return undefined;
  return JSON.parse(value) as number | readonly number[];
}
