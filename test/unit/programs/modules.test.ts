import { describe, expect, it } from 'vitest';
import * as tidemark from '../../../src/index.ts';
import type { ChatModel, ChatRequest, JsonObject, JsonValue } from '../../../src/index.ts';
import { formatJson } from '../../../src/python/format-json.ts';
import { json } from '../../helpers/model.ts';

const {
  Branch,
  ChainOfThought,
  Concat,
  Decision,
  Generator,
  Identity,
  InMask,
  Input,
  Lambda,
  MultiDecision,
  Not,
  OutMask,
  Program,
  SelfCritique,
  Sequential,
  Xor,
} = tidemark;

const Query = tidemark.dataModel({ title: 'Query', properties: { query: { type: 'string' } } });
const Answer = tidemark.dataModel({ title: 'Answer', properties: { answer: { type: 'string' } } });

/** Answers every request with what a function says, and keeps the requests. */
class Scripted implements ChatModel {
  readonly config = { model: 'test/scripted' };
  readonly requests: ChatRequest[] = [];
  readonly #reply: (request: ChatRequest) => string;

  constructor(reply: string | ((request: ChatRequest) => string)) {
    this.#reply = typeof reply === 'string' ? (): string => reply : reply;
  }

  async complete(request: ChatRequest): Promise<{ content: string }> {
    this.requests.push(request);
    return { content: this.#reply(request) };
  }
}

const value = (text: string): tidemark.JsonDataModel => new tidemark.JsonDataModel(Query.schema, json(text));
const jsonOf = (output: unknown): string | null =>
  output instanceof tidemark.JsonDataModel ? formatJson(output.json) : null;
const query = value('{"query": "why?"}');

describe('a chain of thought', () => {
  it('asks for the thinking first, and numbers a field of that name', () => {
    const own = tidemark.dataModel({ title: 'T', properties: { thinking: { type: 'string' } } });
    const output = new ChainOfThought({ dataModel: own }).connect(Input(Query));
    const properties = output.schema.get('properties') as JsonObject;
    expect([...properties.keys()]).toEqual(['thinking', 'thinking_1']);
  });

  it('leaves the thinking to a model that thinks by itself, and puts what it tells at the end', async () => {
    const model: ChatModel = {
      config: { model: 'test/thinker' },
      supportsReasoning: true,
      complete: async () => ({ content: '{"answer": "42"}', reasoning: 'Hm.' }),
    };
    const output = await new ChainOfThought({ dataModel: Answer, languageModel: model }).call(query);
    expect(jsonOf(output)).toBe('{"answer":"42","thinking":"Hm."}');
  });

  it('takes what a model tells of its thoughts in any case, but not an empty thought', async () => {
    const thinks = (reasoning: string): ChatModel => ({
      config: { model: 'test/talker' },
      complete: async () => ({ content: '{"thinking": "t", "answer": "42"}', reasoning }),
    });
    const ask = async (languageModel: ChatModel): Promise<string | null> =>
      jsonOf(await new ChainOfThought({ dataModel: Answer, languageModel }).call(query));
    expect(await ask(thinks('Hm.'))).toBe('{"thinking":"Hm.","answer":"42"}');
    expect(await ask(thinks(''))).toBe('{"thinking":"t","answer":"42"}');
  });
});

describe('a generator', () => {
  it('keeps the thoughts beside an answer in free text', async () => {
    const languageModel: ChatModel = {
      config: { model: 'test/talker' },
      complete: async () => ({ content: ' 42 ', reasoning: 'Hm.' }),
    };
    expect(jsonOf(await new Generator({ languageModel }).call(query))).toBe(
      '{"role":"assistant","content":"42","reasoning_content":"Hm."}',
    );
  });

  it.each(['null', '5', '[1]', '"t"'])('gives back other JSON than an object as it is: %s', async (reply) => {
    const output = await new Generator({ dataModel: Answer, languageModel: new Scripted(reply) }).call(query);
    expect(jsonOf(output)).toBe(reply);
  });

  it('prints an input that is a text as it is, as Python prints it', async () => {
    const languageModel = new Scripted('{}');
    const text = new tidemark.JsonDataModel(Query.schema, 'it’s' as unknown as JsonObject);
    await new Generator({ dataModel: Answer, languageModel }).call(text);
    expect(languageModel.requests[0]?.messages.at(-1)?.content).toBe('<input>\nit’s\n</input>\n<output>\n');
  });

  it('without a form of answer keeps empty instructions', () => {
    expect(new Generator({ instructions: '' }).getConfig().get('instructions')).toBe('');
    expect(new Generator({}).getConfig().get('instructions')).toBeNull();
  });

  it('gives the schema as the provider got it: OpenAI’s takes no description beside a reference', async () => {
    const Picture = tidemark.dataModel({
      title: 'Picture',
      $defs: { Color: { enum: ['red', 'blue'] } },
      properties: { color: { $ref: '#/$defs/Color', description: 'The color.' } },
    });
    const schemaOf = async (model: string): Promise<string> => {
      const languageModel = { config: { model }, complete: async () => ({ content: '{"color": "red"}' }) };
      const output = await new Generator({ dataModel: Picture, languageModel }).call(query);
      return formatJson(output?.schema ?? null);
    };
    expect(await schemaOf('openai/gpt')).toContain('"color":{"$ref":"#/$defs/Color"}');
    expect(await schemaOf('mistral/m')).toContain(
      '"color":{"$ref":"#/$defs/Color","description":"The color."}',
    );
  });
});

describe('a module that is not trainable', () => {
  const sections = (trainable: boolean, module: tidemark.Module<boolean>): unknown => {
    const inputs = Input(Query);
    const outputs = module.connect(inputs) as tidemark.SymbolicDataModel;
    const program = new Program({ inputs, outputs, trainable });
    const tree = program.getStateTree();
    return {
      learns: program.trainableVariables.length,
      written: ['trainable_variables', 'non_trainable_variables'].map((name) => [
        ...(tree.get(name) as JsonObject).keys(),
      ]),
    };
  };

  it('locks all that is inside it', () => {
    const inner = new ChainOfThought({ dataModel: Answer, name: 'cot', trainable: false });
    expect(sections(true, inner)).toMatchObject({ learns: 0 });
  });

  it('is written where Python looks for it: by the variable itself and the whole program', () => {
    const make = (trainable: boolean) => new Generator({ dataModel: Answer, name: 'g', trainable });
    const cot = new ChainOfThought({ dataModel: Answer, name: 'cot', trainable: false });
    expect(sections(true, make(false))).toMatchObject({ written: [[], ['g']] });
    expect(sections(false, make(true))).toMatchObject({ written: [[], ['g']] });
    expect(sections(true, cot)).toMatchObject({ written: [['generator_cot'], []] });
  });

  it('may become so later, with all that is inside it', () => {
    const inputs = Input(Query);
    const outputs = new ChainOfThought({ dataModel: Answer, name: 'late' }).connect(inputs);
    const program = new Program({ inputs, outputs });
    program.trainable = false;
    expect(program.body.trainableVariables).toEqual([]);
    expect(program.toProgramFile()).toContain('"trainable": false');
    program.trainable = true;
    expect(program.body.trainableVariables).toHaveLength(1);
  });
});

describe('a self-critique', () => {
  it('brings the grade to the range from 0 to 1, whatever the scale', async () => {
    const languageModel = new Scripted('{"critique": "good", "reward": 4}');
    const critique = new SelfCritique({ scoreType: 'Rating', languageModel, returnInputs: false });
    expect(jsonOf(await critique.call(query))).toBe('{"critique":"good","reward":0.75}');
  });

  it('asks for no grade where none is wanted', async () => {
    const languageModel = new Scripted('{"critique": "good"}');
    const critique = new SelfCritique({ returnReward: false, returnInputs: false, languageModel });
    expect(jsonOf(await critique.call(query))).toBe('{"critique":"good"}');
    expect(formatJson(languageModel.requests[0]?.schema ?? null)).not.toContain('reward');
  });
});

describe('a branch', () => {
  const make = (
    choice: string,
    options: Partial<tidemark.BranchOptions> = {},
  ): [tidemark.Branch, Scripted] => {
    const languageModel = new Scripted(({ schema }) =>
      formatJson(schema).includes('"choice') ? choice : '{"answer": "x"}',
    );
    const branches = ['a', 'b'].map(() => new Generator({ dataModel: Answer, languageModel }));
    return [
      new Branch({ question: 'Which?', labels: ['a', 'b'], branches, languageModel, ...options }),
      languageModel,
    ];
  };

  it('calls only what was chosen, with the decision beside the input', async () => {
    const [branch, model] = make('{"thinking": "t", "choice": "b"}');
    expect(((await branch.call(query)) as readonly unknown[]).map(jsonOf)).toEqual([
      null,
      '{"thinking":"t","choice":"b","answer":"x"}',
    ]);
    expect(model.requests.map(({ messages }) => messages[1]?.content)).toEqual([
      "<input>\n{'query': 'why?', 'question': 'Which?'}\n</input>\n<output>\n",
      "<input>\n{'query': 'why?', 'thinking': 't', 'choice': 'b'}\n</input>\n<output>\n",
    ]);
  });

  it('can call several, and none', async () => {
    const several = { several: true, returnDecision: false, injectDecision: false };
    const [both] = make('{"thinking": "t", "choices": ["b", "a"]}', several);
    expect(((await both.call(query)) as readonly unknown[]).map(jsonOf)).toEqual([
      '{"answer":"x"}',
      '{"answer":"x"}',
    ]);
    const [none] = make('{"thinking": "t", "choices": ["c"]}', several);
    expect(await none.call(query)).toEqual([null, null]);
  });

  it('makes nothing of a decision that is no object', async () => {
    const [branch] = make('"b"');
    expect(await branch.call(query)).toEqual([null, null]);
  });
});

describe('modules without a model', () => {
  const [one, two] = [value('{"query": "1"}'), value('{"query": "2"}')];

  it('give back, negate, and choose', async () => {
    expect(await new Identity().call([one, null])).toEqual([one, null]);
    expect(await new Not().call([one, two])).toEqual([null, null]);
    expect(await new Xor().call([null, one, null])).toBe(one);
    expect(await new Xor().call([one, two, one])).toBeNull();
  });

  it('mask by name or by pattern, and insist on one of them', async () => {
    const both = value('{"query": "1", "note": "n"}');
    expect(jsonOf(await new InMask({ mask: ['note'] }).call(both))).toBe('{"note":"n"}');
    expect(jsonOf(await new OutMask({ pattern: '^no' }).call(both))).toBe('{"query":"1"}');
    expect(() => new InMask({})).toThrow('`mask` parameter should be a list of fields to keep');
  });

  it('leave a reply that is no object out of what needs fields', async () => {
    const odd = new tidemark.JsonDataModel(Query.schema, 5n as unknown as JsonObject);
    expect(await new tidemark.And().call([one, odd])).toBeNull();
    expect(await new OutMask({ mask: ['query'] }).call(odd)).toBeNull();
  });

  it('refuse what Synalinks refuses, in its words', () => {
    expect(() => new Decision({ question: '', labels: ['a'] })).toThrow(
      'The `question` argument must be provided.',
    );
    expect(() => new MultiDecision({ question: 'Q', labels: [] })).toThrow(
      'The `labels` argument must be provided.',
    );
    expect(() => new Sequential([Input(Query)], {} as { description: string })).toThrow(
      /must have a `description`/,
    );
  });
});

describe('operators', () => {
  it('compute with values', () => {
    const [one, note] = [value('{"query": "1"}'), value('{"note": "n"}')];
    expect(jsonOf(tidemark.concat(one, note))).toBe('{"query":"1","note":"n"}');
    expect(tidemark.logicalAnd(one, null)).toBeNull();
    expect(tidemark.logicalOr(null, note)).toBe(note);
    expect(tidemark.logicalXor(one, note)).toBeNull();
    expect(tidemark.logicalNot(one)).toBeNull();
    expect(jsonOf(tidemark.prefix(one, 'gold'))).toBe('{"gold_query":"1"}');
    expect(jsonOf(tidemark.suffix(one, 'old'))).toBe('{"query_old":"1"}');
    expect(jsonOf(tidemark.factorize(value('{"query": "1", "query_1": "2"}')))).toBe('{"queries":["1","2"]}');
  });

  it('become nodes of a graph, in the form of Python’s files', async () => {
    const inputs = Input(Query, { name: 'in' });
    const answer = new Generator({
      dataModel: Answer,
      languageModel: new Scripted('{"answer": "x"}'),
      name: 'gen',
    }).connect(inputs);
    const outputs = tidemark.inMask(tidemark.concat(inputs, answer, { name: 'both' }), {
      mask: ['answer'],
      name: 'only',
    });
    const program = new Program({ inputs, outputs, name: 'p' });
    expect(jsonOf(await program.call(query))).toBe('{"answer":"x"}');
    const modules = program.getConfig().get('modules') as readonly JsonObject[];
    const both = modules.find((module) => module.get('name') === 'both');
    expect(both?.get('registered_name')).toBe('Concat');
    const calls = (both?.get('inbound_nodes') ?? []) as readonly JsonObject[];
    expect(calls[0]?.get('args')).toHaveLength(2);
    expect((await tidemark.programFromJson(program.toProgramFile())).toProgramFile()).toBe(
      program.toProgramFile(),
    );
  });
});

describe('programs inside programs', () => {
  it('run, are called several times, and are written as Python does', async () => {
    const x = Input(Query, { name: 'x' });
    const languageModel = new Scripted('{"answer": "y"}');
    const inner = new Program({
      inputs: x,
      outputs: new Generator({ dataModel: Answer, languageModel, name: 'g' }).connect(x),
      name: 'inner',
    });
    const z = Input(Query, { name: 'z' });
    const outputs = new Concat({ name: 'c' }).connect([
      await inner.call(z),
      await inner.call(z),
    ] as tidemark.SymbolicDataModel[]);
    const outer = new Program({ inputs: z, outputs, name: 'outer' });
    expect(jsonOf(await outer.call(query))).toBe('{"answer":"y","answer_1":"y"}');
    expect(languageModel.requests).toHaveLength(2);
    expect(outer.variables.map(({ path }) => path)).toEqual(['g/state_g']);
    const again = await tidemark.programFromJson(outer.toProgramFile());
    expect(again.toProgramFile()).toBe(outer.toProgramFile());
  });

  it('may be sequences', async () => {
    const steps = [
      Input(Query, { name: 's' }),
      new OutMask({ mask: ['note'], name: 'm' }),
      new Identity({ name: 'i' }),
    ];
    const program = new Sequential(steps, { name: 'seq', description: 'Drops notes.' });
    expect(jsonOf(await program.call(value('{"query": "1", "note": "n"}')))).toBe('{"query":"1"}');
    const again = await tidemark.programFromJson(program.toProgramFile());
    expect(again.toProgramFile()).toBe(program.toProgramFile());
    expect(again.description).toBe('Drops notes.');
  });
});

describe('a program without an end', () => {
  it.each(['inputs', 'outputs'] as const)('is refused when it has no %s', (which) => {
    const inputs = Input(Query);
    const ends = { inputs, outputs: new Identity().connect(inputs), [which]: [] };
    expect(() => new Program(ends)).toThrow(`This program has no ${which}.`);
  });
});

describe('a function in a program', () => {
  const shout = (inputs: JsonObject): JsonValue => new Map([['query', `${String(inputs.get('query'))}!`]]);
  const inputs = Input(Query, { name: 'q' });
  const outputs = new Lambda({
    function: shout,
    functionName: 'Custom>shout',
    dataModel: Query,
    name: 'l',
  }).connect(inputs);
  const program = new Program({ inputs, outputs, name: 'shouter' });

  it('runs, and runs again after loading when the loader is given it', async () => {
    expect(jsonOf(await program.call(query))).toBe('{"query":"why?!"}');
    const again = await tidemark.programFromJson(program.toProgramFile(), {
      functions: { 'Custom>shout': shout },
    });
    expect(jsonOf(await again.call(query))).toBe('{"query":"why?!"}');
  });

  it('is kept without it, and refused when it would run', async () => {
    const again = await tidemark.programFromJson(program.toProgramFile());
    expect(again.toProgramFile()).toBe(program.toProgramFile());
    await expect(again.call(query)).rejects.toMatchObject({
      code: 'unknown-class',
      message: expect.stringContaining('{ functions: { "Custom>shout": (inputs) => … } }'),
      details: { module: 'l' },
    });
  });
});

describe('a module that is not known here', () => {
  const text = (): string => {
    const inputs = Input(Query, { name: 'q' });
    const middle = new Generator({
      dataModel: Answer,
      languageModel: new Scripted('{}'),
      name: 'odd',
    }).connect(inputs);
    const outputs = new Generator({
      dataModel: Answer,
      languageModel: new Scripted('{}'),
      name: 'after',
    }).connect(middle);
    return new Program({ inputs, outputs, name: 'p' })
      .toProgramFile()
      .replace(
        /"module": "synalinks.modules",\n(\s+)"class_name": "Generator"/,
        '"module": "mine",\n$1"class_name": "Mine"',
      );
  };

  it('is written back untouched, with its state', async () => {
    const file = text();
    expect(file).toContain('"Mine"');
    const program = await tidemark.programFromJson(file);
    expect(program.toProgramFile()).toBe(file);
  });

  it('is refused clearly when it would run', async () => {
    const program = await tidemark.programFromJson(text());
    await expect(program.call(query)).rejects.toThrow(/"odd" is of the class Mine, which is not known here/);
  });

  it('is asked for by the name that the loader looks up', async () => {
    const named = text().replace(
      /"registered_name": null,(\s+"name": "odd")/,
      '"registered_name": "Custom>Mine",$1',
    );
    const program = await tidemark.programFromJson(named);
    await expect(program.call(query)).rejects.toThrow('{ customModules: { "Custom>Mine": (config) => … } }');
    const customModules = { 'Custom>Mine': () => new Identity({ name: 'odd' }) };
    const known = await tidemark.programFromJson(named, { customModules });
    expect(known.body.submodules.some((module) => module instanceof Identity)).toBe(true);
  });

  it('is refused when what was given for it makes none', async () => {
    const customModules = { Mine: () => undefined as unknown as tidemark.Module };
    await expect(tidemark.programFromJson(text(), { customModules })).rejects.toMatchObject({
      code: 'bad-file',
      message: expect.stringContaining('(config) => new Mine(…)'),
    });
  });

  it('is made by the loader when it is given the class', async () => {
    class Mine extends Identity {}
    const program = await tidemark.programFromJson(text(), {
      customModules: { Mine: () => new Mine({ name: 'odd' }) },
    });
    expect(program.body.submodules.some((module) => module instanceof Mine)).toBe(true);
  });
});

describe('where Python cannot save or load, but we can', () => {
  it('a Decision is saved', async () => {
    const inputs = Input(Query, { name: 'q' });
    const outputs = new Decision({ question: 'Q?', labels: ['a'], name: 'd' }).connect(inputs);
    const file = new Program({ inputs, outputs, name: 'p' }).toProgramFile();
    expect((await tidemark.programFromJson(file)).toProgramFile()).toBe(file);
  });

  it('a mask module keeps its mask', async () => {
    const inputs = Input(Query, { name: 'q' });
    const outputs = new InMask({ mask: ['query'], name: 'm' }).connect(inputs) as tidemark.SymbolicDataModel;
    const file = new Program({ inputs, outputs, name: 'p' }).toProgramFile();
    const again = await tidemark.programFromJson(file);
    expect(jsonOf(await again.call(value('{"query": "1", "note": "n"}')))).toBe('{"query":"1"}');
  });

  it('a mask module with a pattern alone is written with a list, on which Python insists', async () => {
    const inputs = Input(Query, { name: 'q' });
    const outputs = new OutMask({ pattern: '^q', name: 'm' }).connect(inputs) as tidemark.SymbolicDataModel;
    const again = await tidemark.programFromJson(new Program({ inputs, outputs, name: 'p' }).toProgramFile());
    expect(jsonOf(await again.call(value('{"query": "1", "note": "n"}')))).toBe('{"note":"n"}');
    expect(again.toProgramFile()).toMatch(/"mask": \[\s*""\s*\],\s*"pattern": "\^q"/);
  });

  it('a metric called reward is refused when the program is compiled, not when it is saved', async () => {
    const inputs = Input(Query);
    const program = new Program({ inputs, outputs: new Identity().connect(inputs) });
    const metrics = [new tidemark.Accuracy({ name: 'reward' })];
    expect(() => program.compile({ reward: new tidemark.ExactMatch(), metrics })).toThrow(
      expect.objectContaining({ code: 'duplicate-name' }),
    );
  });
});
