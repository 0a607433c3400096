import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { programFromJson, TidemarkError } from '../../../src/index.ts';
import { isJsonArray, isJsonObject } from '../../../src/python/json-value.ts';
import type { JsonObject, JsonValue } from '../../../src/python/json-value.ts';
import { formatJson } from '../../../src/python/format-json.ts';
import { parseJson } from '../../../src/python/parse-json.ts';
import { PythonRandom } from '../../../src/python/python-random.ts';
import { watchConsole } from '../../helpers/console-watch.ts';

/** More are tried with other seeds: `FUZZ_FILES=20000 FUZZ_SEED=7000000`. */
const FILES = Number(process.env['FUZZ_FILES'] ?? 800);
const FIRST_SEED = Number(process.env['FUZZ_SEED'] ?? 0);
const TIMEOUT_MS = 600_000;

/** Whatever is added to every object shows here. */
const ownNames = Object.getOwnPropertyNames(Object.prototype);

interface RecordedFile {
  readonly program_file?: string | null;
}

const recorded = JSON.parse(
  readFileSync(new URL('../../parity/vectors/programs.json', import.meta.url), 'utf8'),
) as readonly RecordedFile[];

/** One file of each kind is enough, and small ones are mutated where it matters. */
const sources = recorded
  .flatMap(({ program_file: file }) => (file && file.length <= 20_000 ? [file] : []))
  .flatMap((text) => {
    try {
      return [parseJson(text)];
    } catch {
      return [];
    }
  });

const oddValues: readonly JsonValue[] = [
  null,
  true,
  0n,
  -1n,
  2n ** 62n,
  1.5,
  -0,
  '',
  '__proto__',
  'constructor',
  'a/b',
  'generator',
  'synalinks',
  [],
  [[]],
  [null],
  ['generator', 0n, 0n],
  ['generator', -1n, 10n ** 9n],
  new Map(),
  new Map([['__proto__', new Map([['polluted', true]])]]),
  new Map<string, JsonValue>([
    ['class_name', '__symbolic_data_model__'],
    ['config', new Map()],
  ]),
];

/** How many places a value has: itself, and all that is in it. */
function placesIn(value: JsonValue): number {
  const items = isJsonObject(value) ? [...value.values()] : isJsonArray(value) ? value : [];
  return items.reduce<number>((places, item) => places + placesIn(item), 1);
}

class Mutator {
  readonly #random: PythonRandom;

  constructor(seed: number) {
    this.#random = new PythonRandom(seed);
  }

  /** Changes one to three places of a value, any of them as likely as another. */
  mutate(value: JsonValue): JsonValue {
    const times = 1 + this.#below(3);
    return Array.from({ length: times }).reduce<JsonValue>(
      (changed) => this.#changeAt(changed, this.#below(placesIn(changed))),
      value,
    );
  }

