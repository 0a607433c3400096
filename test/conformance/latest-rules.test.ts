import { describe, expect, it } from 'vitest';
import { latestDeviations } from './latest-rules.ts';
import { judgeLatestVector } from './latest-vectors.ts';
import { readVectors } from './vector.ts';

/** What the files are, the newer the later; what Synalinks finds; and what we find. */
interface Deviation {
  readonly template: string;
  /** From the oldest to the newest, those of one row at the same time. */
  readonly files: readonly (string | readonly string[])[];
  /** A path, none, or an error. */
  readonly theirs: string | null | { readonly type: string; readonly message: string };
  readonly ours: string | null;
}

const deviations: Readonly<Record<string, Deviation>> = {
  tie_returns_older_file: {
    template: 'r/{epoch}.json',
    files: ['r/9.json', ['r/1.json', 'r/2.json']],
    theirs: 'r/9.json',
    ours: 'r/2.json',
  },
  greedy_regex: {
    template: 'r/{a}-{b}.json',
    files: ['r/1-2.json', 'r/3.json'],
    theirs: 'r/3.json',
    ours: 'r/1-2.json',
  },
  dot_wildcard: {
    template: 'r/a.json',
    files: ['r/a.json', 'r/a_json'],
    theirs: 'r/a_json',
    ours: 'r/a.json',
  },
  regex_metachar: {
    template: 'r/a+.json',
    files: ['r/a+.json', 'r/aa.json'],
    theirs: 'r/aa.json',
    ours: 'r/a+.json',
  },
  regex_error: {
    template: 'r/a(.json',
    files: ['r/a(.json', 'r/a.json'],
    theirs: { type: 'error', message: 'missing ), unterminated subpattern at position 2' },
    ours: 'r/a(.json',
  },
  dollar_newline: {
    template: 'r/a.json',
    files: ['r/a.json', 'r/a.json\n'],
    theirs: 'r/a.json\n',
    ours: 'r/a.json',
  },
  unbalanced_brace_literal: {
    template: 'r/a{{.json',
    files: ['r/a{.json', 'r/a{{.json'],
    theirs: 'r/a{{.json',
    ours: 'r/a{.json',
  },
  escaped_braces: {
    template: 'r/{{a}}.json',
    files: ['r/{a}.json', 'r/b.json'],
    theirs: 'r/b.json',
    ours: 'r/{a}.json',
  },
  spec_ignored: {
    template: 'r/{epoch:02d}.json',
    files: ['r/01.json', 'r/best.json'],
    theirs: 'r/best.json',
    ours: 'r/01.json',
  },
  no_dirname_none: { template: '{epoch}.json', files: ['1.json'], theirs: null, ours: '1.json' },
  placeholder_in_dir: {
    template: '{run}/{epoch}.json',
    files: ['a/1.json', 'b/2.json'],
    theirs: null,
    ours: 'b/2.json',
  },
  dirs_match: { template: 'r/{name}', files: ['r/a', 'r/b/c'], theirs: 'r/b', ours: 'r/a' },
};

/** Slugs of what only a file system knows: nothing of it can be in a store. */
const foreign = [
  'symlink_follow',
  'broken_symlink',
  'dir_is_file',
  'zero_mtime_none',
  'zero_mtime_excluded',
  'negative_mtime',
  'float_mtime_tie',
  'not_normalised',
  'remote_path',
];

function vectorOf({ template, files, theirs }: Deviation, quirk?: string): string {
  const rows = files.flatMap((row, second) =>
    [row].flat().map((path) => ({ path, mtime_ns: `${1_700_000_000 + second}000000000` })),
  );
  const outcome = theirs !== null && typeof theirs === 'object' ? { error: theirs } : { expected: theirs };
  return JSON.stringify([{ id: 'made', tags: [], files: rows, pattern: template, ...outcome, quirk }]);
}

describe('the latest checkpoint', () => {
  it.each(Object.entries(deviations))('differs from Synalinks by %s', (slug, deviation) => {
    const [marked, mended] = [
      vectorOf(deviation, `${slug}: why`),
      vectorOf({ ...deviation, theirs: deviation.ours }),
    ];
    expect(judgeLatestVector(readVectors(marked)[0]!)).toEqual({ kind: 'by-rule', slugs: [slug] });
    expect(judgeLatestVector(readVectors(mended)[0]!)).toEqual({ kind: 'exact' });
  });

  it.each([
    'tie_returns_older_file',
    'greedy_regex',
    'dot_wildcard',
    'regex_metachar',
    'spec_ignored',
    'dirs_match',
  ])('has %s for the reason of a difference that no recording marks', (slug) => {
    const vector = readVectors(vectorOf(deviations[slug]!))[0]!;
    expect(judgeLatestVector(vector)).toEqual({ kind: 'by-rule', slugs: [`${slug} (not marked)`] });
  });

  it('differs for no other reason', () => {
    expect(Object.keys(latestDeviations).sort()).toEqual([...Object.keys(deviations), ...foreign].sort());
  });

  it('may not differ in a way that no rule of ours explains', () => {
    const wrong = {
      template: 'r/{epoch}.json',
      files: ['r/1.json', 'r/2.json'],
      theirs: 'r/1.json',
      ours: null,
    };
    expect(judgeLatestVector(readVectors(vectorOf(wrong))[0]!).kind).toBe('failed');
    expect(judgeLatestVector(readVectors(vectorOf(wrong, 'lexicographic_not_numeric: x'))[0]!).kind).toBe(
      'failed',
    );
  });
});
