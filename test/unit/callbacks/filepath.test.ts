import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ArgumentError } from '../../../src/base/errors.ts';
import { checkFilepath } from '../../../src/callbacks/check-filepath.ts';
import { closestName } from '../../../src/base/closest-name.ts';
import { fillFilepath } from '../../../src/callbacks/filepath.ts';
import { compilePathPattern } from '../../../src/checkpoints/path-pattern.ts';

const logNames = ['accuracy', 'reward', 'val_accuracy', 'val_reward'];
const nothingKnown = { logNames, lastKnown: new Map<string, number>() };
const atEpoch = { epoch: 4, batch: null };

describe('filling a filepath', () => {
  it.each([
    ['{epoch:02d}-{val_reward:.2f}.json', '05-0.12.json'],
    ['{epoch}-{val_reward:+.1e}.json', '5-+1.2e-01.json'],
    ['{{{epoch}}}.json', '{5}.json'],
  ])('counts epochs from 1 and formats as Python: %s', (filepath, path) => {
    expect(fillFilepath(filepath, atEpoch, new Map([['val_reward', 0.125]]), nothingKnown)).toEqual({
      path,
      warnings: [],
    });
  });

  it('takes a log that is called batch for the batch, but never one called epoch for the epoch', () => {
    const logs = new Map([
      ['batch', 7.5],
      ['epoch', 99],
    ]);
    expect(fillFilepath('{epoch}-{batch}.json', { epoch: 0, batch: 2 }, logs, nothingKnown).path).toBe(
      '1-7.5.json',
    );
    expect(fillFilepath('{batch}.json', { epoch: 0, batch: 2 }, new Map(), nothingKnown).path).toBe('3.json');
  });

  it.each([
    ['{val_reward}', 'na'],
    ['{val_reward:.2f}', 'na'],
    ['{val_reward:08.3f}', 'na'],
    ['{val_reward:6.2f}', '    na'],
    ['{val_reward:_<6.2f}', 'na____'],
    ['{val_reward:*^7}', '**na***'],
    ['{val_reward:+,.1%}', 'na'],
    ['{val_reward!r:>4}', '  na'],
    ['{val_reward[0]}', 'na'],
    ['{val_reward:{epoch}d}', 'na'],
  ])('lays na out as wide as the value would be: %s', (field, text) => {
    const { path, warnings } = fillFilepath(`${field}.json`, atEpoch, new Map(), nothingKnown);
    expect(path).toBe(`${text}.json`);
    expect(warnings).toEqual([
      'ProgramCheckpoint found no val_reward in the logs of epoch 5, so the path says na.',
    ]);
  });

  it('says na where a value is missing from a spec', () => {
    const filepath = 'a-{epoch:{val_reward:.0f}d}.json';
    expect(fillFilepath(filepath, atEpoch, new Map(), nothingKnown).path).toBe('a-na.json');
    expect(fillFilepath(filepath, atEpoch, new Map([['val_reward', 3]]), nothingKnown).path).toBe(
      'a-  5.json',
    );
  });

  it('makes paths that the template finds again, whatever is missing', () => {
    const spec = fc.constantFrom('', ':.2f', ':06.1f', ':8.3f', ':<9', ':+.3e', ':.0f', ':_>7.2f', ':g');
    const value = fc.option(fc.double(), { nil: null });
    fc.assert(
      fc.property(spec, spec, value, value, fc.boolean(), (one, other, reward, accuracy, wasKnown) => {
        const template = `runs/{epoch:02d}-{val_reward${one}}-{val_accuracy${other}}.json`;
        const logs = new Map(
          [['val_reward', reward] as const, ['val_accuracy', accuracy] as const].flatMap(([name, logged]) =>
            logged === null ? [] : [[name, logged]],
          ),
        );
        const lastKnown = new Map(wasKnown ? [['val_reward', 0.5]] : []);
        const { path } = fillFilepath(template, atEpoch, logs, { logNames, lastKnown });
        expect(compilePathPattern(template).matches(path)).toBe(true);
      }),
    );
  });

  it.each([
    ['{speed}.json', "'speed'"],
    ['{epoch:q}.json', "Unknown format code 'q' for object of type 'int'"],
    ['{0}.json', 'Replacement index 0 out of range for positional args tuple'],
    ['{epoch.real.x}.json', "'int' object has no attribute 'x'"],
    ['{epoch', "expected '}' before end of string"],
  ])('fails with one error, whatever the reason: %s', (filepath, reason) => {
    const fill = (): unknown => fillFilepath(filepath, atEpoch, new Map(), nothingKnown);
    expect(fill).toThrow(ArgumentError);
    expect(fill).toThrow(`Failed to format this callback filepath: "${filepath}". Reason: ${reason}`);
  });
});

