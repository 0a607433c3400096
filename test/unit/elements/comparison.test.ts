import { describe, expect, it } from 'vitest';
import type { CheckpointEntry } from '../../../src/checkpoints/checkpoint-store.ts';
import { compareFiles } from '../../../src/elements/checkpoint-compare/comparison.ts';
import type { Comparison } from '../../../src/elements/checkpoint-compare/comparison.ts';
import golden from '../programs/recorded/golden1.variables.json' with { type: 'json' };
import tiny from '../programs/recorded/tiny.program.json' with { type: 'json' };
import tinyVariables from '../programs/recorded/tiny.variables.json' with { type: 'json' };
import untrained from '../programs/recorded/tiny.untrained.program.json' with { type: 'json' };

const entry = (fields: Partial<CheckpointEntry> = {}): CheckpointEntry => ({
  path: 'runs/1.json',
  kind: 'program',
  run: '',
  parent: null,
  template: 'runs/{epoch}.json',
  epoch: 0,
  batch: null,
  logs: {},
  monitor: null,
  mode: null,
  reason: 'epoch',
  mtime: 1,
  bytes: 1,
  sha256: '',
  resumable: false,
  pinned: false,
  note: '',
  generation: 1,
  damaged: false,
  ...fields,
});

const compareTexts = (before: string, after: string): Promise<Comparison> =>
  compareFiles({ entry: entry(), text: before }, { entry: entry(), text: after });
const compare = (before: unknown, after: unknown): Promise<Comparison> =>
  compareTexts(JSON.stringify(before), JSON.stringify(after));

const variables = (state: object): object => ({
  trainable_variables: {
    generator: { state_generator: { instructions: 'Answer.', examples: [], ...state } },
  },
});
const example = (query: string): object => ({ inputs: { query }, outputs: { answer: `to ${query}` } });

const paths = ({ parts }: Comparison): string[] => parts.map(({ path }) => path.join('/'));

describe('a comparison of files', () => {
  it('finds instructions and examples by their variable, in program and variables files', async () => {
    const { prompts, notes } = await compare(tiny, tinyVariables);
    expect(notes).toEqual(['variables-only']);
    expect(prompts.map(({ path }) => path)).toEqual(['generator/state_generator']);
    expect(prompts[0]?.before).toMatch(/^Your task is to answer/);
    expect(prompts[0]?.after).toBe(prompts[0]?.before);
  });

  it('leaves aside what only a program file has, when the other holds variables', async () => {
    expect(paths(await compare(tiny, tinyVariables))).toEqual([]);
  });

  it('tells what training added to a program', async () => {
    const { prompts, parts, notes } = await compare(untrained, tiny);
    expect(notes).toEqual([]);
    const trained = tiny.variables.trainable_variables.generator.state_generator.examples;
    expect(trained.length).toBeGreaterThan(0);
    expect(prompts[0]?.examples.added.map(({ inputs, outputs }) => ({ inputs, outputs }))).toEqual(trained);
    expect(prompts[0]?.examples.removed).toEqual([]);
    expect(parts.length).toBeGreaterThan(0);
    expect(parts.map(({ before, after }) => [before, after].join())).not.toContain('"instructions": "Your');
  });

  it('counts examples that were added, removed and kept, doubles included', async () => {
    const { prompts } = await compare(
      variables({ examples: [example('a'), example('b'), example('b')] }),
      variables({ examples: [example('b'), example('c'), example('a')] }),
    );
    const { added, removed, kept, isReordered } = prompts[0]!.examples;
    expect(added).toEqual([example('c')]);
    expect(removed).toEqual([example('b')]);
    expect(kept).toEqual([example('b'), example('a')]);
    expect(isReordered).toBe(true);
  });

  it('takes an example for the same whatever the order of its fields', async () => {
    const { prompts } = await compare(
      variables({ examples: [{ inputs: { a: 1, b: 2 }, outputs: {} }] }),
      variables({ examples: [{ outputs: {}, inputs: { b: 2, a: 1 } }] }),
    );
    expect(prompts[0]!.examples).toMatchObject({ added: [], removed: [], isReordered: false });
  });

  it('says so when the programs are not the same one', async () => {
    const other = { ...tiny, config: { ...tiny.config, name: 'other' } };
    expect((await compare(tiny, other)).notes).toEqual(['different-programs']);
  });

  it('says so when the files are the same', async () => {
    const same = await compare(golden, golden);
    expect(same).toMatchObject({ notes: ['identical'], parts: [] });
    expect(same.prompts.length).toBeGreaterThan(0);
    for (const { before, after, examples } of same.prompts) {
      expect(before).toBe(after);
      expect(examples).toMatchObject({ added: [], removed: [], isReordered: false });
    }
  });

  it('compares everything else part by part, and passes over what is the same', async () => {
    const long = Array.from({ length: 200 }, (_, index) => ({ index }));
    const before = { ...variables({ predictions: long }), metrics_variables: { reward: { total: 1 } } };
    const after = {
      ...variables({ predictions: long.slice(1) }),
      metrics_variables: { reward: { total: 2 } },
    };
    expect(paths(await compare(before, after))).toEqual([
      'metrics_variables',
      'trainable_variables/generator/state_generator/predictions',
    ]);
  });
});

