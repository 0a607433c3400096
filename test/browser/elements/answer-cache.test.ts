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
    deep(element, 'button').click();
    await cleared;
    await element.updateComplete;
    expect(await cache.usage()).toMatchObject({ count: 0, bytes: 0 });
    expect(shown(element)).toBe('The answers are forgotten.');
    expect(deepAll(element, 'button')).toEqual([]);
  });

  it('keeps them when the page says so', async () => {
    const cache = await cacheWith('a');
    const element = show(cache);
    element.addEventListener('clear-request', (event) => event.preventDefault());
    await expect.poll(() => deepAll(element, 'button')).toHaveLength(1);
    deep(element, 'button').click();
    await element.measure();
    expect(await cache.usage()).toMatchObject({ count: 1 });
  });

  it('says what went wrong', async () => {
    const cache = await cacheWith('a');
    const element = show(cache);
    vi.spyOn(cache, 'clear').mockRejectedValueOnce(new Error('The disk is gone.'));
    await expect.poll(() => deepAll(element, 'button')).toHaveLength(1);
    const failed = nextEvent(element, 'element-error');
    deep(element, 'button').click();
    expect((await failed).error).toMatchObject({ message: 'The disk is gone.' });
    await expect.poll(() => shown(element)).toMatch('The disk is gone.');
  });

  it('finds nothing in the way, says axe-core', async () => {
    const element = show(await cacheWith('a'));
    await expect.poll(() => deepAll(element, 'button')).toHaveLength(1);
    expect(await accessibilityProblems(element)).toEqual([]);
  });
});
