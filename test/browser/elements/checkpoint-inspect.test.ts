import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { CheckpointError, DataError } from '../../../src/base/errors.ts';
import type { CheckpointInfo } from '../../../src/checkpoints/checkpoint-store.ts';
import { MemoryCheckpointStore } from '../../../src/checkpoints/memory-checkpoint-store.ts';
import '../../../src/elements/checkpoint-inspect/checkpoint-inspect.ts';
import type { CheckpointInspect } from '../../../src/elements/checkpoint-inspect/checkpoint-inspect.ts';
import type { CheckpointExaminer } from '../../../src/elements/internal/examiner.ts';
import type { ModulePrompt } from '../../../src/worker/trainer-answers.ts';
import type { PlainValue } from '../../../src/worker/trainer-client.ts';
import tiny from '../../unit/programs/recorded/tiny.program.json' with { type: 'json' };
import tinyVariables from '../../unit/programs/recorded/tiny.variables.json' with { type: 'json' };
import { accessibilityProblems } from './axe.ts';
import { deep, deepAll, mount, nextEvent, words } from './support.ts';

const path = 'runs/7.json';

const info: CheckpointInfo = {
  epoch: 6,
  logs: { reward: 0.5, val_reward: 0.75 },
  monitor: 'val_reward',
  mode: 'max',
  reason: 'best',
};

async function storeOf(text: string, more: CheckpointInfo = {}): Promise<MemoryCheckpointStore> {
  const store = new MemoryCheckpointStore();
  await store.save(path, text, { ...info, ...more });
  return store;
}

async function show(
  store: MemoryCheckpointStore,
  fields: Partial<CheckpointInspect> = {},
): Promise<CheckpointInspect> {
  const element = mount(
    Object.assign(document.createElement('checkpoint-inspect'), { store, path, ...fields }),
  );
  await element.updateComplete;
  return element;
}

const section = (element: Element, id: string): HTMLElement =>
  deep(element, `section[aria-labelledby="${id}"]`);
/** Waits until something matches, within an element and the shadow roots in it. */
const found = (element: Element, selector: string): Promise<HTMLElement> =>
  vi.waitFor(() => deep(element, selector));
const allWords = (root: Element): string =>
  [root, ...deepAll(root, '*')]
    .flatMap(({ shadowRoot }) => (shadowRoot ? [words(shadowRoot as unknown as Element)] : []))
    .concat(words(root))
    .join(' ');

/** A trainer with two samples, whose program answers with the words that it is given. */
class Examiner implements CheckpointExaminer {
  readonly asked: string[] = [];
  inspect: CheckpointExaminer['inspect'] = () => Promise.resolve(tiny as unknown as PlainValue);

  samples: CheckpointExaminer['samples'] = (dataset, { start = 0 } = {}) => {
    this.asked.push(`samples ${dataset} ${start}`);
    const samples = ['q0', 'q1'].map((query) => ({ input: { query }, target: { answer: `to ${query}` } }));
    return Promise.resolve({ total: 2, samples: samples.slice(start, start + 1) });
  };

  prompt: CheckpointExaminer['prompt'] = (input, { checkpoint } = {}) => {
    this.asked.push(`prompt ${checkpoint}`);
    const messages = [
      { role: 'system', content: `Be brief. <b>${checkpoint}</b>` },
      { role: 'user', content: JSON.stringify(input) },
    ];
    return Promise.resolve([{ module: 'generator', messages, schema: { title: 'Answer' } }]);
  };

  predict: CheckpointExaminer['predict'] = ([input], { checkpoint } = {}) => {
    this.asked.push(`predict ${checkpoint} ${JSON.stringify(input)}`);
    return Promise.resolve([{ answer: `${checkpoint} answers` }]);
  };
}

