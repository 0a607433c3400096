import { describe, expect, it } from 'vitest';
import { applyFieldMasks } from '../../../src/data/field-masks.ts';
import { model } from '../../helpers/model.ts';

const keys = (value: ReturnType<typeof applyFieldMasks>): string[] => [...(value?.json.keys() ?? [])];

describe('applyFieldMasks', () => {
  const sample = model('{"query":"q","answer":"a","answer_1":"b","thinking":"t"}');

  it('keeps the fields of the one mask and drops those of the other', () => {
    expect(keys(applyFieldMasks(sample, { inMask: ['answers'] }))).toEqual(['answer', 'answer_1']);
    expect(keys(applyFieldMasks(sample, { outMask: ['answer'], outMaskPattern: '^think' }))).toEqual([
      'query',
    ]);
    expect(keys(applyFieldMasks(sample, { inMask: ['query', 'answer'], outMask: ['answer'] }))).toEqual([
      'query',
    ]);
  });

  it('takes a list and a pattern together, each for more fields', () => {
    expect(keys(applyFieldMasks(sample, { inMask: ['query'], inMaskPattern: 'think' }))).toEqual([
      'query',
      'thinking',
    ]);
  });

  it('masks nothing with empty lists, empty patterns and nulls', () => {
    const masks = { inMask: [], outMask: null, inMaskPattern: '', outMaskPattern: null };
    expect(keys(applyFieldMasks(sample, masks))).toEqual(['query', 'answer', 'answer_1', 'thinking']);
  });

  it('leaves a missing value missing', () => {
    expect(applyFieldMasks(null, { inMask: ['answer'] })).toBeNull();
  });
});
