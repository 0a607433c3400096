import { describe, expect, it } from 'vitest';
import {
  dataModel,
  ExactMatch,
  Generator,
  Input,
  Program,
  ProgramCheckpoint,
  RandomFewShot,
} from '../../../src/index.ts';
import { FakeModel, FixedClock, MemoryCheckpointStore, RandomStreams } from '../../../src/testing.ts';

const Question = dataModel({ title: 'Question', properties: { text: { type: 'string' } } });
const Answer = dataModel({ title: 'Answer', properties: { language: { type: 'string' } } });

async function programOf(languageModel: FakeModel): Promise<Program> {
  const inputs = Input(Question);
  const outputs = await new Generator({ dataModel: Answer, languageModel }).call(inputs);
  const program = new Program({ inputs, outputs });
  program.compile({ reward: new ExactMatch(), optimizer: new RandomFewShot() });
  return program;
}

describe('the fake language model', () => {
  it('answers in order, and keeps what it was asked', async () => {
    const model = new FakeModel([{ language: 'Dutch' }, { language: 'Danish' }]);
    const program = await programOf(model);
    const rows = [{ text: 'Hoe heet je?' }, { text: 'Hvad hedder du?' }];
    expect(await program.predict(rows, { concurrency: 1 })).toEqual([
      { language: 'Dutch' },
      { language: 'Danish' },
    ]);
    expect(model.requests.map(({ messages }) => messages.at(-1)?.content)).toEqual([
      expect.stringContaining('Hoe heet je?'),
      expect.stringContaining('Hvad hedder du?'),
    ]);
  });

  it('answers as a function of the request', async () => {
    const model = new FakeModel(({ messages }) => ({ said: messages.at(-1)?.content }));
    const request = { messages: [{ role: 'user', content: 'hello' }], schema: null } as const;
    expect(await model.complete(request)).toEqual({ content: '{"said":"hello"}' });
  });

  it('gives text as it stands, fails as it is told, and says when it has no answer left', async () => {
    const model = new FakeModel(['{"half', new RangeError('told to')]);
    const request = { messages: [], schema: null };
    expect(await model.complete(request)).toEqual({ content: '{"half' });
    await expect(model.complete(request)).rejects.toThrow(new RangeError('told to'));
    for (const calls of [3, 4]) {
      await expect(model.complete(request)).rejects.toMatchObject({
        code: 'no-answer-left',
        message: expect.stringContaining(`no answer left for call ${calls}: it was given 2 in all`),
        details: { calls, answers: 2 },
      });
    }
  });

  it('is not asked once the call is aborted', async () => {
    const model = new FakeModel([{}]);
    await expect(model.complete({ messages: [], schema: null, signal: AbortSignal.abort() })).rejects.toThrow(
      'aborted',
    );
    expect(model.requests).toEqual([]);
  });
});

describe('the fixed clock', () => {
  it('dates what a memory store saves, and stands still in between', async () => {
    const clock = new FixedClock(1_000);
    const store = new MemoryCheckpointStore('clocked', { now: clock.now });
    await store.save('a.json', '{}');
    clock.advance(500);
    await store.save('b.json', '{}');
    // Two saves never share a time, whatever the clock says.
    await store.save('c.json', '{}');
    const times = await Promise.all(['a', 'b', 'c'].map((name) => store.info(`${name}.json`)));
    expect(times.map((entry) => entry?.mtime)).toEqual([1_000, 1_500, 1_501]);
  });

  it('goes back when it is told to, which no modification time does', async () => {
    const clock = new FixedClock(Date.UTC(2026, 5, 2));
    const store = new MemoryCheckpointStore('stepped', { now: clock.now });
    await store.save('before.json', '{}');
    clock.advance(-86_400_000);
    await store.save('after.json', '{}');
    expect((await store.latest())?.path).toBe('after.json');
  });
});

describe('the seeded streams', () => {
  it('draw as Python’s random.seed(7) and numpy.random.seed(7) do', () => {
    const streams = new RandomStreams(7);
    expect(streams.python.random()).toBe(0.32383276483316237);
    expect(streams.numpy.random()).toBe(0.07630828937395717);
  });
});

describe('an author’s test of a callback', () => {
  it('needs neither a browser nor a model', async () => {
    const store = new MemoryCheckpointStore('authors');
    const program = await programOf(new FakeModel(() => ({ language: 'Dutch' })));
    const checkpoint = new ProgramCheckpoint('{epoch}.json', { monitor: 'reward', store, verbose: 0 });
    const rows = [{ text: 'Hoe heet je?' }];
    const targets = [{ language: 'Dutch' }];
    const options = {
      validationData: [rows, targets],
      epochs: 2,
      verbose: 0,
      callbacks: [checkpoint],
    } as const;
    await program.fit(rows, targets, options);
    expect((await store.best({ monitor: 'reward', mode: 'max' }))?.logs['reward']).toBe(1);
  });
});