describe('<checkpoint-inspect>', () => {
  it('shows what the store knows of it', async () => {
    const store = await storeOf(JSON.stringify(tiny), { run: 'run-3' });
    await store.change(path, { note: 'the good one', pinned: true });
    const element = await show(store);
    const facts = words(await found(element, 'dl.facts'));
    for (const fact of ['Program · epoch 7 · new best · pinned', 'run-3', 'the good one', 'SHA-256'])
      expect(facts).toContain(fact);
  });

  it('shows what was logged, the monitored value first', async () => {
    const element = await show(await storeOf(JSON.stringify(tiny)));
    await found(element, '[data-log]');
    expect(deepAll(element, '[data-log]').map(words)).toEqual([
      'val_reward monitored, higher is better 0.750',
      'reward 0.500',
    ]);
  });

  it('draws the program as a graph, and tells it in words', async () => {
    const element = await show(await storeOf(JSON.stringify(tiny)));
    const picture = await found(element, 'svg[role="img"]');
    expect(picture.getAttribute('aria-label')).toMatch(/^Graph of the program \u2068tiny\u2069: 2 calls/);
    const names = [...picture.querySelectorAll('.name')].map(words);
    expect(names).toEqual(['input_module', 'generator', 'Output']);
    expect([...picture.querySelectorAll('.kind')].map(words)).toEqual([
      'Input',
      'Generator · trainable',
      'ollama_chat/mistral',
    ]);
    expect([...picture.querySelectorAll('.line text')].map(words)).toEqual(['query', 'answer']);
    expect(deepAll(deep(element, 'checkpoint-graph'), 'li')).toHaveLength(3);
  });

  it('tells in words alone what is too large to draw', async () => {
    const modules = Array.from({ length: 300 }, (_, at) => ({
      name: `m${at}`,
      class_name: 'Identity',
      config: {},
    }));
    const element = await show(
      await storeOf(JSON.stringify({ class_name: 'Functional', config: { name: 'p', modules } })),
    );
    const graph = await found(element, 'checkpoint-graph');
    await vi.waitFor(() => expect(allWords(graph)).toContain('300 calls are too many to draw'));
    expect(deepAll(graph, 'svg')).toEqual([]);
    expect(deepAll(graph, 'li')).toHaveLength(300);
  });

  it('shows instructions and examples', async () => {
    const element = await show(await storeOf(JSON.stringify(tiny)));
    const learned = await found(element, '[data-prompt="generator/state_generator"]');
    expect(words(learned)).toContain('Your task is to answer with a JSON containing the following keys');
    await found(learned, '.example');
    const { examples } = tiny.variables.trainable_variables.generator.state_generator;
    expect(deepAll(learned, '.example').map(words)).toEqual(
      examples.map(({ inputs, outputs }) => `Input: ${inputs.query} Output: ${outputs.answer}`),
    );
  });

  it('needs no trainer: what needs one says so', async () => {
    const element = await show(await storeOf(JSON.stringify(tiny)));
    await found(element, 'checkpoint-try');
    await vi.waitFor(() => {
      expect(allWords(deep(element, 'checkpoint-prompt'))).toContain('no trainer connected');
      expect(allWords(deep(element, 'checkpoint-try'))).toContain('nobody can answer');
    });
  });
});

