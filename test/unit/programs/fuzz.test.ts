import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { programFromJson, TidemarkError } from '../../../src/index.ts';
import { isJsonArray, isJsonObject } from '../../../src/python/json-value.ts';
import type { JsonValue } from '../../../src/python/json-value.ts';
import { formatJson, parseJson } from '../../../src/python/json-text.ts';
import { PythonRandom } from '../../../src/python/python-random.ts';

const MUTATED_FILES = 2_000;

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

class Mutator {
  readonly #random: PythonRandom;

  constructor(seed: number) {
    this.#random = new PythonRandom(seed);
  }

  /** Changes one to three places of a value. */
  mutate(value: JsonValue): JsonValue {
    const times = 1 + this.#below(3);
    return Array.from({ length: times }).reduce<JsonValue>((changed) => this.#change(changed), value);
  }

  #change(value: JsonValue): JsonValue {
    const isLeaf = !isJsonObject(value) && !isJsonArray(value);
    if (isLeaf || this.#below(12) === 0) return this.#odd();
    if (isJsonArray(value)) return this.#changeList(value);
    const keys = [...value.keys()];
    const key = keys[this.#below(keys.length || 1)];
    if (key === undefined || this.#below(20) === 0) return new Map([...value, ['__proto__', this.#odd()]]);
    const action = this.#below(10);
    if (action === 0) return new Map([...value].filter(([name]) => name !== key));
    if (action === 1)
      return new Map([...value].map(([name, item]) => [name === key ? `${name}_` : name, item]));
    return new Map([...value, [key, this.#change(value.get(key) ?? null)]]);
  }

  #changeList(list: readonly JsonValue[]): JsonValue {
    const index = this.#below(list.length || 1);
    const action = this.#below(10);
    if (list.length === 0 || action === 0) return [...list, this.#odd()];
    if (action === 1) return list.filter((_, at) => at !== index);
    if (action === 2) return [...list, list[index] ?? null];
    if (action === 3) return list.toReversed();
    return list.map((item, at) => (at === index ? this.#change(item) : item));
  }

  #odd(): JsonValue {
    return oddValues[this.#below(oddValues.length)] ?? null;
  }

  #below(limit: number): number {
    return Math.floor(this.#random.random() * limit);
  }
}

async function outcomeOf(text: string): Promise<string> {
  try {
    const program = await programFromJson(text);
    await programFromJson(program.toProgramFile());
    return 'loaded';
  } catch (error) {
    if (!(error instanceof TidemarkError)) throw error;
    const { path, missing } = error.details;
    return typeof path === 'string' || Array.isArray(missing)
      ? 'refused'
      : `no path: ${error.code} ${error.message}`;
  }
}

describe('a program file that was tampered with', () => {
  beforeEach(() => {
    vi.spyOn(console, 'warn').mockImplementation(() => undefined);
  });
  afterEach(() => {
    vi.restoreAllMocks();
  });

  it('loads, or is refused with the path of the part at fault, and reaches no prototype', async () => {
    const outcomes: Record<string, number> = {};
    for (let seed = 0; seed < MUTATED_FILES; seed += 1) {
      const source = sources[seed % sources.length] ?? null;
      const text = formatJson(new Mutator(seed).mutate(source));
      const outcome = await outcomeOf(text).catch((error: unknown) => {
        throw new Error(`seed ${seed}: ${String(error)}`, { cause: error });
      });
      outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
    }
    expect(Object.keys(outcomes).sort()).toEqual(['loaded', 'refused']);
    expect(Object.prototype).not.toHaveProperty('polluted');
    expect(Object.getOwnPropertyNames(Object.prototype)).not.toContain('config');
  });

  it.each([
    ['text that ends early', '{"config": {', 'bad-json'],
    ['a list', '[]', 'bad-file'],
    ['no config', '{"variables": {}}', 'bad-file'],
  ])('is refused when it is %s', async (_what, text, code) => {
    await expect(programFromJson(text)).rejects.toMatchObject({ code });
  });
});
