import { describe, expect, it, vi } from 'vitest';
import { MemoryCheckpointStore, ProgramCheckpoint, ReliableModel } from '../../../src/index.ts';
import type { ChatModel, FitOptions, Program } from '../../../src/index.ts';
import { watchConsole } from '../../helpers/console-watch.ts';
import { SlowModel } from '../../helpers/slow-model.ts';
import { makeSorter, x, y } from '../../helpers/word-sorter.ts';

const options: FitOptions = { epochs: 3, batchSize: 4, validationData: [x, y], seed: 1 };

interface Run {
  readonly slow: SlowModel;
  readonly program: Program;
}

async function makeRun(wrap: (model: ChatModel) => ChatModel = (model) => model): Promise<Run> {
  const slow = new SlowModel();
  return { slow, program: await makeSorter({ languageModel: wrap(slow) }) };
}

/** Pauses as soon as a call is under way, the first of all or a later one. */
async function pauseDuringCall(slow: SlowModel, program: Program, call = 1): Promise<void> {
  await vi.waitUntil(() => slow.begun >= call, { interval: 1 });
  program.pause();
}

/** Lets calls end, and whatever waits for nothing but them begin. */
async function settle(slow: SlowModel): Promise<void> {
  await vi.waitUntil(() => slow.underWay === 0, { interval: 1 });
  await new Promise((resolve) => setTimeout(resolve, 20));
}

watchConsole();

describe('training that is paused', () => {
  it.each([1, 7, 12, 30])('begins no further call in the midst of a batch, at call %i', async (call) => {
    const { slow, program } = await makeRun((model) => new ReliableModel(model, { concurrency: 2 }));
    const fit = program.fit(x, y, options);
    await pauseDuringCall(slow, program, call);
    const { begun } = slow;
    await settle(slow);
    expect(slow.begun).toBe(begun);
    program.resume();
    await fit;
    expect(slow.begun).toBe(3 * (4 + 4 + 4 + 4 + 8));
  });

  it('holds what comes one after the other where a model answers without a queue', async () => {
    const { slow, program } = await makeRun();
    const fit = program.fit(x, y, { ...options, concurrency: 1 });
    await pauseDuringCall(slow, program);
    await settle(slow);
    expect(slow.begun).toBe(1);
    program.resume();
    await fit;
  });

  it('ends as if it had not been paused, also when that happens again and again', async () => {
    const through = await makeRun();
    const history = await through.program.fit(x, y, options);
    const { slow, program } = await makeRun((model) => new ReliableModel(model, { concurrency: 2 }));
    const fit = program.fit(x, y, options);
    for (const call of [2, 9, 25, 60]) {
      await pauseDuringCall(slow, program, call);
      await settle(slow);
      program.resume();
    }
    expect((await fit).history).toEqual(history.history);
    expect(program.toProgramFile()).toBe(through.program.toProgramFile());
  });

  it('can be stopped: the batch at hand ends, and nothing after it begins', async () => {
    const { slow, program } = await makeRun((model) => new ReliableModel(model, { concurrency: 2 }));
    const fit = program.fit(x, y, options);
    await pauseDuringCall(slow, program);
    await settle(slow);
    program.stop();
    expect((await fit).epoch).toEqual([]);
    expect(slow.begun).toBe(8);
  });

  it('saves as of the last batch, from where it goes on to the same end', async () => {
    const through = await makeRun();
    await through.program.fit(x, y, options);
    const store = new MemoryCheckpointStore();
    const callbacks = [new ProgramCheckpoint('runs/{epoch}.json', { store })];
    const { slow, program } = await makeRun((model) => new ReliableModel(model, { concurrency: 2 }));
    const stopped = program.fit(x, y, { ...options, callbacks });
    await pauseDuringCall(slow, program, 12);
    await settle(slow);
    await program.saveNow();
    const path = (await store.latest())?.path ?? '';
    program.stop();
    await stopped;
    const next = await makeRun();
    await next.program.fit(x, y, { ...options, store, resumeFrom: path });
    expect(next.program.toProgramFile()).toBe(through.program.toProgramFile());
  });

  it('does not begin when it is paused before', async () => {
    const { slow, program } = await makeRun();
    program.pause();
    const fit = program.fit(x, y, options);
    await settle(slow);
    expect(slow.begun).toBe(0);
    program.resume();
    expect((await fit).epoch).toEqual([0, 1, 2]);
  });

  it('ends when it is aborted', async () => {
    const { slow, program } = await makeRun((model) => new ReliableModel(model, { concurrency: 2 }));
    const controller = new AbortController();
    const fit = program.fit(x, y, { ...options, signal: controller.signal });
    await pauseDuringCall(slow, program);
    controller.abort(new Error('enough'));
    await expect(fit).rejects.toThrow('enough');
    expect(slow.begun).toBe(2);
  });

  it('leaves the model to others', async () => {
    const { slow, program } = await makeRun((model) => new ReliableModel(model, { concurrency: 2 }));
    const fit = program.fit(x, y, options);
    await pauseDuringCall(slow, program);
    await settle(slow);
    expect(await program.predict(x.slice(0, 3))).toHaveLength(3);
    program.stop();
    await fit;
  });
});
