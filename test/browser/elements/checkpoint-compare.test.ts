import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import type { CheckpointInfo } from '../../../src/checkpoints/checkpoint-store.ts';
import { MemoryCheckpointStore } from '../../../src/checkpoints/memory-checkpoint-store.ts';
import { CheckpointError, TrainingError } from '../../../src/base/errors.ts';
import '../../../src/elements/checkpoint-compare/checkpoint-compare.ts';
import type { CheckpointCompare } from '../../../src/elements/checkpoint-compare/checkpoint-compare.ts';
import type { SampleJudge } from '../../../src/elements/checkpoint-compare/sample-judging.ts';
import { setTexts, texts } from '../../../src/elements/internal/texts.ts';
import type { JudgedSample } from '../../../src/worker/trainer-answers.ts';
import { accessibilityProblems } from './axe.ts';
import { deep, deepAll, deepFocus, mount, nextEvent, words } from './support.ts';

interface State {
  readonly instructions?: string | null;
  readonly examples?: readonly (readonly [string, string])[];
  readonly [field: string]: unknown;
}

/** The text of a variables file with one prompt. */
function variables({ instructions = 'Name the language.', examples = [], ...more }: State = {}): string {
  const pairs = examples.map(([text, language]) => ({ inputs: { text }, outputs: { language } }));
  const state = { examples: pairs, ...more, instructions };
  return JSON.stringify({ trainable_variables: { generator: { state_generator: state } } });
}

const info = (epoch: number, valReward: number, more: CheckpointInfo = {}): CheckpointInfo => ({
  epoch,
  logs: { val_reward: valReward },
  monitor: 'val_reward',
  mode: 'max',
  reason: 'epoch',
  ...more,
});

const [one, two] = ['runs/1.variables.json', 'runs/2.variables.json'];

async function storeOf(first: string, second: string): Promise<MemoryCheckpointStore> {
  const store = new MemoryCheckpointStore();
  await store.save(one, first, info(0, 0.5));
  await store.save(two, second, info(1, 0.75));
  return store;
}

async function show(
  store: MemoryCheckpointStore,
  fields: Partial<CheckpointCompare> = {},
): Promise<CheckpointCompare> {
  const element = Object.assign(document.createElement('checkpoint-compare'), {
    store,
    first: one,
    second: two,
    ...fields,
  });
  mount(element);
  await settled(element);
  return element;
}

/** Waits until nothing is being read or compared any more. */
async function settled(element: CheckpointCompare): Promise<void> {
  await element.updateComplete;
  await vi.waitFor(() => {
    const busy = deepAll(element, '.waiting').filter((waiting) => words(waiting).endsWith('…'));
    if (busy.length > 0) throw new Error(words(busy[0]!));
  });
}

const section = (element: Element, id: string): HTMLElement =>
  deep(element, `section[aria-labelledby="${id}"]`);
/** All words of a section, those of the elements within it too. */
const allWords = (root: Element): string =>
  [root, ...deepAll(root, '*')]
    .flatMap(({ shadowRoot }) => (shadowRoot ? [words(shadowRoot as unknown as Element)] : []))
    .concat(words(root))
    .join(' ');

