import { describe, expect, it } from 'vitest';
import { ArgumentError } from '../../../src/base/errors.ts';
import { PauseGate } from '../../../src/base/pause-gate.ts';
import { RequestQueue } from '../../../src/language-models/request-queue.ts';

/** Lets everything happen that waits for nothing. */
const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

/** Tasks that begin when they are let in, and end when they are told to. */
function makeTasks(queue: RequestQueue): {
  readonly begun: number[];
  readonly end: (task: number) => Promise<void>;
  readonly add: (task: number, signal?: AbortSignal) => Promise<number>;
} {
  const begun: number[] = [];
  const ends = new Map<number, () => void>();
  const run = (task: number) => (): Promise<number> => {
    begun.push(task);
    return new Promise((resolve) => ends.set(task, () => resolve(task)));
  };
  return {
    begun,
    end: async (task) => {
      ends.get(task)?.();
      await settle();
    },
    add: (task, signal) => queue.run(run(task), signal),
  };
}

describe('a queue of requests', () => {
  it('lets in as many as it may, and the others in their order', async () => {
    const { begun, end, add } = makeTasks(new RequestQueue({ concurrency: 2 }));
    const all = Promise.all([1, 2, 3, 4].map((task) => add(task)));
    await settle();
    expect(begun).toEqual([1, 2]);
    await end(2);
    expect(begun).toEqual([1, 2, 3]);
    await end(1);
    await end(3);
    await end(4);
    expect(await all).toEqual([1, 2, 3, 4]);
  });

  it('lets the next one in after a failure', async () => {
    const queue = new RequestQueue({ concurrency: 1 });
    const failed = queue.run(() => Promise.reject(new Error('boom')));
    await expect(failed).rejects.toThrow('boom');
    expect(await queue.run(async () => 'next')).toBe('next');
  });

  it('forgets who gave up waiting, and begins nothing for them', async () => {
    const { begun, end, add } = makeTasks(new RequestQueue({ concurrency: 1 }));
    const controller = new AbortController();
    const first = add(1);
    const given = add(2, controller.signal).catch((error: unknown) => error);
    const third = add(3);
    controller.abort(new Error('enough'));
    expect(await given).toMatchObject({ message: 'enough' });
    await end(1);
    expect(begun).toEqual([1, 3]);
    await end(3);
    expect(await Promise.all([first, third])).toEqual([1, 3]);
  });

  it('passes the turn on that came at the moment of giving up', async () => {
    const { begun, end, add } = makeTasks(new RequestQueue({ concurrency: 1 }));
    const controller = new AbortController();
    const first = add(1);
    const given = add(2, controller.signal).catch((error: unknown) => error);
    const third = add(3);
    await settle();
    controller.abort(new Error('enough'));
    await end(1);
    expect(await given).toMatchObject({ message: 'enough' });
    expect(begun).toEqual([1, 3]);
    await end(3);
    expect(await Promise.all([first, third])).toEqual([1, 3]);
  });

  it('holds back what has not begun while it is paused', async () => {
    const queue = new RequestQueue({ concurrency: 2 });
    const { begun, end, add } = makeTasks(queue);
    const first = add(1);
    await settle();
    queue.pause();
    const second = add(2);
    await end(1);
    expect(begun).toEqual([1]);
    queue.resume();
    await settle();
    await end(2);
    expect(await Promise.all([first, second])).toEqual([1, 2]);
  });

  it('holds back a single one before a closed gate, and lets others go before it', async () => {
    const queue = new RequestQueue({ concurrency: 1 });
    const gate = new PauseGate();
    gate.close();
    const begun: string[] = [];
    const held = queue.run(async () => begun.push('held'), undefined, gate);
    await queue.run(async () => begun.push('other'));
    await settle();
    expect(begun).toEqual(['other']);
    gate.open();
    await held;
    expect(begun).toEqual(['other', 'held']);
  });

  it.each([0, -1, 1.5, Number.NaN])('refuses to let in %d', (concurrency) => {
    expect(() => new RequestQueue({ concurrency })).toThrow(ArgumentError);
  });
});