describe('the prompt', () => {
  it('is what a language model would be sent, message by message', async () => {
    const trainer = new Examiner();
    const element = await show(await storeOf(JSON.stringify(tiny)), { trainer, dataSet: 'test' });
    await found(element, '[data-module="generator"]');
    expect(trainer.asked).toEqual(['samples test 0', `prompt ${path}`]);
    const messages = deepAll(element, '.message').map(words);
    expect(messages).toEqual([`System Be brief. <b>${path}</b>`, 'User {"query":"q0"}']);
    expect(deepAll(element, '.message b')).toEqual([]);
    expect(allWords(deep(element, 'checkpoint-prompt'))).toContain('Expected: to q0');
  });

  it('is that of another sample when one is chosen', async () => {
    const element = await show(await storeOf(JSON.stringify(tiny)), { trainer: new Examiner() });
    await found(element, '.message');
    const [before, after] = deepAll(deep(element, '.chooser'), 'button');
    expect(before?.getAttribute('aria-disabled')).toBe('true');
    after!.click();
    await vi.waitFor(() => expect(deepAll(element, '.message').map(words)[1]).toBe('User {"query":"q1"}'));
    const number = deep(element, '.chooser input') as HTMLInputElement;
    expect(number.value).toBe('2');
    number.value = '700';
    number.dispatchEvent(new Event('change'));
    expect(number.value).toBe('2');
  });

  it('says which modules wait for the answers of others, and shows them when one agrees to ask', async () => {
    const trainer = new Examiner();
    const ask = (module: string): ModulePrompt => ({ module, messages: [], schema: null });
    trainer.prompt = (_input, { ask: isAsked } = {}) =>
      Promise.resolve([ask('another'), ...(isAsked ? [ask('generator')] : [])]);
    const element = await show(await storeOf(JSON.stringify(tiny)), { trainer });
    await found(element, '[data-module="another"]');
    const silent = deep(element, '.silent');
    expect(words(silent)).toMatch(/need the answer of another module first: .?generator/);
    silent.querySelector('button')!.click();
    await found(element, '[data-module="generator"]');
    expect(deepAll(element, '.silent')).toEqual([]);
  });

  it('says why it cannot be made, and tries again when asked', async () => {
    const trainer = new Examiner();
    const { samples } = trainer;
    trainer.samples = () =>
      Promise.reject(new DataError('unknown-dataset', 'There is no data set "validation".'));
    const element = await show(await storeOf(JSON.stringify(tiny)), { trainer });
    const alert = await found(element, 'checkpoint-prompt');
    await vi.waitFor(() => expect(allWords(alert)).toContain('There is no data set "validation".'));
    trainer.samples = samples;
    deep(alert, '[role="alert"] button').click();
    await found(element, '[data-module="generator"]');
  });
});

describe('trying it', () => {
  async function ready(trainer = new Examiner()): Promise<CheckpointInspect> {
    const store = await storeOf(JSON.stringify(tiny));
    await store.save('runs/3.json', JSON.stringify(tiny), info);
    const element = await show(store, { trainer });
    await found(element, 'textarea');
    return element;
  }

  const answers = (element: Element): string[] => deepAll(element, '.answer').map(words);

  it('answers an input of one’s own', async () => {
    const trainer = new Examiner();
    const element = await ready(trainer);
    await userEvent.fill(deep(element, 'textarea'), 'what?');
    deep(element, '[part~="ask-button"]').click();
    await vi.waitFor(() => expect(answers(element)).toEqual([`${path} ${path} answers`]));
    expect(trainer.asked.at(-1)).toBe(`predict ${path} {"query":"what?"}`);
  });

  it('answers next to another checkpoint', async () => {
    const element = await ready();
    await userEvent.fill(deep(element, 'textarea'), 'what?');
    await userEvent.keyboard('{Enter}');
    await vi.waitFor(() => expect(answers(element)).toHaveLength(1));
    await userEvent.selectOptions(deep(element, '.other select'), 'runs/3.json');
    await vi.waitFor(() =>
      expect(answers(element)).toEqual([`${path} ${path} answers`, 'runs/3.json runs/3.json answers']),
    );
  });

  it('says so when there is no answer, or none to be had', async () => {
    const trainer = new Examiner();
    trainer.predict = () => Promise.resolve([null]);
    const element = await ready(trainer);
    deep(element, '[part~="ask-button"]').click();
    await vi.waitFor(() => expect(answers(element)).toEqual([`${path} no answer`]));
    trainer.predict = () => Promise.reject(new Error('The server is down.'));
    deep(element, '[part~="ask-button"]').click();
    await vi.waitFor(() => expect(answers(element)).toEqual([`${path} The server is down.`]));
  });

  it('shows no late answer under a later question', async () => {
    const trainer = new Examiner();
    let answerFirst: (answers: readonly PlainValue[]) => void = () => undefined;
    trainer.predict = () => new Promise((resolve) => (answerFirst = resolve));
    const element = await ready(trainer);
    deep(element, '[part~="ask-button"]').click();
    await vi.waitFor(() => expect(answers(element).join()).toContain('Waiting'));
    trainer.predict = () => Promise.resolve([{ answer: 'second' }]);
    deep(element, '[part~="ask-button"]').click();
    await vi.waitFor(() => expect(answers(element).join()).toContain('second'));
    answerFirst([{ answer: 'first' }]);
    await new Promise((resolve) => setTimeout(resolve, 10));
    expect(answers(element).join()).toContain('second');
  });

  it('has an input for each field, and asks for JSON where there is no form for it', async () => {
    const program = structuredClone(tiny);
    const [input] = program.config.modules;
    const properties = {
      n: { type: 'integer' },
      kind: { enum: ['a', 'b'] },
      text: { type: 'string', title: 'The text' },
    };
    Object.assign(input!.config.schema, { properties });
    const trainer = new Examiner();
    const element = await show(await storeOf(JSON.stringify(program)), { trainer });
    await found(element, 'textarea');
    expect(deepAll(element, '.field > span').map(words)).toEqual(['n as JSON', 'kind', 'The text']);
    const [number, text] = deepAll(element, 'textarea');
    await userEvent.fill(number!, 'five');
    deep(element, '[part~="ask-button"]').click();
    await vi.waitFor(() => expect(words(deep(element, 'p.problem'))).toMatch(/given for .?n.? is no JSON/));
    await userEvent.fill(number!, '5');
    await userEvent.fill(text!, 'x');
    deep(element, '[part~="ask-button"]').click();
    await vi.waitFor(() =>
      expect(trainer.asked.at(-1)).toBe(`predict ${path} {"n":5,"kind":"a","text":"x"}`),
    );
  });
});