describe('<checkpoint-compare>', () => {
  it('names both checkpoints and what they are', async () => {
    const element = await show(await storeOf(variables(), variables({ nb_visit: 2 })));
    expect(words(deep(element, '[data-side="A"]'))).toContain('runs/1.variables.json');
    expect(words(deep(element, '[data-side="A"]'))).toContain('Variables · epoch 1 · end of epoch');
    expect(words(deep(element, '[data-side="B"]'))).toContain('epoch 2');
  });

  it('says in words what became of each logged value', async () => {
    const store = await storeOf(variables(), variables());
    await store.save(two, variables(), info(1, 0.75, { logs: { val_reward: 0.75, seconds: 3, cost: 1 } }));
    await store.save(one, variables(), info(0, 0.8, { logs: { val_reward: 0.8, seconds: 2 } }));
    const element = await show(store);
    const rows = deepAll(element, '[data-metric]').map((row) => words(row));
    expect(rows).toEqual([
      'val_reward higher is better 0.800 0.750 ▼ -0.050 worse',
      'cost not logged 1.000',
      'seconds 2.000 3.000 ↑ +1.000 higher',
    ]);
  });

  it('marks the words of the instructions that were added and removed', async () => {
    const element = await show(
      await storeOf(
        variables({ instructions: 'Name the language.' }),
        variables({ instructions: 'Name the one language.' }),
      ),
    );
    await vi.waitFor(() => expect(deepAll(element, 'ins').map(words)).toEqual(['Added: one']));
    expect(deepAll(element, 'del')).toEqual([]);
  });

  it('says so when the instructions are the same, and shows them', async () => {
    const element = await show(await storeOf(variables(), variables({ nb_visit: 2 })));
    expect(words(section(element, 'prompts'))).toContain('Instructions The same in both. Name the language.');
  });

  it('lists the examples that were added, removed and kept', async () => {
    const element = await show(
      await storeOf(
        variables({
          examples: [
            ['Hej', 'Danish'],
            ['Hallo', 'Dutch'],
          ],
        }),
        variables({
          examples: [
            ['Hallo', 'Dutch'],
            ['Moi', 'Finnish'],
          ],
        }),
      ),
    );
    const group = (kind: string): string =>
      words(deep(deep(element, `.group.${kind} checkpoint-examples`), 'ul'));
    expect(words(section(element, 'prompts'))).toContain('1 added, 1 removed, 1 in both');
    expect(group('added')).toBe('Input: Moi Output: Finnish');
    expect(group('removed')).toBe('Input: Hej Output: Danish');
    expect(group('kept')).toBe('Input: Hallo Output: Dutch');
  });

  it('shows many examples a few at first, and more when asked', async () => {
    const examples = Array.from({ length: 40 }, (_, index) => [`Text ${index}`, 'Danish'] as const);
    const element = await show(await storeOf(variables(), variables({ examples })));
    const added = deep(element, '.group.added checkpoint-examples');
    expect(deepAll(added, 'li')).toHaveLength(12);
    deep(added, 'button').click();
    await vi.waitFor(() => expect(deepAll(added, 'li')).toHaveLength(40));
    expect(deepAll(added, 'button')).toEqual([]);
    await vi.waitFor(() => expect(deepFocus()).toBe(deepAll(added, 'li')[12]));
  });

  it('compares everything else as JSON, part by part', async () => {
    const element = await show(await storeOf(variables({ nb_visit: 1 }), variables({ nb_visit: 2 })));
    const rest = section(element, 'rest');
    await vi.waitFor(() => {
      expect(deepAll(rest, 'del .line').map(words)).toEqual(['"nb_visit": 1']);
      expect(deepAll(rest, 'ins .line').map(words)).toEqual(['"nb_visit": 2']);
    });
  });

  it('compares a part only once it is opened, when there is much of it', async () => {
    const list = (length: number): object[] => Array.from({ length }, (_, index) => ({ index }));
    const element = await show(
      await storeOf(variables({ predictions: list(500) }), variables({ predictions: list(510) })),
    );
    const part = deep(section(element, 'rest'), 'details');
    expect(words(part)).toContain('trainable_variables / generator / state_generator / predictions');
    expect(deepAll(part, 'ins')).toEqual([]);
    deep(part, 'summary').click();
    await vi.waitFor(() => expect(deepAll(part, 'ins .line')).toHaveLength(30));
    expect(words(deep(part, '.fold'))).toMatch(/^1,\d{3} lines the same$/);
  });

  it('says when texts are too different, and shows both', async () => {
    const lines = (letter: string): string =>
      Array.from({ length: 5000 }, (_, at) => `${letter} ${at}`).join('\n');
    const store = new MemoryCheckpointStore();
    await store.save(one, lines('a'));
    await store.save(two, lines('b'));
    const element = await show(store);
    await vi.waitFor(() => expect(allWords(section(element, 'rest'))).toContain('Too different'));
    const [first, second] = deepAll(section(element, 'rest'), 'pre');
    expect(words(first!)).toMatch(/^a 0 a 1/);
    expect(words(second!)).toMatch(/^b 0 b 1/);
  });

  it('takes the other one first when told to swap', async () => {
    const element = await show(await storeOf(variables(), variables({ instructions: 'Guess.' })));
    deep(element, '[aria-label="Swap A and B"]').click();
    expect([element.first, element.second]).toEqual([two, one]);
    await vi.waitFor(() => expect(words(deep(element, '[data-metric]'))).toContain('worse'));
  });

  it('offers a choice where there are more than two', async () => {
    const store = await storeOf(variables(), variables());
    const three = 'runs/3.variables.json';
    await store.save(three, variables(), info(2, 0.9));
    const element = await show(store, { choices: [one, two, three] });
    await userEvent.selectOptions(deep(element, 'select[aria-label="Checkpoint B"]'), three);
    expect(element.second).toBe(three);
    await vi.waitFor(() => expect(words(deep(element, '[data-metric]'))).toContain('+0.400 better'));
  });

  it('speaks another language when it is told to', async () => {
    const element = await show(await storeOf(variables(), variables({ nb_visit: 2 })));
    const { swap, rest } = texts.compare;
    onTestFinished(() => setTexts({ compare: { swap, rest } }));
    setTexts({ compare: { swap: 'Byt A og B', rest: 'Alt andet' } });
    await element.updateComplete;
    expect(deep(element, '.swap').getAttribute('aria-label')).toBe('Byt A og B');
    expect(words(deep(element, '#rest'))).toBe('Alt andet');
  });

  it('asks for two checkpoints while it has not got them', async () => {
    const element = await show(new MemoryCheckpointStore(), { first: null });
    expect(allWords(element)).toContain('Choose two checkpoints to compare.');
  });
});

