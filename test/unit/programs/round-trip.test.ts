import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { FunctionalProgram } from '../../../src/programs/functional-program.ts';
import type { SymbolicDataModel } from '../../../src/data/json-data-model.ts';
import { Identity, Input, NgramModel, Program, dataModel, programFromJson } from '../../../src/index.ts';

const recorded = (name: string): string =>
  readFileSync(new URL(`recorded/${name}.json`, import.meta.url), 'utf8');

describe('a program file of Python', () => {
  it.each(['golden1.program', 'tiny.program', 'tiny.untrained.program'])(
    'is written back byte for byte: %s',
    async (name) => {
      const text = recorded(name);
      const program = await programFromJson(text);
      expect(program.toProgramFile()).toBe(text);
    },
  );

  it.each(['golden1', 'tiny'])('gives the variables file that Python wrote beside it: %s', async (name) => {
    const program = await programFromJson(recorded(`${name}.program`));
    expect(program.toVariablesFile()).toBe(recorded(`${name}.variables`));
  });

  it('gets no description that it did not have, and keeps one that it had', async () => {
    const text = recorded('tiny.program');
    expect(text).not.toContain('directed graph');
    const described = text.replace('"name": "tiny",', '"name": "tiny",\n    "description": "Answers.",');
    const program = await programFromJson(described);
    expect(program.description).toBe('Answers.');
    expect(program.toProgramFile()).toContain('"description": "Answers."');
  });

  it('names another language model only when it was given one', async () => {
    const program = await programFromJson(recorded('tiny.program'), { languageModel: new NgramModel() });
    expect(program.toProgramFile()).toContain('"model": "tidemark/ngram"');
    expect(program.toProgramFile()).not.toContain('ollama');
  });

  it('may have each of its language models made by a function of what it says of it', async () => {
    const seen: unknown[] = [];
    await programFromJson(recorded('tiny.program'), {
      languageModel: ({ model }) => {
        seen.push(model);
        return new NgramModel();
      },
    });
    expect(new Set(seen)).toEqual(new Set(['ollama_chat/mistral']));
  });

  it('keeps what it says of compiling when it is loaded uncompiled', async () => {
    const text = recorded('tiny.program');
    const program = await programFromJson(text, { compile: false });
    expect(program.trainer).toBeNull();
    expect(program.toProgramFile()).toBe(text);
    await expect(program.fit([], [])).rejects.toMatchObject({ code: 'not-compiled' });
  });

  it('keeps an optimizer that is not known here, and refuses to train with it', async () => {
    const text = recorded('tiny.program').replace('"class_name": "RandomFewShot"', '"class_name": "Unheard"');
    const program = await programFromJson(text);
    expect(program.toProgramFile()).toBe(text);
    await expect(program.fit([], [])).rejects.toThrow(/Unheard/);
  });
});

describe('the calls of a program file', () => {
  /** What the calls of a module are made with, by the module's name. */
  type Calls = Record<string, readonly { readonly config: FileModel }[][]>;
  type FileModel = { schema: object; readonly synalinks_history: unknown };
  type File = {
    readonly config: {
      readonly modules: readonly {
        readonly name: string;
        readonly inbound_nodes: readonly { readonly args: readonly { readonly config: FileModel }[] }[];
      }[];
    };
  };

  const callsOf = ({ config }: File): Calls =>
    Object.fromEntries(
      config.modules.map(({ name, inbound_nodes }) => [name, inbound_nodes.map(({ args }) => [...args])]),
    );
  const fileOf = (program: Program): File => JSON.parse(program.toProgramFile()) as File;

  /** Two calls of one module, of which the second leads on, in a file that has the keys of schemas the other way round. */
  async function turned(): Promise<File> {
    const inputs = Input(dataModel({ title: 'Query', properties: { query: { type: 'string' } } }), {
      name: 'ask',
    });
    const [same, tail] = [new Identity({ name: 'same' }), new Identity({ name: 'tail' })];
    const [first, second] = [await same.call(inputs), await same.call(inputs)];
    const file = fileOf(new Program({ inputs, outputs: [first, await tail.call(second)], name: 'whole' }));
    for (const { config } of Object.values(callsOf(file)).flat(2)) {
      config.schema = Object.fromEntries(Object.entries(config.schema).reverse());
    }
    return file;
  }

  it('are written back as they stand there, whatever the order of what their schemas say', async () => {
    const file = await turned();
    const program = await programFromJson(JSON.stringify(file));
    expect(JSON.stringify(fileOf(program))).toBe(JSON.stringify(file));
  });

  // As Synalinks 0.9.015 writes the same two programs.
  it('are counted anew in another program that is made of some of them', async () => {
    const whole = await programFromJson(JSON.stringify(await turned()));
    expect(callsOf(fileOf(whole))['tail']?.[0]?.[0]?.config.synalinks_history).toEqual(['same', 1, 0]);
    const { inputs, outputs } = whole.body as FunctionalProgram;
    const [, last] = outputs as readonly SymbolicDataModel[];
    const part = new Program({ inputs, outputs: last ?? [], name: 'part' });
    const { same, tail } = callsOf(fileOf(part));
    expect(same).toHaveLength(1);
    expect(tail?.[0]?.[0]?.config.synalinks_history).toEqual(['same', 0, 0]);
  });
});