describe('lineage', () => {
  async function family(): Promise<MemoryCheckpointStore> {
    const store = await storeOf(JSON.stringify(tiny), { parent: 'runs/3.json' });
    await store.save('runs/3.json', JSON.stringify(tiny), { ...info, epoch: 2, parent: 'old/1.json' });
    await store.save('old/1.json', JSON.stringify(tiny), { ...info, epoch: 0, parent: 'gone.json' });
    return store;
  }

  it('is followed to where it is lost', async () => {
    const element = await show(await family());
    await found(element, '.lineage li');
    const lines = deepAll(element, '.lineage li').map(words);
    expect(lines).toHaveLength(3);
    expect(lines[0]).toContain('runs/3.json Program · epoch 3');
    expect(lines[2]).toBe('gone.json no longer in the store');
  });

  it('does not go round in a circle', async () => {
    const store = await family();
    await store.save('old/1.json', '{}', { parent: path });
    const element = await show(store);
    await vi.waitFor(() => expect(deepAll(element, '.lineage li')).toHaveLength(2));
  });

  it('leads to the others, here or where the page wants it', async () => {
    const element = await show(await family());
    await found(element, '.lineage .link');
    const asked = nextEvent(element, 'inspect-request');
    element.addEventListener('inspect-request', (event) => event.preventDefault(), { once: true });
    deep(element, '.lineage .link').click();
    expect((await asked).path).toBe('runs/3.json');
    expect(element.path).toBe(path);
    deep(element, '.lineage .link').click();
    expect(element.path).toBe('runs/3.json');
    await vi.waitFor(() => expect(words(deep(element, 'dl.facts'))).toContain('epoch 3'));
  });

  it('asks the page to compare', async () => {
    const element = await show(await family());
    await found(element, '.lineage .link');
    const asked = nextEvent(element, 'compare-request');
    deep(element, '.ancestor > button').click();
    expect((await asked).paths).toEqual(['runs/3.json', path]);
  });

  it('says so when there is none', async () => {
    const element = await show(await storeOf(JSON.stringify(tiny)));
    await vi.waitFor(() =>
      expect(words(section(element, 'lineage'))).toContain('did not go on from another'),
    );
  });
});

