import { expect, it } from 'vitest';
import { loadUplot } from '../../../src/elements/training-chart/load-uplot.ts';

it('loads what draws curves where the browser’s language is none, and leaves that as it was', async () => {
  const own = navigator.language;
  Object.defineProperty(navigator, 'language', { value: 'C', configurable: true });
  expect(() => new Intl.NumberFormat(navigator.language)).toThrow(RangeError);
  const uPlot = await loadUplot();
  expect(uPlot.paths.stepped).toBeTypeOf('function');
  expect(navigator.language).toBe(own);
});
