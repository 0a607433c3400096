import { describe, expect, it } from 'vitest';
import { FormatError } from '../../../src/base/errors.ts';
import { formatPath } from '../../../src/python/format-path.ts';
import { jsonObject } from '../../../src/python/json-value.ts';
import type { JsonValue } from '../../../src/python/json-value.ts';

function failureOf(template: string, values: Readonly<Record<string, JsonValue>>): FormatError {
  try {
    formatPath(template, values);
  } catch (error) {
    if (error instanceof FormatError) return error;
    throw error;
  }
  throw new Error(`${template.slice(0, 100)} was formatted.`);
}

describe('formatPath', () => {
  it('names a checkpoint as Synalinks does', () => {
    expect(formatPath('{epoch:02d}-{val_reward:.2f}.json', { epoch: 5n, val_reward: 0.125 })).toBe(
      '05-0.12.json',
    );
  });

  it.each([
    ['.2f', 0.125, '0.12'],
    ['.2f', 0.375, '0.38'],
    ['.2f', -0, '-0.00'],
    ['z.2f', -0.001, '0.00'],
    ['.2f', 1e21, '1000000000000000000000.00'],
    ['.2f', NaN, 'nan'],
    ['.2f', -Infinity, '-inf'],
    ['08.2f', Infinity, '00000inf'],
    ['.0f', 0.5, '0'],
    ['.0f', 1.5, '2'],
    ['.0f', 2.5, '2'],
    ['.1f', 0.25, '0.2'],
    ['.1f', 0.35, '0.3'],
    ['.25f', 0.1, '0.1000000000000000055511151'],
    ['e', 12345.678, '1.234568e+04'],
    ['.3g', 9999.5, '1e+04'],
    ['#.3g', 1, '1.00'],
    ['.1%', 0.1235, '12.3%'],
    ['', 1e16, '1e+16'],
    ['.3', 1234.5, '1.23e+03'],
    [',.1f', 1234567.25, '1,234,567.2'],
  ])('formats the float with %s', (spec, value, text) => {
    expect(formatPath(`{x:${spec}}`, { x: value })).toBe(text);
  });

  it.each([
    ['03d', 7n, '007'],
    ['+d', 7n, '+7'],
    ['#x', 255n, '0xff'],
    ['#X', -255n, '-0XFF'],
    ['_b', 37n, '10_0101'],
    ['07,', 1234n, '001,234'],
    ['08,', 1234n, '0,001,234'],
    ['c', 0x1f600n, '😀'],
    ['.1f', 10n ** 22n, '10000000000000000000000.0'],
    ['*^9', 7n, '****7****'],
    ['é=+6d', 7n, '+éééé7'],
  ])('formats the int with %s', (spec, value, text) => {
    expect(formatPath(`{x:${spec}}`, { x: value })).toBe(text);
  });

  it('counts width and precision of text in characters, not in code units', () => {
    expect(formatPath('{x:*^6.2}', { x: '😀é!' })).toBe('**😀é**');
  });

  it('converts, nests, and keeps doubled braces', () => {
    const values = { x: 'é', width: 8n, list: [1n, 2.5, null, true] };
    expect(formatPath('{{{x!a:>{width}}}}|{x!r}|{list}', values)).toBe(
      "{  '\\xe9'}|'é'|[1, 2.5, None, True]",
    );
  });

  it('looks into lists, objects and numbers', () => {
    const logs = jsonObject(['reward', [0.5, 2n]], ['a b', 'text']);
    expect(formatPath('{logs[reward][1].real} {logs[a b][3]} {logs[reward][0].imag}', { logs })).toBe(
      '2 t 0.0',
    );
  });

  it('takes values from a map as from a record', () => {
    expect(formatPath('{a}', new Map<string, JsonValue>([['a', 1n]]))).toBe('1');
  });

  it.each([
    ['{missing:.2f}', 'KeyError', "'missing'"],
    ["{it's}", 'KeyError', '"it\'s"'],
    ['{}', 'IndexError', 'Replacement index 0 out of range for positional args tuple'],
    ['{x', 'ValueError', "expected '}' before end of string"],
    ['{x:d}', 'ValueError', "Unknown format code 'd' for object of type 'float'"],
    ['{x:5.}', 'ValueError', 'Format specifier missing precision'],
    ['{x[0]}', 'TypeError', "'float' object is not subscriptable"],
    ['{x.json}', 'AttributeError', "'float' object has no attribute 'json'"],
    ['{n:c}', 'OverflowError', '%c arg not in range(0x110000)'],
    ['{x}{missing} and then a fault: }', 'KeyError', "'missing'"],
  ])('refuses %s in the words of Python', (template, type, message) => {
    const failure = failureOf(template, { x: 0.5, n: -1n });
    expect(failure.message).toBe(message);
    expect(failure.details['type']).toBe(type);
  });

  it('tells the missing key as it is, beside its repr', () => {
    expect(failureOf('{val_acuracy:.2f}', {}).details['key']).toBe('val_acuracy');
  });

  it('reads the digits of every script, but pads with the zero of ours, as Python does', () => {
    expect(formatPath('{x:.٣f}{y:٠٣}', { x: 0.5, y: 1n })).toBe('0.500  1');
  });

  it('formats again correctly after many other templates', () => {
    const texts = Array.from({ length: 300 }, (_, index) => formatPath(`${index}-{x:${index}d}`, { x: 1n }));
    expect(texts).toEqual(texts.map((_, index) => `${index}-${'1'.padStart(index)}`));
    expect(formatPath('7-{x:7d}', { x: 2n })).toBe('7-      2');
  });
});

