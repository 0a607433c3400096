import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FormatError } from '../../../src/base/errors.ts';
import { compilePathPattern } from '../../../src/checkpoints/path-pattern.ts';
import { formatPath } from '../../../src/python/format-path.ts';

const matches = (template: string, path: string): boolean => compilePathPattern(template).matches(path);

describe('a path pattern', () => {
  it.each([
    ['runs/{epoch:02d}-{val_reward:.2f}.json', 'runs/05-0.12.json'],
    ['runs/{epoch:02d}-{val_reward:.2f}.json', 'runs/112--1.50.json'],
    ['runs/{epoch:02d}-{val_reward:.2f}.json', 'runs/01-nan.json'],
    ['runs/{epoch:02d}-{val_reward:.2f}.json', 'runs/01-na.json'],
    ['{epoch:02d}{batch:02d}.json', '011203.json'],
    ['{epoch:+d}{loss:+.0f}', '+1-inf'],
    ['{loss: 07.1f}', ' 0000nan'],
    ['{loss:f}', '0.125000'],
    ['ckpt-{name}.json', 'ckpt-.json'],
    ['ckpt-{name}.json', 'ckpt-a.b.json'],
    ['{name!r:>{width}}', "   'x'"],
    ['{run}/{epoch}.json', 'mine/1.json'],
    ['{logs[}]}.json', 'x.json'],
    ['plain.json', 'plain.json'],
    ['', ''],
  ])('%s finds %s', (template, path) => {
    expect(matches(template, path)).toBe(true);
  });

  it.each([
    ['runs/{epoch:02d}.json', 'runs/05-0.12.json'],
    ['runs/{epoch:02d}.json', 'runs/05.variables.json'],
    ['runs/{epoch:02d}.json', 'runs/5.json'],
    ['runs/{epoch:02d}.json', 'runs/best.json'],
    ['runs/{epoch:02d}.json', 'runs/05.jsonx'],
    ['runs/{epoch:02d}.json', 'old/runs/05.json'],
    ['{val_reward:.2f}.json', '0.123.json'],
    ['{val_reward:.2f}.json', '0.1.json'],
    ['{name}.json', 'runs/x.json'],
    ['{run}/{epoch}.json', '1.json'],
    ['{epoch:/>4d}.json', '1.json'],
    ['plain.json', 'plain-json'],
    ['', 'x'],
  ])('%s does not find %s', (template, path) => {
    expect(matches(template, path)).toBe(false);
  });

  it('begins where its template has no field yet', () => {
    expect(compilePathPattern('runs/a{{b}}/{epoch}.json').prefix).toBe('runs/a{b}/');
    expect(compilePathPattern('runs//old/{epoch}.json').prefix).toBe('runs/');
    expect(compilePathPattern('plain.json').prefix).toBe('plain.json');
  });

  it('finds what was formatted from its template', () => {
    const integerSpecs = ['', ':d', ':02d', ':+05d', ': d', ':x', ':>6', ':,', ':.1f'];
    const floatSpecs = ['', ':.2f', ':06.1f', ':.0f', ':05.0f', ':+f', ': .3f', ':e', ':z.3f', ':.1%'];
    const field = fc.oneof(
      fc.constantFrom(...integerSpecs).map((spec) => `{epoch${spec}}`),
      fc
        .tuple(fc.constantFrom('val_reward', 'loss'), fc.constantFrom(...floatSpecs))
        .map(([name, spec]) => `{${name}${spec}}`),
    );
    const literal = fc.constantFrom('-', '0', '1', '.', '/', 'ckpt-', '{{', '}}', '(', 'na', 'nan');
    const template = fc.array(fc.oneof(field, literal), { maxLength: 8 }).map((parts) => parts.join(''));
    const float = fc.oneof(fc.double(), fc.double({ min: -10, max: 10 }));
    const epochs = fc.bigInt({ min: -200n, max: 2000n });
    fc.assert(
      fc.property(template, epochs, float, float, (text, epoch, val_reward, loss) => {
        const path = formatPath(text, { epoch, val_reward, loss });
        const pattern = compilePathPattern(text);
        expect(path.startsWith(pattern.prefix)).toBe(true);
        expect(pattern.matches(path)).toBe(true);
      }),
      { numRuns: 3000 },
    );
  });

  it('takes any template', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (template, path) => {
        expect(typeof matches(template, path)).toBe('boolean');
      }),
    );
  });

  it('refuses a template that is longer than any that can be formatted', () => {
    expect(() => matches('{}'.repeat(500_000), 'runs/01.json')).toThrow(FormatError);
  });

  it('ends soon on templates that regular expressions would never end on', () => {
    expect(matches(`${'{a}-'.repeat(500)}!`, '-'.repeat(500))).toBe(false);
    expect(matches(`${'{a}{b:d}{c:.2f}'.repeat(50)}!`, '0.00'.repeat(100))).toBe(false);
  });
});