describe('a checkpoint that cannot be compared as one', () => {
  it('is named when it is gone, and compared once it is back', async () => {
    const store = await storeOf(variables(), variables({ nb_visit: 3 }));
    const element = await show(store);
    await store.delete(two);
    await vi.waitFor(() =>
      expect(words(deep(element, '[data-side="B"]'))).toContain('no such checkpoint any more'),
    );
    expect(deepAll(element, '[role="alert"]').map(words).join()).toContain('could not be read');
    await store.save(two, variables({ nb_visit: 3 }), info(1, 0.6));
    await vi.waitFor(() => expect(words(deep(element, '[data-metric]'))).toContain('+0.100 better'));
  });

  it('says why it cannot be read, and tries again when asked', async () => {
    const store = await storeOf(variables(), variables({ nb_visit: 3 }));
    const { load } = store;
    store.load = (path) =>
      path === two
        ? Promise.reject(new CheckpointError('damaged', 'Both generations are damaged.'))
        : load.call(store, path);
    const element = await show(store);
    await vi.waitFor(() =>
      expect(words(deep(element, '[data-side="B"]'))).toContain('Both generations are damaged.'),
    );
    store.load = load;
    deep(element, '[role="alert"] button').click();
    await vi.waitFor(() => expect(deepAll(element, '[data-metric]')).toHaveLength(1));
  });

  it('is compared as plain text when it is no JSON', async () => {
    const store = new MemoryCheckpointStore();
    await store.save('log.csv', 'epoch,reward\n0,0.5\n');
    await store.save(two, variables());
    const element = await show(store, { first: 'log.csv' });
    expect(allWords(element)).toContain('no JSON object');
    await vi.waitFor(() =>
      expect(deepAll(element, 'del .line').map(words)).toEqual(['epoch,reward', '0,0.5']),
    );
  });

  it('is not compared again and again when it changes nothing but its mark', async () => {
    const store = await storeOf(variables(), variables({ nb_visit: 3 }));
    const element = await show(store);
    const difference = deep(section(element, 'rest'), 'checkpoint-diff');
    await store.pin(one, true);
    await settled(element);
    expect(deep(section(element, 'rest'), 'checkpoint-diff')).toBe(difference);
  });

  it('is compared to the end although its mark changes meanwhile', async () => {
    const store = await storeOf(variables(), variables({ nb_visit: 3 }));
    const element = mount(
      Object.assign(document.createElement('checkpoint-compare'), { store, first: one, second: two }),
    );
    await store.pin(one, true);
    await store.pin(two, true);
    await vi.waitFor(() => expect(deepAll(element, '[data-metric]')).toHaveLength(1));
  });

  it('that has the same text but other values is another one', async () => {
    const store = await storeOf(variables(), variables());
    await store.save('runs/3.variables.json', variables(), info(2, 0.9));
    const element = await show(store);
    element.second = 'runs/3.variables.json';
    await vi.waitFor(() => expect(words(deep(element, '[data-metric]'))).toContain('+0.400 better'));
  });

  it('that says two files are the same says nothing else', async () => {
    const element = await show(await storeOf(variables(), variables()));
    expect(allWords(element)).toContain('the same, byte for byte');
  });

  it('changes nothing but text, whatever it holds', async () => {
    const markup = '<img src=x onerror="globalThis.hacked = true"><script>globalThis.hacked = true</script>';
    const text = `${markup}\u202e${'x'.repeat(1_000_000)}`;
    const store = new MemoryCheckpointStore();
    const path = `runs/${'<b>bold</b>'}\u202egnp.variables.json`;
    await store.save(path, variables({ instructions: text, examples: [[text, text]], [markup]: [text] }), {
      logs: { [markup]: 1 },
    });
    await store.save(two, variables({ instructions: markup, [markup]: [markup] }), { logs: { [markup]: 2 } });
    const element = await show(store, { first: path });
    await vi.waitFor(() => expect(deepAll(element, 'ins, del').length).toBeGreaterThan(0));
    expect(deepAll(element, 'img, script, b')).toEqual([]);
    expect(globalThis).not.toHaveProperty('hacked');
    expect(allWords(element)).not.toContain('\u202e');
    expect(allWords(element).length).toBeLessThan(500_000);
  });
});