  /** Takes away, doubles or changes a piece of a text. */
  scramble(text: string): string {
    const [start, length] = [this.#below(text.length), this.#below(8)];
    const [before, piece, after] = [
      text.slice(0, start),
      text.slice(start, start + length),
      text.slice(start + length),
    ];
    return (
      [before, before + after, before + piece + piece + after, `${before}\u0000"${after}`][this.#below(4)] ??
      ''
    );
  }

  #changeAt(value: JsonValue, place: number): JsonValue {
    if (place === 0) return this.#changed(value);
    let left = place - 1;
    const follow = (item: JsonValue): JsonValue => {
      const places = placesIn(item);
      const isHere = left >= 0 && left < places;
      const next = isHere ? this.#changeAt(item, left) : item;
      left -= places;
      return next;
    };
    if (isJsonObject(value)) return new Map([...value].map(([key, item]) => [key, follow(item)]));
    return isJsonArray(value) ? value.map(follow) : value;
  }

  #changed(value: JsonValue): JsonValue {
    if (this.#below(2) === 0) return this.#odd();
    if (isJsonObject(value)) return this.#changedObject(value);
    if (isJsonArray(value)) return this.#changedList(value);
    return this.#odd();
  }

  #changedObject(value: JsonObject): JsonValue {
    const keys = [...value.keys()];
    const chosen = keys[this.#below(keys.length || 1)];
    const action = this.#below(4);
    if (action === 0) return new Map([...value].filter(([key]) => key !== chosen));
    if (action === 1)
      return new Map([...value].map(([key, item]) => [key === chosen ? `${key}_` : key, item]));
    if (action === 2) return new Map([...value].toReversed());
    return new Map([...value, [this.#below(2) === 0 ? '__proto__' : 'extra', this.#odd()]]);
  }

  #changedList(list: readonly JsonValue[]): JsonValue {
    const index = this.#below(list.length || 1);
    const action = this.#below(4);
    if (list.length === 0 || action === 0) return [...list, this.#odd()];
    if (action === 1) return list.filter((_, at) => at !== index);
    return action === 2 ? [...list, list[index] ?? null] : list.toReversed();
  }

  #odd(): JsonValue {
    return oddValues[this.#below(oddValues.length)] ?? null;
  }

  #below(limit: number): number {
    return Math.floor(this.#random.random() * limit);
  }
}

/** What becomes of an attempt to read a file: whatever goes wrong has to say where in the file. */
async function outcomeOf(attempt: () => Promise<unknown> | unknown): Promise<string> {
  try {
    await attempt();
    return 'loaded';
  } catch (error) {
    if (!(error instanceof TidemarkError)) throw error;
    const { path, missing, line } = error.details;
    const saysWhere = typeof path === 'string' || Array.isArray(missing) || typeof line === 'number';
    return saysWhere ? 'refused' : `no path: ${error.code} ${error.message}`;
  }
}

async function loadTwice(text: string): Promise<void> {
  const program = await programFromJson(text);
  await programFromJson(program.toProgramFile());
}

/** The outcomes of as many attempts, by their kind. */
async function outcomesOf(
  count: number,
  attempt: (seed: number) => Promise<unknown> | unknown,
): Promise<string[]> {
  const outcomes = new Set<string>();
  for (let seed = FIRST_SEED; seed < FIRST_SEED + count; seed += 1) {
    const outcome = await outcomeOf(() => attempt(seed)).catch((cause: unknown) => {
      throw new Error(`seed ${seed}: ${String(cause)}`, { cause });
    });
    outcomes.add(outcome);
  }
  return [...outcomes].sort();
}

const sourceOf = (seed: number): JsonValue => sources[seed % sources.length] ?? null;

describe('a program file that was tampered with', () => {
  watchConsole();

  it(
    'loads, or is refused with the path of the part at fault, and reaches no prototype',
    async () => {
      const outcomes = await outcomesOf(FILES, (seed) =>
        loadTwice(formatJson(new Mutator(seed).mutate(sourceOf(seed)))),
      );
      expect(outcomes).toEqual(['loaded', 'refused']);
      expect(Object.getOwnPropertyNames(Object.prototype)).toEqual(ownNames);
    },
    TIMEOUT_MS,
  );

  it(
    'loads, or is refused with the line, when its text is damaged',
    async () => {
      const outcomes = await outcomesOf(FILES / 4, (seed) =>
        loadTwice(new Mutator(seed).scramble(formatJson(sourceOf(seed), { indent: 2 }))),
      );
      expect(outcomes).toEqual(['loaded', 'refused']);
      expect(Object.getOwnPropertyNames(Object.prototype)).toEqual(ownNames);
    },
    TIMEOUT_MS,
  );

  it(
    'changes nothing when it is a file of variables that is refused',
    async () => {
      const source = sources.find((file) => isJsonObject(file) && file.has('compile_config')) ?? null;
      const program = await programFromJson(formatJson(source));
      const variables = program.getStateTree();
      const outcomes = await outcomesOf(FILES, (seed) => {
        const mutated = parseJson(formatJson(new Mutator(seed).mutate(variables)));
        const before = program.toVariablesFile();
        try {
          program.setStateTree(mutated, { strict: seed % 2 === 0 });
          parseJson(program.toVariablesFile());
        } catch (error) {
          if (program.toVariablesFile() !== before) throw new Error('It was changed.', { cause: error });
          throw error;
        }
      });
      expect(outcomes).toEqual(['loaded', 'refused']);
      expect(Object.getOwnPropertyNames(Object.prototype)).toEqual(ownNames);
    },
    TIMEOUT_MS,
  );

  it.each([
    ['text that ends early', '{"config": {', 'bad-json'],
    ['a list', '[]', 'bad-file'],
    ['no config', '{"variables": {}}', 'bad-file'],
  ])('is refused when it is %s', async (_what, text, code) => {
    await expect(programFromJson(text)).rejects.toMatchObject({ code });
  });
});