describe('a checkpoint of another form', () => {
  it('with variables alone has the program of the trainer, if there is one', async () => {
    const element = await show(await storeOf(JSON.stringify(tinyVariables)));
    await vi.waitFor(() => expect(words(section(element, 'program'))).toContain('holds variables only'));
    element.trainer = new Examiner();
    await found(element, 'svg[role="img"]');
    expect(words(section(element, 'program'))).toContain('the program of the trainer on this page');
    await found(element, 'textarea');
  });

  it.each([
    ['that is no JSON', 'epoch,reward\n0,1\n', 'is no JSON object'],
    ['that is nested without end', `{"a":${'['.repeat(100_000)}${']'.repeat(100_000)}}`, 'nested too deeply'],
  ])('%s is told as far as it is known', async (_what, text, told) => {
    const element = await show(await storeOf(text));
    await vi.waitFor(() => expect(allWords(element)).toContain(told));
    expect(deepAll(element, '[data-log]')).toHaveLength(2);
    expect(deepAll(element, 'checkpoint-prompt')).toEqual([]);
  });

  it('that is gone is told so, and shown once it is back', async () => {
    const store = await storeOf(JSON.stringify(tiny));
    const element = await show(store);
    await found(element, '[data-log]');
    await store.delete(path);
    await vi.waitFor(() => expect(allWords(element)).toContain('no such checkpoint any more'));
    await store.save(path, JSON.stringify(tiny), info);
    await found(element, '[data-log]');
  });

  it('that is damaged says why, and is read again when asked', async () => {
    const store = await storeOf(JSON.stringify(tiny));
    const load = vi
      .spyOn(store, 'load')
      .mockRejectedValue(new CheckpointError('damaged', 'Both are damaged.'));
    const element = await show(store);
    await vi.waitFor(() => expect(allWords(element)).toContain('Both are damaged.'));
    load.mockRestore();
    deep(element, '[role="alert"] button').click();
    await found(element, '[data-log]');
  });

  it('changes nothing but text, whatever it holds', async () => {
    const markup = '<img src=x onerror="globalThis.hacked = true">';
    const long = `${markup}\u202e${'x'.repeat(1_000_000)}`;
    const program = structuredClone(tiny);
    const [input, generator] = program.config.modules;
    Object.assign(program.config, { name: long, description: long });
    Object.assign(generator!, { name: long, class_name: long });
    Object.assign(input!.config.schema, {
      properties: { [long]: { type: 'string', title: long, description: long } },
    });
    Object.assign(program.variables.trainable_variables.generator.state_generator, {
      instructions: long,
      examples: [{ inputs: long, outputs: { [long]: long } }],
    });
    const element = await show(await storeOf(JSON.stringify(program), { logs: { [long]: 1 }, run: long }), {
      trainer: new Examiner(),
    });
    await found(element, '[data-log]');
    await found(element, '.message');
    expect(deepAll(element, 'img')).toEqual([]);
    expect(globalThis).not.toHaveProperty('hacked');
    expect(allWords(element)).not.toContain('\u202e');
    expect(allWords(element).length).toBeLessThan(500_000);
  });
});

describe('everybody', () => {
  async function full(): Promise<CheckpointInspect> {
    const store = await storeOf(JSON.stringify(tiny), { parent: 'runs/3.json' });
    await store.save('runs/3.json', JSON.stringify(tiny), info);
    const element = await show(store, { trainer: new Examiner() });
    await found(element, 'svg[role="img"]');
    await found(element, '.message');
    await found(element, '.lineage li');
    deep(element, '[part~="ask-button"]').click();
    await found(element, '.answer strong');
    return element;
  }

  it.each(['light', 'dark'])('finds nothing in the way in %s, says axe-core', async (scheme) => {
    document.documentElement.style.colorScheme = scheme;
    onTestFinished(() => void document.documentElement.style.removeProperty('color-scheme'));
    expect(await accessibilityProblems(await full())).toEqual([]);
  });

  it('finds nothing in the way without a trainer, or without a checkpoint', async () => {
    expect(await accessibilityProblems(await show(await storeOf(JSON.stringify(tinyVariables))))).toEqual([]);
    expect(await accessibilityProblems(await show(new MemoryCheckpointStore()))).toEqual([]);
    expect(await accessibilityProblems(await show(new MemoryCheckpointStore(), { path: null }))).toEqual([]);
  });

  it.each([320, 640, 3840])('can read it %i pixels wide, in either direction', async (width) => {
    const element = await full();
    element.style.width = `${width}px`;
    for (const direction of ['ltr', 'rtl']) {
      element.dir = direction;
      await element.updateComplete;
      const wide = deepAll(element, '*').filter((inner) => {
        const isCut = inner.closest('.unseen, .picture, pre') !== null;
        return !isCut && getComputedStyle(inner).overflowX === 'visible' && inner.scrollWidth > width;
      });
      expect(wide).toEqual([]);
    }
  });
});