describe('a file that is not what it should be', () => {
  it.each([
    ['no JSON', '{"variables": {', 'plain-text'],
    ['a list', '[1, 2]', 'plain-text'],
    ['nothing', '', 'plain-text'],
    ['nested without end', `{"a":${'['.repeat(200_000)}${']'.repeat(200_000)}}`, 'too-deep'],
    ['larger than a page can bear', ' '.repeat(32_000_001), 'too-large'],
  ])('that is %s is compared as plain text', async (_what, text, note) => {
    const comparison = await compareTexts(text, JSON.stringify(tiny));
    expect(comparison).toMatchObject({ notes: [note], isPlain: true, prompts: [] });
  });

  it('changes no prototype, and hides no field', async () => {
    const hostile =
      '{"__proto__": {"polluted": 1}, "toJSON": "x", "constructor": {"prototype": {"polluted": 1}}}';
    const comparison = await compareTexts(hostile, '{"hasOwnProperty": 5}');
    expect({}).not.toHaveProperty('polluted');
    const [part] = comparison.parts;
    for (const name of ['__proto__', 'toJSON', 'constructor']) expect(part?.before).toContain(`"${name}"`);
    expect(part?.after).toContain('hasOwnProperty');
  });

  it.each([
    ['examples that are no list', { examples: 'none' }],
    ['examples that are no objects', { examples: [1, null, 'x', [[]]] }],
    ['instructions that are no text', { instructions: { a: 1 } }],
  ])('with %s is compared all the same', async (_what, state) => {
    const comparison = await compare(variables(state), variables({}));
    expect(comparison.isPlain).toBe(false);
    expect(comparison.prompts.length).toBeGreaterThan(0);
  });
});

describe('what became of a logged value', () => {
  async function verdicts(
    before: Partial<CheckpointEntry>,
    after: Partial<CheckpointEntry>,
    text = '{}',
  ): Promise<[string, string][]> {
    const files = [
      { entry: entry(before), text },
      { entry: entry(after), text: `${text} ` },
    ] as const;
    const { metrics } = await compareFiles(...files);
    return metrics.map(({ name, verdict }) => [name, verdict]);
  }

  it('is told in the direction in force, the monitored value first', async () => {
    const monitor = { monitor: 'val_loss', mode: 'min' } as const;
    expect(
      await verdicts(
        { logs: { a: 1, val_loss: 0.5, reward: 1 }, ...monitor },
        { logs: { a: 2, val_loss: 0.4, reward: 0.5 }, ...monitor },
      ),
    ).toEqual([
      ['val_loss', 'better'],
      ['a', 'higher'],
      ['reward', 'worse'],
    ]);
  });

  it('is known of the scores that a program was compiled with', async () => {
    const metrics = tiny.compile_config.metrics.map(({ config }) => config.name);
    expect(metrics).toEqual(['f1_score']);
    const text = JSON.stringify(tiny);
    expect(await verdicts({ logs: { val_f1_score: 0.2 } }, { logs: { val_f1_score: 0.1 } }, text)).toEqual([
      ['val_f1_score', 'worse'],
    ]);
  });

  it('is not judged where a value is missing or no number', async () => {
    expect(await verdicts({ logs: { b: 1, c: Number.NaN } }, { logs: { a: 1, c: 1 } })).toEqual([
      ['a', 'unknown'],
      ['b', 'unknown'],
      ['c', 'unknown'],
    ]);
  });

  it('is no change where the values are equal', async () => {
    expect(await verdicts({ logs: { reward: 1 } }, { logs: { reward: 1 } })).toEqual([['reward', 'same']]);
  });
});