/** Answers as it is told to: for each sample, whether each checkpoint is right. */
class Judge implements SampleJudge {
  readonly asked: string[] = [];
  readonly #rewards: Readonly<Record<string, readonly number[]>>;
  /** What the next request waits for. */
  gate: Promise<unknown> = Promise.resolve();

  constructor(before: readonly number[], after: readonly number[]) {
    this.#rewards = { [one]: before, [two]: after };
  }

  async judge(
    dataset: string,
    { checkpoint = '', start = 0, count = 32 }: Parameters<SampleJudge['judge']>[1] = {},
  ): ReturnType<SampleJudge['judge']> {
    this.asked.push(`${dataset} ${checkpoint} ${start}`);
    await this.gate;
    const rewards = this.#rewards[checkpoint] ?? [];
    const samples = rewards.slice(start, start + count).map((reward, at): JudgedSample => ({
      input: { text: `sentence ${start + at}` },
      target: { language: 'Danish' },
      answer: reward === 0 ? null : { language: reward === 1 ? 'Danish' : 'Dutch' },
      reward,
    }));
    return { total: rewards.length, samples };
  }
}

/** A promise that a test keeps when it wants to. */
function deferred(): { readonly promise: Promise<void>; resolve(): void } {
  let resolve = (): void => undefined;
  const promise = new Promise<void>((done) => (resolve = done));
  return { promise, resolve: () => resolve() };
}

const judgeButton = (element: Element): HTMLElement => deep(element, '[part~="judge-button"]');
const samples = (element: Element): string[] => deepAll(element, '.pair').map(words);
const groups = (element: Element): string[] => deepAll(element, '.choice').map(words);

