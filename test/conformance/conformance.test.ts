import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { formatReport, judges, replay, runConformance } from './run.ts';
import { readVectors } from './vector.ts';

const folder = fileURLToPath(new URL('vectors', import.meta.url));
const reports = await runConformance(folder);

describe('conformance with recordings of Synalinks', () => {
  it.each(reports)('$file: every vector holds', (report) => {
    expect(report.failures).toEqual([]);
    expect(report.vectors).toBeGreaterThan(0);
  });

  it('replays every file that it has a judge for', () => {
    expect(reports.map(({ file }) => file)).toEqual(Object.keys(judges));
  });

  it('formats every template exactly, by no rule of its own', () => {
    expect(reports.find(({ file }) => file === 'format.json')).toMatchObject({ byRule: 0 });
  });
});

describe('the conformance runner', () => {
  const vectors = readVectors(`[
    {"id": "a", "tags": ["right"]},
    {"id": "b", "tags": ["odd"], "quirk": "one: surprising | two: arguably a bug"},
    {"id": "c", "tags": ["wrong"]},
    {"id": "d", "tags": ["broken"]}
  ]`);

  it('counts what is exact, what holds by rule, and what failed, apart', async () => {
    const report = await replay('x.json', vectors, ({ tags, slugs }) => {
      if (tags.includes('broken')) throw new Error('no such thing');
      if (tags.includes('odd')) return { kind: 'by-rule', slugs };
      if (tags.includes('right')) return { kind: 'exact' };
      return { kind: 'failed', expected: "'1'", received: "'2'" };
    });
    expect(formatReport(report, 1).split('\n')).toEqual([
      'x.json: 4 vectors, 1 exact, 1 by rule, 2 failed',
      '  by rule one: 1',
      '  by rule two: 1',
      "  failed {'id': 'c', 'tags': ['wrong']}",
      "    expected '1'",
      "    received '2'",
      '  … and 1 more failed',
    ]);
    expect(report.failures[1]?.received).toContain('no such thing');
  });

  it.each(['expected', 'message'])('notices a recording of which %s was changed', async (field) => {
    const text = readFileSync(`${folder}/format.json`, 'utf8');
    const changed = readVectors(text.replaceAll(`"${field}": "`, `"${field}": "~`));
    const touched = text.split(`"${field}": "`).length - 1;
    const report = await replay('format.json', changed, judges['format.json']!);
    expect(touched).toBeGreaterThan(100);
    expect(report.failures).toHaveLength(touched);
  });
});
