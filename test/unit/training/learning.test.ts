import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { DataSet } from '../../../src/demo/data-set.ts';
import { compareLearning } from '../../bench/learning.ts';

const data = JSON.parse(readFileSync('public/data/languages.json', 'utf8')) as DataSet;
const part = { ...data, languages: data.languages.slice(0, 8) };

describe('the demo’s task', () => {
  it('is learned better by our defaults than by Python’s rules, for no more calls of the model', async () => {
    const task = { data: part, optimizer: { nbMaxExamples: 24 }, fit: { batchSize: 32 }, epochs: 1 };
    for (const seed of [1, 2]) {
      const { ours, python } = await compareLearning({ ...task, seed });
      expect(ours.calls).toBeLessThanOrEqual(python.calls);
      expect(ours.validation).toBeGreaterThan(python.validation);
    }
  });
});
