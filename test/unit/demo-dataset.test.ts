import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

interface Language {
  readonly code: string;
  readonly name: string;
  readonly endonym: string;
  readonly hints: readonly string[];
  readonly train: readonly string[];
  readonly validation: readonly string[];
  readonly test: readonly string[];
}

const root = resolve(import.meta.dirname, '../..');
const file = join(root, 'public/data/languages.json');
const text = readFileSync(file, 'utf8');
const dataset = JSON.parse(text) as {
  readonly source: string;
  readonly url: string;
  readonly license: string;
  readonly languages: readonly Language[];
};
const { languages } = dataset;
const hardToTellApart = ['Danish', 'Norwegian', 'Czech', 'Slovak', 'Spanish', 'Portuguese', 'Galician'];
const sentencesOf = ({ train, validation, test }: Language): readonly string[] => [
  ...train,
  ...validation,
  ...test,
];

describe('the data set "Which language is this?"', () => {
  it('holds at least 12 languages, among them those that are hard to tell apart', () => {
    expect(languages.length).toBeGreaterThanOrEqual(12);
    expect(languages.map(({ name }) => name)).toEqual(expect.arrayContaining(hardToTellApart));
  });

  it('names each language once, by code, in English and by itself', () => {
    for (const key of ['code', 'name', 'endonym'] as const) {
      expect(new Set(languages.map((language) => language[key])).size).toBe(languages.length);
    }
    expect(languages.every(({ code }) => /^[a-z]{3}$/.test(code))).toBe(true);
  });

  it.each(languages)('has 16 train, 10 validation and 12 test sentences in $name', (language) => {
    expect([language.train.length, language.validation.length, language.test.length]).toEqual([16, 10, 12]);
  });

  it('has no sentence twice, in whatever case, spaces and punctuation', () => {
    const keys = languages
      .flatMap(sentencesOf)
      .map((sentence) => sentence.toLowerCase().replace(/[\s\p{P}]/gu, ''));
    expect(new Set(keys).size).toBe(languages.length * 38);
  });

  it('holds sentences: normal text of middling length, with no number before and a full stop behind', () => {
    for (const sentence of languages.flatMap(sentencesOf)) {
      expect(sentence).toMatch(/^[\p{Lu}«].*[^\s.,;:]\.$/u);
      expect(sentence).toBe(sentence.normalize('NFC').trim().replace(/\s+/gu, ' '));
      expect(sentence.length).toBeGreaterThanOrEqual(30);
      expect(sentence.length).toBeLessThanOrEqual(150);
      expect(sentence).not.toMatch(/[<>]|&\w+;/);
    }
  });

  it.each(languages)(
    'takes its hints for $name from the train sentences, the commonest first',
    (language) => {
      const words = language.train.flatMap((sentence) => sentence.toLowerCase().split(/[^\p{L}]+/u));
      const count = (wanted: string): number => words.filter((word) => word === wanted).length;
      const hinted = language.hints.map(count);
      const others = [...new Set(words)].filter((word) => word !== '' && !language.hints.includes(word));
      expect(hinted).toHaveLength(3);
      expect(hinted).toEqual([...hinted].sort((a, b) => b - a));
      expect(hinted.at(-1)).toBeGreaterThanOrEqual(Math.max(...others.map(count)));
    },
  );

  it('credits its source', () => {
    expect(dataset.source).toContain('Universal Declaration of Human Rights');
    expect(dataset.url).toMatch(/^https:/);
    expect(dataset.license).toBe('MIT');
  });

  it('stays below 100 KB', () => {
    expect(Buffer.byteLength(text)).toBeLessThan(100_000);
  });

  it('comes out the same, byte for byte, when it is made again', () => {
    const folder = mkdtempSync(join(tmpdir(), 'dataset-'));
    const copy = join(folder, 'languages.json');
    try {
      execFileSync(process.execPath, [join(root, '.scripts/make-dataset.mjs'), copy]);
      expect(readFileSync(copy, 'utf8')).toBe(text);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
