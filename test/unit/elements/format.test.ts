import { describe, expect, it } from 'vitest';
import {
  formatAge,
  formatBytes,
  formatDuration,
  formatTicks,
  formatValue,
  visibleText,
} from '../../../src/elements/internal/format.ts';

describe('values', () => {
  it.each([
    [0.9417, '0.942'],
    [0, '0.000'],
    [-0.5, '-0.500'],
    [12.3456, '12.346'],
    [1234.56, '1,234.6'],
    [0.00004, '4E-5'],
    [Number.NaN, 'NaN'],
    [-Infinity, '−∞'],
  ])('writes %d as %s', (value, text) => {
    expect(formatValue(value, 'en')).toBe(text);
  });
});

describe('sizes', () => {
  it.each([
    [0, '0 bytes'],
    [1, '1 byte'],
    [999, '999 bytes'],
    [1000, '1 kB'],
    [1500, '1.5 kB'],
    [12_340, '12 kB'],
    [2_100_000_000, '2.1 GB'],
  ])('writes %d bytes as %s', (bytes, text) => {
    expect(formatBytes(bytes, 'en')).toBe(text);
  });
});

describe('ages', () => {
  const now = Date.UTC(2030, 5, 15, 12);
  it.each([
    [0, 'now'],
    [-5000, 'now'],
    [7000, '7 sec. ago'],
    [47_000, '40 sec. ago'],
    [60_000, '1 min. ago'],
    [3_599_000, '59 min. ago'],
    [3_600_000, '1 hr. ago'],
    [26 * 3_600_000, '1 day ago'],
    [40 * 86_400_000, 'May 6, 2030'],
  ])('writes %d ms ago as %s', (ageMs, text) => {
    expect(formatAge(now - ageMs, now, 'en')).toBe(text);
  });
});

describe('durations', () => {
  it.each([
    [400, '0 sec'],
    [8000, '8 sec'],
    [125_000, '2 min 5 sec'],
    [180_000, '3 min'],
    [4_320_000, '1 hr 12 min'],
    [7_200_000, '2 hr'],
  ])('writes %d ms as %s', (durationMs, text) => {
    expect(formatDuration(durationMs, 'en')).toBe(text);
  });
});

describe('labels of an axis', () => {
  it.each([
    [
      [0, 0.2, 0.4],
      ['0.0', '0.2', '0.4'],
    ],
    [
      [0.95, 0.975],
      ['0.950', '0.975'],
    ],
    [
      [0, 0.000001],
      ['0E0', '1E-6'],
    ],
    [
      [0, 500, 1000],
      ['0', '500', '1,000'],
    ],
    [
      [0, 1e300],
      ['0E0', '1E300'],
    ],
    [[], []],
  ])('writes %j as %j', (values, labels) => {
    expect(formatTicks(values, 'en')).toEqual(labels);
  });
});

describe('names', () => {
  it('show the characters that cannot be seen', () => {
    expect(visibleText('a\u202eb\u0000c\u200bd.json')).toBe('a\ufffdb\ufffdc\ufffdd.json');
  });

  it('keep letters of every script', () => {
    expect(visibleText('runs/ælåø-言語-עברית.json')).toBe('runs/ælåø-言語-עברית.json');
  });
});
