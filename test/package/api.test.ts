import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { entries, reportApi, reportFolder } from '../../.scripts/api-report.mjs';

const root = resolve(import.meta.dirname, '../..');

describe('the public interface', () => {
  const made = mkdtempSync(join(tmpdir(), 'tidemark-api-report-'));
  afterAll(() => rmSync(made, { recursive: true, force: true }));

  it.each(entries)('of %s is as its report says: after a change on purpose, run `npm run api`', (entry) => {
    reportApi(entry, join(root, 'dist/types'), made);
    const [found, reported] = [made, reportFolder].map((folder) =>
      readFileSync(join(folder, `${entry}.api.md`), 'utf8'),
    );
    expect(found).toBe(reported);
    // The exports stand at the start of a line, their members further in.
    expect(found).not.toMatch(/^\/\/ .*\(undocumented\)/m);
  });
});