describe('checking a filepath', () => {
  it.each([
    ['runs/{epoch:02d}-{val_reward:.2f}.json', { logNames }],
    ['{batch}.json', { logNames, saveFreq: 10 }],
    ['{whatever:.2f}.json', {}],
    ['{whatever[0].real:>{epoch}}.json', {}],
    ['{accuracy[0]:.2f}.json', { logNames }],
    ['{epoch:{epoch}d}.variables.json', { saveVariablesOnly: true }],
  ])('takes %s, given %o', (filepath, use) => {
    expect(() => checkFilepath(filepath, use)).not.toThrow();
  });

  it.each([
    ['{val_acuracy}.json', { logNames }, '`val_acuracy`: did you mean `val_accuracy`?'],
    ['{epochs}.json', { logNames }, '`epochs`: did you mean `epoch`?'],
    ['{epoch:{width}d}.json', { logNames }, '`width`: nothing of that name is logged.'],
    [
      '{batch}.json',
      { logNames },
      '`batch`: there is one only if `saveFreq` is a number of batches. Known are `epoch`, `accuracy`,',
    ],
    ['{speed}.json', { logNames, saveFreq: 2 }, 'Known are `epoch`, `batch`, `accuracy`, `reward`,'],
    ['{epoch:.2d}.json', {}, 'Precision not allowed in integer format specifier'],
    ['{reward:x}.json', { logNames }, "Unknown format code 'x' for object of type 'float'"],
    ['{epoch!q}.json', {}, 'Unknown conversion specifier q'],
    ['{__proto__}.json', { logNames }, '`__proto__`: nothing of that name is logged.'],
    ['{constructor.constructor}.json', { logNames }, '`constructor`: nothing of that name is logged.'],
    ['{epoch.__class__}.json', {}, "'int' object has no attribute '__class__'"],
    ['{epoch:1000000000}.json', {}, 'The template asks for'],
  ])('refuses %s, given %o', (filepath, use, reason) => {
    expect(() => checkFilepath(filepath, use)).toThrow(reason);
  });

  it('refuses a wrong ending in the words of Synalinks', () => {
    expect(() => checkFilepath('a.txt')).toThrow(
      'The filepath provided must end in `.json` (Synalinks program format). Received: filepath=a.txt',
    );
    expect(() => checkFilepath('a.json', { saveVariablesOnly: true })).toThrow(
      'When using `save_variables_only=True` in `ProgramCheckpoint`, the filepath provided must end in ' +
        '`.variables.json` (Synalinks variables format). Received: filepath=a.json',
    );
  });

  it.each([
    ['a megabyte of braces', '{'.repeat(1_000_000)],
    ['a megabyte of doubled braces', '{{'.repeat(500_000)],
    ['a thousand levels', '{epoch:'.repeat(1000) + '}'.repeat(1000)],
    ['a name without end', `{${'a'.repeat(60_000)}}`],
  ])('refuses %s', (_, template) => {
    expect(() => checkFilepath(`${template}.json`, { logNames })).toThrow(ArgumentError);
  });

  it('ends at once with its own error, whatever the template', () => {
    const piece = fc.constantFrom(
      '{',
      '}',
      '{{',
      '}}',
      'epoch',
      'reward',
      ':',
      '!',
      'r',
      '.',
      '[',
      ']',
      '0',
      '.2f',
      '{}',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), fc.boolean(), (pieces, isKnown) => {
        const filepath = `${pieces.join('')}.json`;
        const error = errorOf(() => checkFilepath(filepath, isKnown ? { logNames } : {}));
        expect(error === null || error instanceof ArgumentError).toBe(true);
      }),
    );
  });

  it('lets no filepath through that no log could fill', () => {
    const piece = fc.constantFrom(
      '{',
      '}',
      '{epoch',
      '{reward',
      ':',
      '!r',
      '.real',
      '[0]',
      '>4',
      'd',
      '.2f',
      'x',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
        const filepath = `${pieces.join('')}.json`;
        const errors = [0.5, [0.5, 0.5]].map((reward) =>
          errorOf(() => fillFilepath(filepath, atEpoch, new Map([['reward', reward]]), nothingKnown)),
        );
        if (errors.includes(null)) return;
        // A part of a metric's value is only known when there is one.
        if (/reward[.[]/.test(filepath)) return;
        expect(errorOf(() => checkFilepath(filepath, { logNames }))).toBeInstanceOf(ArgumentError);
      }),
      { numRuns: 1000 },
    );
  });
});

function errorOf(action: () => unknown): unknown {
  try {
    action();
    return null;
  } catch (error) {
    return error;
  }
}

describe('the closest name', () => {
  it.each([
    ['val_acuracy', 'val_accuracy'],
    ['Val_Reward', 'val_reward'],
    ['rewrad', 'reward'],
    ['loss', null],
    ['', null],
  ])('to %s is %s', (name, closest) => {
    expect(closestName(name, logNames)).toBe(closest);
  });

  it('is the name itself if it is there', () => {
    fc.assert(
      fc.property(fc.array(fc.string(), { minLength: 1 }), fc.nat(), (names, index) => {
        const name = names[index % names.length] ?? '';
        expect(closestName(name, names)).toBe(name);
      }),
    );
  });
});
