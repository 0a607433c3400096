import { describe, expect, it } from 'vitest';
import { describeNodes } from '../../../src/elements/checkpoint-inspect/graph-words.ts';
import { layOut } from '../../../src/elements/checkpoint-inspect/graph-layout.ts';
import { outlineOf } from '../../../src/elements/checkpoint-inspect/program-outline.ts';
import type { ProgramOutline } from '../../../src/elements/checkpoint-inspect/program-outline.ts';
import type { JsonRecord } from '../../../src/elements/internal/plain-json.ts';
import {
  And,
  dataModel,
  Generator,
  Identity,
  Input,
  NgramModel,
  Program,
  Sequential,
} from '../../../src/index.ts';
import tiny from '../programs/recorded/tiny.program.json' with { type: 'json' };

const Query = dataModel({ title: 'Query', properties: { query: { type: 'string' } } });
const Answer = dataModel({ title: 'Answer', properties: { answer: { enum: ['yes', 'no'] } } });
const ask = (name: string): Generator =>
  new Generator({ dataModel: Answer, languageModel: new NgramModel(), name });

const outline = (program: { toProgramFile(): string }): ProgramOutline =>
  outlineOf(JSON.parse(program.toProgramFile()) as JsonRecord);

const edges = ({ edges }: ProgramOutline): string[] =>
  edges.map(({ from, to, fields }) => `${from} → ${to}: ${fields.join(', ')}`);

describe('the outline of a program', () => {
  it('has the modules of a file from Python, and what goes between them', () => {
    const found = outlineOf(tiny as unknown as JsonRecord);
    expect(found).toMatchObject({ name: 'tiny', className: 'Functional' });
    expect(
      found.nodes.map(({ name, kind, isTrainable, languageModel }) => [
        name,
        kind,
        isTrainable,
        languageModel,
      ]),
    ).toEqual([
      ['input_module', 'input', false, null],
      ['generator', 'module', true, 'ollama_chat/mistral'],
      ['', 'output', false, null],
    ]);
    expect(edges(found)).toEqual(['input_module/0 → generator/0: query', 'generator/0 → /output: answer']);
    expect(found.inputs.map(({ title }) => title)).toEqual(['Query']);
  });

  it('follows data that is split, and joined again by a module of several inputs', async () => {
    const inputs = Input(Query, { name: 'question' });
    const [one, two] = [await ask('one').call(inputs), await ask('two').call(inputs)];
    const outputs = await new And({ name: 'both' }).call([one, two]);
    expect(edges(outline(new Program({ inputs, outputs, name: 'p' })))).toEqual([
      'question/0 → one/0: query',
      'question/0 → two/0: query',
      'one/0 → both/0: answer',
      'two/0 → both/0: answer',
      'both/0 → /output: ',
    ]);
  });

  it('tells the calls of one module apart', async () => {
    const inputs = Input(Query, { name: 'question' });
    const same = new Identity({ name: 'same' });
    const outputs = await ask('one').call(await same.call(await same.call(inputs)));
    const found = outline(new Program({ inputs, outputs, name: 'p' }));
    expect(found.nodes.map(({ name, call }) => [name, call])).toContainEqual(['same', 2]);
    expect(edges(found)).toContain('same/0 → same/1: query');
  });

  it('finds the end of a program inside a program, whose calls are counted from 1', async () => {
    const within = Input(Query);
    const inner = new Program({ inputs: within, outputs: await ask('one').call(within), name: 'inner' });
    const inputs = Input(Query, { name: 'question' });
    const found = outline(new Program({ inputs, outputs: await inner.call(inputs), name: 'outer' }));
    expect(edges(found)).toEqual(['question/0 → inner/0: query', 'inner/0 → /output: ']);
  });

  it('is a chain for a sequence', async () => {
    const found = outline(
      new Sequential([Input(Query), ask('one')], { name: 'chain', description: 'A chain.' }),
    );
    expect(found.description).toBe('A chain.');
    expect(found.nodes.map(({ name }) => name).slice(1)).toEqual(['one', '']);
    expect(found.edges.map(({ to }) => to)).toEqual(['1', '/output']);
  });

  it('is told in words, a sentence for each place', () => {
    const told = describeNodes(outlineOf(tiny as unknown as JsonRecord));
    expect(told.map((words) => words.replace(/[\u2068\u2069]/g, ''))).toEqual([
      'input_module (Input): where data comes in.',
      'generator (Generator, trainable, asks ollama_chat/mistral): takes query from input_module.',
      'The output is answer from generator.',
    ]);
  });

  it('is laid out from top to bottom, nothing on top of anything else', async () => {
    const { nodes, edges } = outlineOf(tiny as unknown as JsonRecord);
    const { boxes, width, height } = await layOut(
      nodes.map((node) => ({ node, width: 100, height: 40 })),
      edges.map((edge) => ({ edge, label: '', width: 40, height: 15 })),
    );
    const tops = boxes.map(({ y }) => y);
    for (const [index, y] of tops.slice(1).entries()) expect(y - (tops[index] ?? 0)).toBeGreaterThan(40 + 15);
    expect(width).toBeGreaterThanOrEqual(100);
    expect(height).toBeGreaterThan(tops.at(-1) ?? Infinity);
  });
});

describe('the outline of a file that makes no sense', () => {
  const deep = (levels: number): unknown => (levels === 0 ? [] : [deep(levels - 1)]);

  it.each<[string, unknown]>([
    ['no config', {}],
    ['a config that is a list', { config: [] }],
    ['modules that are none', { config: { modules: [null, 5, 'x', [], {}] } }],
    [
      'calls that are none',
      { config: { modules: [{ name: 'a', inbound_nodes: [null, 3, { args: 'x' }] }] } },
    ],
    [
      'arguments without end',
      { config: { modules: [{ name: 'a', inbound_nodes: [{ args: deep(5000) }] }] } },
    ],
    ['ends that are none', { config: { modules: [], output_modules: { a: { b: [['c', 'd', 'e']] } } } }],
    ['a name from elsewhere', { config: { modules: [], output_modules: [['nowhere', 0, 0]] } }],
  ])('with %s is what can be read of it', (_what, file) => {
    const found = outlineOf(file as JsonRecord);
    const known = new Set(found.nodes.map(({ id }) => id));
    expect(found.edges.filter(({ from, to }) => !known.has(from) || !known.has(to))).toEqual([]);
    expect(describeNodes(found)).toHaveLength(found.nodes.length);
  });
});
