import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { checkers, formatReport, replay, runParity } from './run.ts';
import type { Vector } from './vector.ts';

const folder = fileURLToPath(new URL('vectors', import.meta.url));
const reports = await runParity(folder);

describe('parity with recordings of Python', () => {
  it.each(reports)('$file: every vector holds', (report) => {
    expect(report.failures).toEqual([]);
    expect(report.vectors).toBeGreaterThan(0);
  });
});

describe('the parity runner', () => {
  const vectors: readonly Vector[] = [
    { id: 'a', tags: ['right'] },
    { id: 'b', tags: ['wrong', 'often'] },
    { id: 'c', tags: ['odd'] },
    { id: 'd', tags: ['broken'] },
  ];

  it('counts what held, what a rule held, and what failed, apart', async () => {
    const report = await replay('x.json', vectors, ({ tags }) => {
      if (tags.includes('broken')) throw new Error('no such thing');
      if (tags.includes('odd')) return { held: true, rule: 'odd' };
      return tags.includes('right') ? { held: true } : { held: false, difference: 'recorded 1, received 2' };
    });
    expect(report).toEqual({
      file: 'x.json',
      vectors: 4,
      held: 1,
      byRule: { odd: 1 },
      failures: ['b [wrong, often] recorded 1, received 2', 'd [broken] threw Error: no such thing'],
    });
    expect(formatReport(report, 1).split('\n')).toEqual([
      'x.json                     4 vectors     1 held    1 by rule    2 failed   (odd 1)',
      '    b [wrong, often] recorded 1, received 2',
      '    … and 1 more',
    ]);
  });

  it('replays a folder of recordings from the command line, training runs among them', async () => {
    const some = mkdtempSync(join(tmpdir(), 'tidemark-parity-'));
    const [first] = JSON.parse(readFileSync(`${folder}/traces.json`, 'utf8')) as Vector[];
    writeFileSync(join(some, 'traces.json'), JSON.stringify([first]));
    const script = fileURLToPath(new URL('../../.scripts/parity.mjs', import.meta.url));
    const { stdout } = await promisify(execFile)(process.execPath, [script, '--vectors', some]);
    rmSync(some, { recursive: true });
    expect(stdout).toMatch(/^traces\.json +1 vectors +1 held .*\n1 files, 0 failed\n$/);
  }, 60_000);

  it('fails a file that nobody can replay', async () => {
    const report = await replay('unknown.json', vectors, undefined);
    expect(report.failures).toHaveLength(1);
  });

  it('notices a recording that was changed', async () => {
    const changed = JSON.parse(readFileSync(`${folder}/repr.json`, 'utf8')) as (Vector & { repr: string })[];
    for (const vector of changed) vector.repr += ' ';
    const report = await replay('repr.json', changed, checkers['repr.json']);
    expect(report.failures).toHaveLength(changed.length);
  });
});