describe('a hostile template', () => {
  it.each([
    ['{__proto__}', 'KeyError'],
    ['{constructor.constructor}', 'KeyError'],
    ['{toString}', 'KeyError'],
    ['{epoch.__class__}', 'AttributeError'],
    ['{epoch.constructor}', 'AttributeError'],
    ['{epoch.__class__.__mro__}', 'AttributeError'],
    ['{logs[__proto__]}', 'KeyError'],
    ['{logs[constructor]}', 'KeyError'],
    ['{list[length]}', 'TypeError'],
    ['{name.length}', 'AttributeError'],
  ])('%s reaches no prototype and no property', (template, type) => {
    const values = { epoch: 5n, logs: jsonObject(['a', 1n]), list: [1n], name: 'text' };
    expect(failureOf(template, values).details['type']).toBe(type);
  });

  it('sees data that is called __proto__', () => {
    expect(formatPath('{__proto__}', new Map([['__proto__', 'own']]))).toBe('own');
  });

  it.each([
    ['a width', '{epoch:1000000000}'],
    ['a zero-padded width', '{epoch:01000000000,}'],
    ['a width for text', '{name:*^1000000000}'],
    ['a precision', '{x:.1000000000f}'],
    ['an exponent precision', '{x:.1000000000e}'],
    ['kept zeros', '{x:#.1000000000g}'],
    ['a nested width', '{epoch:{width}}'],
    ['many widths', '{epoch:60000}'.repeat(1000)],
    ['braces', '{'.repeat(1_000_000)],
    ['closing braces', '}'.repeat(1_000_000)],
    ['fields', '{x}'.repeat(333_333)],
  ])('that asks for gigabytes by %s is refused before they are made', (_, template) => {
    const failure = failureOf(template, { epoch: 5n, x: 0.5, name: 'text', width: 10n ** 9n });
    expect(failure.code).toBe('format-too-long');
    expect(failure.message).toMatch(/at most 65536/);
  });

  it('may ask for a huge precision where it makes nothing longer', () => {
    expect(formatPath('{name:.1000000000}{x:.1000000000g}', { name: 'text', x: 0.5 })).toBe('text0.5');
  });

  it.each([
    ['in specs', '{epoch:'.repeat(1000) + '}'.repeat(1000), 'Max string recursion exceeded'],
    ['in names', '{a'.repeat(1000) + '}'.repeat(1000), "unexpected '{' in field name"],
    ['in brackets', '{epoch' + '[a'.repeat(1000), "expected '}' before end of string"],
  ])('that nests 1000 levels deep %s is refused', (_, template, message) => {
    expect(failureOf(template, { epoch: 5n }).message).toBe(message);
  });

  it('cannot reach an object that is no data', () => {
    const values = { logs: { reward: 1 } } as unknown as Readonly<Record<string, JsonValue>>;
    expect(failureOf('{logs}', values).details['type']).toBe('TypeError');
  });
});
