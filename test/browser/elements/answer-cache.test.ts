import { describe, expect, it, onTestFinished, vi } from 'vitest';
import type { ResponseCache } from '../../../src/index.ts';
import { openResponseCache } from '../../../src/index.ts';
import '../../../src/elements/answer-cache/answer-cache.ts';
import type { AnswerCache } from '../../../src/elements/answer-cache/answer-cache.ts';
import { accessibilityProblems } from './axe.ts';
import { deep, deepAll, mount, nextEvent, words } from './support.ts';

async function cacheWith(...contents: readonly string[]): Promise<ResponseCache> {
  const cache = await openResponseCache({ name: `answers-${Math.random()}` });
  onTestFinished(() => cache.close());
  for (const content of contents) await cache.keep(content, { content });
  return cache;
}

const show = (cache: ResponseCache): AnswerCache =>
  mount(Object.assign(document.createElement('answer-cache'), { cache }));

const shown = (element: AnswerCache): string => words(element.shadowRoot as unknown as Element);

/** Presses Clear, and says that it is meant. */
async function clear(element: AnswerCache): Promise<void> {
  await expect.poll(() => deepAll(element, '.clear')).toHaveLength(1);
  deep(element, '.clear').click();
  await element.updateComplete;
  deep(element, '.forget').click();
}

describe('<answer-cache>', () => {
  it('shows nothing while no answer is kept, and the first one soon', async () => {
    const cache = await cacheWith();
    const element = show(cache);
    await element.measure();
    await element.updateComplete;
    expect(shown(element)).toBe('');
    await cache.keep('a', { content: 'x'.repeat(2000) });
    await expect
      .poll(() => shown(element), { timeout: 10_000 })
      .toMatch(/^1 kept answer of the model · 2 kB Clear$/);
  });

  it('clears the answers, and says so', async () => {
    const cache = await cacheWith('a', 'b');
    const element = show(cache);
    await expect.poll(() => shown(element)).toMatch('2 kept answers');
    const cleared = nextEvent(element, 'cache-cleared');
    await clear(element);
    await cleared;
    await element.updateComplete;
    expect(await cache.usage()).toMatchObject({ count: 0, bytes: 0 });
    expect(shown(element)).toBe('The answers are forgotten.');
    expect(deepAll(element, 'button')).toEqual([]);
  });

  it('asks first, and keeps them unless that is meant', async () => {
    const cache = await cacheWith('a', 'b');
    const element = show(cache);
    await expect.poll(() => deepAll(element, '.clear')).toHaveLength(1);
    deep(element, '.clear').click();
    await expect.poll(() => shown(element)).toMatch('Forget 2 answers?');
    expect(await accessibilityProblems(element)).toEqual([]);
    expect(element.shadowRoot?.activeElement).toBe(deep(element, '.keep'));
    deep(element, '.keep').click();
    await expect.poll(() => shown(element)).toMatch('2 kept answers');
    expect(element.shadowRoot?.activeElement).toBe(deep(element, '.clear'));
    expect(await cache.usage()).toMatchObject({ count: 2 });
  });

  it('keeps them when the page says so', async () => {
    const cache = await cacheWith('a');
    const element = show(cache);
    element.addEventListener('clear-request', (event) => event.preventDefault());
    await clear(element);
    await element.measure();
    expect(await cache.usage()).toMatchObject({ count: 1 });
  });

  it('says what went wrong', async () => {
    const cache = await cacheWith('a');
    const element = show(cache);
    vi.spyOn(cache, 'clear').mockRejectedValueOnce(new Error('The disk is gone.'));
    const failed = nextEvent(element, 'element-error');
    await clear(element);
    expect((await failed).error).toMatchObject({ message: 'The disk is gone.' });
    await expect.poll(() => shown(element)).toMatch('The disk is gone.');
  });

  it('finds nothing in the way, says axe-core', async () => {
    const element = show(await cacheWith('a'));
    await expect.poll(() => deepAll(element, 'button')).toHaveLength(1);
    expect(await accessibilityProblems(element)).toEqual([]);
  });
});
