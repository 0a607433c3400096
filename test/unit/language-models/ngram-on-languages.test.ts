import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { NgramModel } from '../../../src/language-models/ngram-model.ts';
import type { JsonObject } from '../../../src/python/json-value.ts';
import { toJsonValue } from '../../../src/python/plain-value.ts';
import { repr } from '../../../src/python/repr.ts';

interface Language {
  readonly name: string;
  readonly hints: readonly string[];
  readonly train: readonly string[];
  readonly test: readonly string[];
}

const { languages } = JSON.parse(
  readFileSync(new URL('../../../public/data/languages.json', import.meta.url), 'utf8'),
) as { readonly languages: readonly Language[] };

const schema = toJsonValue({
  properties: {
    language: {
      type: 'string',
      enum: languages.map(({ name }) => name),
      description: languages.map(({ name, hints }) => `${name}: ${hints.join(', ')}`).join('\n'),
    },
  },
}) as JsonObject;

const shown = (key: string, text: string): string => repr(new Map([[key, text]]));

/** The part of all test sentences that the model tells right, with so many train sentences of each in its prompt. */
async function rewardWith(count: number): Promise<number> {
  const examples = languages.flatMap(({ name, train }) =>
    train
      .slice(0, count)
      .map(
        (text) =>
          `<input>\n${shown('text', text)}\n</input>\n<output>\n${shown('language', name)}\n</output>\n`,
      ),
  );
  const model = new NgramModel();
  const system = { role: 'system', content: examples.join('\n') } as const;
  const results = await Promise.all(
    languages.flatMap(({ name, test }) =>
      test.map(async (text) => {
        const user = { role: 'user', content: `<input>\n${shown('text', text)}\n</input>\n` } as const;
        const { content } = await model.complete({ messages: [system, user], schema });
        return content === `{"language": "${name}"}`;
      }),
    ),
  );
  return results.filter(Boolean).length / results.length;
}

describe('NgramModel on "Which language is this?"', () => {
  it('is right less than half of the time from the hints alone, and more often than by chance', async () => {
    const reward = await rewardWith(0);
    expect(reward).toBeLessThan(0.5);
    expect(reward).toBeGreaterThan(2 / languages.length);
  });

  it('is right four times in five with three examples of each language', async () => {
    expect(await rewardWith(3)).toBeGreaterThan(0.8);
  });
});
