import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { programFromJson } from '../../../src/index.ts';
import type { ChatModel, ChatRequest } from '../../../src/index.ts';
import { sumUsage } from '../../../src/language-models/sum-usage.ts';
import { formatJson } from '../../../src/python/format-json.ts';
import { parseJson } from '../../../src/python/parse-json.ts';
import { model } from '../../helpers/model.ts';

const tiny = readFileSync(new URL('recorded/tiny.program.json', import.meta.url), 'utf8');

/** Puts lines behind the first one that begins with a text, as another version of Synalinks would. */
function withLines(text: string, after: string, ...added: readonly string[]): string {
  const lines = text.split('\n');
  const index = lines.findIndex((line) => line.trim().startsWith(after));
  expect(index).toBeGreaterThan(0);
  return formatJson(parseJson(lines.toSpliced(index + 1, 0, ...added).join('\n')), { indent: 2 });
}

/** Takes the lines of some fields away: an older version of Synalinks did not have them. */
function withoutLines(text: string, ...fields: readonly string[]): string {
  const isGone = (line: string): boolean => fields.some((field) => line.trim().startsWith(`"${field}":`));
  const kept = text.split('\n').filter((line) => !isGone(line));
  expect(kept.length).toBe(text.split('\n').length - fields.length);
  return kept.join('\n');
}

/** A language model that keeps what it was asked. */
function listener(): { readonly asked: ChatRequest[]; readonly languageModel: ChatModel } {
  const asked: ChatRequest[] = [];
  const languageModel: ChatModel = {
    config: { model: 'test/listener', fields: new Map() },
    usage: sumUsage([]),
    complete: (request) => {
      asked.push(request);
      return Promise.resolve({ content: '{"answer": "a"}' });
    },
  };
  return { asked, languageModel };
}

const question = model('{"query": "q1"}');

describe('a file of another version of Synalinks', () => {
  it.each([
    ['an older version, which says less', withoutLines(tiny, 'synalinks_version', 'streaming', 'top_k')],
    ['a later version', tiny.replace('"0.9.014"', '"0.9.015"')],
    ['prompt variables, none', withLines(tiny, '"prompt_template"', '"prompt_variables": {},')],
    ['prompt variables, one', withLines(tiny, '"prompt_template"', '"prompt_variables": {"who": "you"},')],
    ['a field of a module that is unset', withLines(tiny, '"streaming"', '"decision_model": null,')],
    ['a field of a module that is set', withLines(tiny, '"top_k"', '"seed": 7,')],
    ['a field of an input', withLines(tiny, '"optional"', '"hint": "h",')],
    ['a field of the graph', withLines(tiny, '"name": "tiny"', '"note": {"by": ["me", 1.0]},')],
    ['a field of the optimizer that is unset', withLines(tiny, '"population_size"', '"uncertainty": null,')],
    ['a field of the optimizer that is set', withLines(tiny, '"population_size"', '"uncertainty": 0.5,')],
    ['a field of the reward', withLines(tiny, '"in_mask"', '"strictness": 2,')],
    ['an argument of compile', withLines(tiny, '"run_eagerly"', '"jit": true,')],
    ['a field at the top', withLines(tiny, '"registered_name": "Functional"', '"mlflow": {"run_id": "r"},')],
  ])('is written back byte for byte: %s', async (_what, text) => {
    const program = await programFromJson(text);
    expect(program.toProgramFile()).toBe(text);
  });

  it('has its prompt variables rendered, and the four of the template win', async () => {
    const variables =
      '"prompt_variables": {"who": "it\'s you", "n": 2.0, "instructions": "no", "__proto__": {"x": 1}},';
    const text = withLines(tiny, '"prompt_template"', variables).replace(
      '"<instructions>\\n{{ instructions }}',
      '"{{ who }} {{ n }} {{ [who] }}\\n{{ instructions }}',
    );
    const { asked, languageModel } = listener();
    await (await programFromJson(text, { languageModel })).call(question);
    const [system] = asked[0]?.messages ?? [];
    expect(system?.content).toMatch(/^it's you 2\.0 \["it's you"\]\nYour task is/);
    expect(Object.prototype).not.toHaveProperty('x');
  });

  it('runs when a field that is not known is unset', async () => {
    const { asked, languageModel } = listener();
    const text = withLines(tiny, '"streaming"', '"decision_model": null,', '"hooks": [],', '"fast": false,');
    const program = await programFromJson(text, { languageModel });
    await program.call(question);
    expect(asked).toHaveLength(1);
  });

  it('is refused when it is run, with the place in the file, when such a field is set', async () => {
    const { asked, languageModel } = listener();
    const program = await programFromJson(withLines(tiny, '"top_k"', '"seed": 7,'), { languageModel });
    await expect(program.call(question)).rejects.toMatchObject({
      code: 'unknown-field',
      details: { path: 'config.modules[1].config.seed' },
    });
    expect(asked).toHaveLength(0);
  });

  it('is judged and trained when a field of the optimizer that is not known is unset', async () => {
    const program = await programFromJson(withLines(tiny, '"population_size"', '"uncertainty": null,'));
    expect(program.trainer).not.toBeNull();
  });

  it.each([
    [
      'optimizer',
      withLines(tiny, '"population_size"', '"uncertainty": 0.5,'),
      'optimizer.config.uncertainty',
    ],
    ['reward', withLines(tiny, '"in_mask"', '"strictness": 2,'), 'reward.config.strictness'],
    ['compile', withLines(tiny, '"run_eagerly"', '"jit": true,'), 'compile_config.jit'],
  ])('runs, but is not trained, when one of its %s is set', async (_what, text, path) => {
    const { asked, languageModel } = listener();
    const program = await programFromJson(text, { languageModel });
    await program.call(question);
    expect(asked).toHaveLength(1);
    await expect(program.fit([], [])).rejects.toThrow(path);
  });

  it('says what has changed since', async () => {
    const program = await programFromJson(withLines(tiny, '"top_k"', '"seed": 7,'));
    program.trainable = false;
    const text = program.toProgramFile();
    expect(text).toContain('"seed": 7');
    expect(text).not.toContain('"trainable": true');
  });
});
