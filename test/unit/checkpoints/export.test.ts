import { unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import type { CheckpointEntry, CheckpointStore } from '../../../src/checkpoints/checkpoint-store.ts';
import { exportCheckpoints } from '../../../src/checkpoints/export-checkpoints.ts';
import { MemoryCheckpointStore } from '../../../src/checkpoints/memory-checkpoint-store.ts';
import { sha256Hex } from '../../../src/base/sha256.ts';

describe('an exported zip', () => {
  it('has safe names, each once, and checksums of all its files as other tools check them', async () => {
    const store = new MemoryCheckpointStore('my runs');
    const paths = [
      '/tmp/a.json',
      'tmp/A.json',
      'c:on/aux.json',
      'SHA256SUMS',
      'tidemark-manifest.json',
      '../x.json',
    ];
    for (const path of paths) await store.save(path, `text of ${path}`);
    const { name, bytes } = await store.export();
    expect(name).toMatch(/^my runs-checkpoints-\d{4}-\d{2}-\d{2}\.zip$/);
    const { SHA256SUMS: sums, ...files } = unzipSync(bytes);
    expect(Object.keys(files).toSorted()).toEqual(
      ['SHA256SUMS-2', '__/x.json', 'c_on/_aux.json', 'tidemark-manifest-2.json', 'tidemark-manifest.json']
        .concat(['tmp/A-2.json', 'tmp/a.json'])
        .toSorted(),
    );
    const lines = await Promise.all(
      Object.entries(files).map(
        async ([file, content]) => `${await sha256Hex(new Uint8Array(content))}  ${file}`,
      ),
    );
    expect(new TextDecoder().decode(sums).trimEnd().split('\n').toSorted()).toEqual(lines.toSorted());
  });

  it('names a single file by its last part, with the type of its content', async () => {
    const store = new MemoryCheckpointStore();
    for (const path of ['runs/con.json', 'logs/log.csv', 'notes.txt']) await store.save(path, 'x');
    const exported = await Promise.all(
      ['runs/con.json', 'logs/log.csv', 'notes.txt'].map((path) => store.export([path])),
    );
    expect(exported.map(({ name, type }) => [name, type])).toEqual([
      ['_con.json', 'application/json'],
      ['log.csv', 'text/csv'],
      ['notes.txt', 'text/plain'],
    ]);
  });

  it(
    'is refused rather than broken when it would hold more files than a zip can count',
    { timeout: 120_000 },
    async () => {
      const entry = (n: number): CheckpointEntry =>
        ({ path: `${n}.json`, sha256: '0'.repeat(64), mtime: 1, logs: {} }) as unknown as CheckpointEntry;
      const store = {
        name: 'many',
        list: async () => ({ entries: Array.from({ length: 65_534 }, (_, n) => entry(n)), next: null }),
        load: async (path: string) => ({
          entry: entry(Number.parseInt(path, 10)),
          text: '',
          trainingState: null,
        }),
      } as unknown as CheckpointStore;
      await expect(exportCheckpoints(store)).rejects.toMatchObject({ code: 'too-many-to-export' });
    },
  );
});
