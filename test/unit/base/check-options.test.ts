import { describe, expect, it } from 'vitest';
import { checkOptions, pickOptions } from '../../../src/base/check-options.ts';
import type { OptionNames } from '../../../src/base/check-options.ts';
import { ArgumentError } from '../../../src/base/errors.ts';

interface Options {
  readonly batchSize?: number | undefined;
  readonly nbMaxExamples?: number;
}

const names: OptionNames<Options> = { batchSize: true, nbMaxExamples: true };

const refusal = (options: object): unknown => {
  try {
    checkOptions<Options>('fit', options, names);
  } catch (error) {
    return error;
  }
  return null;
};

describe('options', () => {
  it('pass when their names are known, and when the others are undefined', () => {
    expect(refusal({})).toBeNull();
    expect(refusal({ batchSize: 8, nbMaxExamples: 3 })).toBeNull();
    expect(refusal({ batchSize: undefined, bachSize: undefined })).toBeNull();
  });

  it.each([
    ['bachSize', 'batchSize'],
    ['batch_size', 'batchSize'],
    ['nb_max_examples', 'nbMaxExamples'],
    ['nb_max_example', 'nbMaxExamples'],
  ])('called %s are taken for %s, and refused', (option, closest) => {
    const error = refusal({ batchSize: 8, [option]: 1 });
    expect(error).toBeInstanceOf(ArgumentError);
    expect(error).toMatchObject({
      code: 'unknown-option',
      message: `fit has no option \`${option}\`: did you mean \`${closest}\`? Known are \`batchSize\`, \`nbMaxExamples\`.`,
      details: { option, closest, known: ['batchSize', 'nbMaxExamples'] },
    });
  });

  it.each(['colour', 'toString', '__proto__'])('called %s are like none, and refused', (option) => {
    const options = Object.fromEntries([[option, 1]]);
    expect(refusal(options)).toMatchObject({ code: 'unknown-option', details: { option, closest: null } });
  });

  it('that are for something inside are picked', () => {
    const options = { batchSize: 8, epochs: 2 };
    expect(pickOptions<Options>(options, names)).toEqual({ batchSize: 8 });
  });
});