describe('the samples', () => {
  const files = (): Promise<MemoryCheckpointStore> => storeOf(variables(), variables({ nb_visit: 1 }));

  it('need a trainer, and say so without one', async () => {
    const element = await show(await files());
    expect(words(section(element, 'samples'))).toContain('no trainer connected');
    expect(deepAll(element, '[part~="judge-button"]')).toEqual([]);
  });

  it('are judged when asked to, and not before, and shown by whom they speak for', async () => {
    const judge = new Judge([0, 1, 1, 0, 1], [1, 0, 1, 0, 1]);
    const element = await show(await files(), { trainer: judge });
    expect(judge.asked).toEqual([]);
    judgeButton(element).click();
    await vi.waitFor(() => expect(groups(element)).toHaveLength(4));
    expect(judge.asked).toEqual([`validation ${one} 0`, `validation ${two} 0`]);
    expect(words(deep(element, '.sum'))).toBe('A gets 3 of 5 right. B gets 3 of 5 right.');
    expect(groups(element)).toEqual(['Only B right 1', 'Only A right 1', 'Both right 2', 'Both wrong 1']);
    expect(samples(element)).toEqual([
      'Sample 1 sentence 0 Expected Danish A no answer wrong B Danish right',
    ]);
  });

  it('of another group are reached by keyboard', async () => {
    const element = await show(await files(), { trainer: new Judge([0, 1], [1, 0]) });
    judgeButton(element).click();
    await vi.waitFor(() => expect(groups(element)).toHaveLength(4));
    deep(element, '.choice input').focus();
    await userEvent.keyboard('{ArrowRight}');
    await vi.waitFor(() => expect(samples(element)).toEqual([expect.stringContaining('sentence 1')]));
    expect(deepFocus()?.getAttribute('value')).toBe('before');
  });

  it('that are more or less good are called better, not right', async () => {
    const element = await show(await files(), { trainer: new Judge([0.25, 0.5], [0.75, 0.5]) });
    judgeButton(element).click();
    await vi.waitFor(() => expect(groups(element)).toEqual(['B better 1', 'A better 0', 'As good 1']));
    expect(words(deep(element, '.sum'))).toBe('A has a mean reward of 0.375. B has a mean reward of 0.625.');
    expect(samples(element)[0]).toContain('reward 0.750');
  });

  it('are judged part by part, so that one can follow and cancel', async () => {
    const many = Array.from({ length: 100 }, () => 1);
    const judge = new Judge(many, many);
    const element = await show(await files(), { trainer: judge, dataSet: 'test' });
    const second = deferred();
    const { judge: ask } = judge;
    judge.judge = async (dataset, options) => {
      if (options?.start === 32) await second.promise;
      return ask.call(judge, dataset, options);
    };
    judgeButton(element).click();
    await vi.waitFor(() => expect(words(deep(element, '.judging'))).toBe('Cancel 32 of 100 samples judged'));
    expect(deep(element, 'progress').getAttribute('aria-label')).toBe('32 of 100 samples judged');
    judgeButton(element).click();
    second.resolve();
    await vi.waitFor(() =>
      expect(words(section(element, 'samples'))).toContain('Cancelled after 64 samples.'),
    );
    expect(judge.asked.at(-1)).toBe(`test ${two} 32`);
    expect(words(deep(element, '.sum'))).toContain('A gets 64 of 64 right.');
  });

  it('say why they could not be judged, and can be tried again', async () => {
    const judge = new Judge([1], [1]);
    const { judge: ask } = judge;
    judge.judge = () => Promise.reject(new TrainingError('not-compiled', 'There is no reward.'));
    const element = await show(await files(), { trainer: judge });
    const failed = nextEvent(element, 'element-error');
    judgeButton(element).click();
    expect(await failed).toMatchObject({ error: { code: 'not-compiled' } });
    await vi.waitFor(() => expect(words(section(element, 'samples'))).toContain('There is no reward.'));
    judge.judge = ask;
    judgeButton(element).click();
    await vi.waitFor(() => expect(words(deep(element, '.sum'))).toContain('A gets 1 of 1 right.'));
  });

  it('of other checkpoints are forgotten', async () => {
    const gate = deferred();
    const judge = new Judge([1], [1]);
    judge.gate = gate.promise;
    const element = await show(await files(), { trainer: judge });
    judgeButton(element).click();
    await element.updateComplete;
    element.second = one;
    await settled(element);
    gate.resolve();
    await new Promise((resolve) => setTimeout(resolve, 20));
    await element.updateComplete;
    expect(words(judgeButton(element))).toBe('Judge both, sample by sample');
  });
});

describe('everybody', () => {
  async function full(): Promise<CheckpointCompare> {
    const store = await storeOf(
      variables({ examples: [['Hej', 'Danish']], nb_visit: 1 }),
      variables({ examples: [['Moi', 'Finnish']], instructions: 'Guess the language.', nb_visit: 2 }),
    );
    const element = await show(store, { trainer: new Judge([0, 1, 1], [1, 0, 1]) });
    judgeButton(element).click();
    await vi.waitFor(() => expect(groups(element)).toHaveLength(4));
    await vi.waitFor(() => expect(deepAll(element, 'ins').length).toBeGreaterThan(1));
    return element;
  }

  it.each(['light', 'dark'])('finds nothing in the way in %s, says axe-core', async (scheme) => {
    document.documentElement.style.colorScheme = scheme;
    onTestFinished(() => void document.documentElement.style.removeProperty('color-scheme'));
    expect(await accessibilityProblems(await full())).toEqual([]);
  });

  it.each([320, 640, 3840])('can read it %i pixels wide, in either direction', async (width) => {
    const element = await full();
    element.style.width = `${width}px`;
    for (const direction of ['ltr', 'rtl']) {
      element.dir = direction;
      await element.updateComplete;
      const wide = deepAll(element, '*').filter((inner) => {
        const { overflowX } = getComputedStyle(inner);
        return overflowX === 'visible' && !inner.closest('.unseen') && inner.scrollWidth > width;
      });
      expect(wide).toEqual([]);
    }
  });

  it('hears what is in a wrong state: missing, same, failed', async () => {
    const same = await show(await storeOf(variables(), variables()));
    expect(await accessibilityProblems(same)).toEqual([]);
    const missing = await show(new MemoryCheckpointStore());
    expect(await accessibilityProblems(missing)).toEqual([]);
  });
});
