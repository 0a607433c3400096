import { strToU8, unzipSync, zipSync } from 'fflate';
import { beforeEach, describe, expect, it } from 'vitest';
import type { ImportReport } from '../../../src/checkpoints/checkpoint-store.ts';
import { MemoryCheckpointStore } from '../../../src/checkpoints/memory-checkpoint-store.ts';
import { sha256Hex } from '../../../src/base/sha256.ts';
import { fileOf, programText, variablesText } from '../../helpers/checkpoint-texts.ts';

let store: MemoryCheckpointStore;

beforeEach(async () => {
  store = new MemoryCheckpointStore();
  await store.save('kept.json', 'what was there');
});

/** Imports, and sees to it that nothing else was touched. */
async function imported(name: string, content: string | Uint8Array): Promise<ImportReport> {
  const report = await store.import(fileOf(name, content));
  expect((await store.load('kept.json')).text).toBe('what was there');
  expect((await store.list()).entries).toHaveLength(report.acceptable ? 1 + report.files.length : 1);
  return report;
}

async function problemOf(name: string, content: string | Uint8Array): Promise<string | null | undefined> {
  const report = await imported(name, content);
  expect(report.acceptable).toBe(report.files.every(({ problem }) => problem === null));
  return report.files.find(({ problem }) => problem !== null)?.problem ?? null;
}

/** An archive as the store makes it, with its files changed before it is packed again. */
async function archive(
  change: (files: Record<string, Uint8Array>) => void = () => {},
  names: readonly string[] = ['runs/1.json', 'runs/2.variables.json'],
): Promise<Uint8Array> {
  const source = new MemoryCheckpointStore();
  for (const name of names) {
    await source.save(name, name.endsWith('.variables.json') ? variablesText() : programText(), {
      logs: { val_reward: 0.5 },
    });
  }
  const { bytes } = await source.export([...names, ...(names.length === 1 ? names : [])]);
  const files = unzipSync(bytes);
  change(files);
  return zipSync(files);
}

/** An archive with other names or contents in it, whose checksums are right. */
async function forged(rename: (name: string) => string, content?: Uint8Array): Promise<Uint8Array> {
  const names = ['runs/1.json', 'runs/2.variables.json'];
  const original = unzipSync(await archive());
  const files: Record<string, Uint8Array> = {};
  for (const name of names) files[rename(name)] = content ?? original[name]!;
  const manifest = JSON.parse(new TextDecoder().decode(original['tidemark-manifest.json'])) as {
    files: { path: string }[];
  };
  for (const file of manifest.files) file.path = rename(file.path);
  files['tidemark-manifest.json'] = strToU8(JSON.stringify(manifest));
  return zipSync(await withSums(files));
}

async function withSums(files: Record<string, Uint8Array>): Promise<Record<string, Uint8Array>> {
  const { SHA256SUMS: _old, ...others } = files;
  const lines = await Promise.all(
    Object.entries(others).map(
      async ([name, bytes]) => `${await sha256Hex(new Uint8Array(bytes))}  ${name}\n`,
    ),
  );
  return { ...others, SHA256SUMS: strToU8(lines.join('')) };
}

/** A zip of empty files. Packers take too long for as many. */
function emptyFiles(count: number, nameOf: (n: number) => string): Uint8Array {
  const names = Array.from({ length: count }, (_, n) => Buffer.from(nameOf(n)));
  const local = (name: Buffer): Buffer => {
    const header = Buffer.alloc(30);
    header.writeUInt32LE(0x04034b50, 0);
    header.writeUInt16LE(name.length, 26);
    return Buffer.concat([header, name]);
  };
  let offset = 0;
  const central = (name: Buffer): Buffer => {
    const header = Buffer.alloc(46);
    header.writeUInt32LE(0x02014b50, 0);
    header.writeUInt16LE(name.length, 28);
    header.writeUInt32LE(offset, 42);
    offset += 30 + name.length;
    return Buffer.concat([header, name]);
  };
  const [files, directory] = [Buffer.concat(names.map(local)), Buffer.concat(names.map(central))];
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  for (const at of [8, 10]) end.writeUInt16LE(count, at);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(files.length, 16);
  return Buffer.concat([files, directory, end]);
}

describe('a file that is no program and no variables', () => {
  it.each([
    ['a.json', '', 'is not JSON'],
    ['a.json', 'hello', 'is not JSON'],
    ['a.json', `${programText()}x`, 'is not JSON'],
    ['a.json', `\uFEFF${programText()}`, 'is not JSON'],
    ['a.json', programText().replaceAll('"', "'"), 'is not JSON'],
    ['a.json', programText().slice(0, -2), 'is not JSON'],
    ['a.json', '[1, 2]', 'no object'],
    ['a.json', '{"a": 1}', 'neither a program file'],
    ['a.json', '{}', 'neither a program file'],
    ['a.json', '{"trainable_variables": 5}', 'neither a program file'],
    ['a.json', '{"trainable_variables": {}, "other": {}}', 'neither a program file'],
    ['a.json', programText().replace('"class_name"', '"klass"'), 'neither a program file'],
    ['a.json', '['.repeat(200_000), 'is not JSON'],
    ['a.json', '{"a":'.repeat(200_000), 'is not JSON'],
    ['a.json', variablesText(), 'belong under a name that ends in .variables.json'],
    ['a.variables.json', programText(), 'does not end in .variables.json'],
    ['a.txt', programText(), 'does not end in .json or .zip'],
    ['a.json.exe', programText(), 'does not end in .json or .zip'],
    ['a.zip', programText(), 'it was cut short, or it is no zip'],
    ['a.zip', '', 'it was cut short, or it is no zip'],
  ])('is refused: %s %.30s', async (name, text, reason) => {
    expect(await problemOf(name, text)).toContain(reason);
  });

  it('is refused when it is not UTF-8', async () => {
    expect(await problemOf('a.json', Uint8Array.of(0x7b, 0xff, 0xfe, 0x7d))).toContain('not UTF-8');
    expect(await problemOf('a.json', new Uint8Array(Buffer.from(programText(), 'utf16le')))).toContain('not');
  });

  it.each([
    ['"__proto__": {"polluted": true}', '"__proto__"'],
    ['"\\u005f_proto__": null', '"__proto__"'],
    ['"constructor": {"prototype": {"polluted": true}}', '"constructor.prototype"'],
  ])('is refused when it has a key that reaches for a prototype: %s', async (member, key) => {
    const nested = programText().replace('"modules": []', `"modules": [{"deep": [{${member}}]}]`);
    expect(await problemOf('a.json', nested)).toContain(key);
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });

  it('is not refused for a field that is called constructor', async () => {
    expect(
      await problemOf('a.json', programText().replace('"modules"', '"constructor": "Lotus", "modules"')),
    ).toBeNull();
  });

  it('is refused when it is too large, packed or unpacked, before it is read', async () => {
    const text = programText();
    const refused = await store.import(fileOf('a.json', text), { maxBytes: text.length });
    expect(refused.files[0]?.problem).toContain(`larger than ${text.length} bytes`);
    const zip = await archive();
    const unpacked = Object.values(unzipSync(zip)).reduce((sum, bytes) => sum + bytes.length, 0);
    expect(zip.length).toBeLessThan(unpacked);
    const atLimit = await store.import(fileOf('a.zip', zip), { maxBytes: unpacked, dryRun: true });
    expect(atLimit.acceptable).toBe(true);
    const overLimit = await store.import(fileOf('a.zip', zip), { maxBytes: unpacked - 1, dryRun: true });
    expect(overLimit.files[0]?.problem).toContain('packed or unpacked');
  });
});

describe('a name', () => {
  const unsafe = [
    '../a.json',
    'runs/../../a.json',
    'runs/./a.json',
    '/etc/a.json',
    'C:/a.json',
    'C:a.json',
    '\\\\server\\a.json',
    'runs\\..\\a.json',
    'runs//a.json',
    'a\n.json',
    'a\u0000.json',
    'a\u007F.json',
    'a\u0085.json',
    'nosj.\u202Ea.json',
    'a:b.json',
    'a?.json',
    'a*.json',
    'a|b.json',
    'a<b>.json',
    '"a".json',
    'runs./a.json',
    'runs /a.json',
    'con.json',
    'runs/NUL.json',
    'aux/a.json',
    'Com1.variables.json',
    'lpt\u00B9.json',
    'CON .json',
    `${'n'.repeat(295)}.json`,
    `${'folder/'.repeat(40)}a.json`,
  ];

  it.each(unsafe)('that is not safe is refused, alone: %j', async (name) => {
    const blob = Object.assign(new Blob([programText()]), { name });
    const report = await store.import(blob);
    expect(report.acceptable).toBe(false);
    expect(report.files[0]).toMatchObject({ name, path: null, problem: expect.stringMatching(/name/) });
  });

  it.each(unsafe)('that is not safe is refused in a zip whose checksums are right: %j', async (name) => {
    const zip = await forged((old) => (old === 'runs/1.json' ? name : old));
    expect(await problemOf('a.zip', zip)).toMatch(/name/);
  });

  it('that two files of a zip have, or that differ for some systems only, is refused', async () => {
    for (const name of [
      'RUNS/2.variables.json',
      'runs/2.Variables.json',
      'runs/2.variables.json/a.json',
      'RUNS',
    ]) {
      const zip = await forged((old) => (old === 'runs/1.json' ? name : old));
      expect(await problemOf('a.zip', zip)).toContain(
        'another file of the zip has its name, or is its folder',
      );
    }
    const twice = await archive();
    const renamed = new TextDecoder('latin1').decode(twice).replaceAll('runs/1.json', 'SHA256SUMS_');
    expect(await problemOf('a.zip', Buffer.from(renamed, 'latin1'))).not.toBeNull();
  });

  it('that is missing is made up', async () => {
    const report = await store.import(new Blob([programText()]));
    expect(report.files[0]).toMatchObject({ path: 'imported.json', problem: null });
  });
});

describe('a zip', () => {
  it('is imported as it was exported', async () => {
    expect((await imported('a.zip', await archive())).files.map(({ path }) => path)).toEqual([
      'runs/1.json',
      'runs/2.variables.json',
    ]);
    expect((await store.load('runs/1.json')).text).toBe(programText());
  });

  it('is imported whatever its own name is, and with the folders that other tools add', async () => {
    expect(await problemOf('a.json', await archive())).toBeNull();
    const withFolders = await archive((files) => {
      files['runs/'] = new Uint8Array(0);
    });
    expect(await problemOf('b.zip', withFolders)).toBeNull();
  });

  it.each([
    [
      'a changed text',
      (files: Record<string, Uint8Array>) => (files['runs/1.json']![40]! ^= 1),
      'it is damaged',
    ],
    ['a missing text', (files: Record<string, Uint8Array>) => delete files['runs/1.json'], 'not in the zip'],
    [
      'a further text',
      (files: Record<string, Uint8Array>) => (files['x.json'] = strToU8('{}')),
      'not listed',
    ],
    [
      'no checksums',
      (files: Record<string, Uint8Array>) => delete files['SHA256SUMS'],
      'it has no SHA256SUMS',
    ],
    [
      'no manifest',
      (files: Record<string, Uint8Array>) => delete files['tidemark-manifest.json'],
      'it has no',
    ],
    [
      'a changed manifest',
      (files: Record<string, Uint8Array>) =>
        (files['tidemark-manifest.json'] = strToU8(
          new TextDecoder().decode(files['tidemark-manifest.json']).replace('0.5', '0.9'),
        )),
      'tidemark-manifest.json',
    ],
    [
      'empty checksums',
      (files: Record<string, Uint8Array>) => (files['SHA256SUMS'] = strToU8('')),
      'not listed',
    ],
  ])('with %s is refused', async (_what, change, reason) => {
    const report = await imported('a.zip', await archive(change));
    const problems = report.files.map(({ name, problem }) => `${name} ${problem}`).join('\n');
    expect(report.acceptable).toBe(false);
    expect(problems).toContain(reason);
  });

  it.each([
    [{ format: 'other' }, 'not of Tidemark'],
    [{ version: 2 }, 'of another version'],
    [{ files: {} }, 'lists no files'],
    [{ files: [] }, 'holds no checkpoint'],
    [{ files: [{ path: 'runs/1.json' }] }, 'does not describe'],
  ])('with a manifest that is not right is refused: %j', async (change, reason) => {
    const files = unzipSync(await archive());
    const manifest = JSON.parse(new TextDecoder().decode(files['tidemark-manifest.json'])) as object;
    files['tidemark-manifest.json'] = strToU8(JSON.stringify({ ...manifest, ...change }));
    expect(await problemOf('a.zip', zipSync(await withSums(files)))).toContain(reason);
  });

  it.each([
    ['mtime', -1],
    ['mtime', 1e300],
    ['mtime', '1'],
    ['kind', 'constructor'],
    ['reason', null],
    ['mode', 'up'],
    ['logs', { a: 'x' }],
    ['logs', []],
    ['pinned', 'yes'],
    ['epoch', 1.5],
    ['run', 7],
    ['note', null],
    ['monitor', undefined],
    ['bytes', '5'],
    ['sha256', null],
  ])('whose manifest says of a file that its %s is %j is refused', async (field, value) => {
    const files = unzipSync(await archive());
    const manifest = JSON.parse(new TextDecoder().decode(files['tidemark-manifest.json'])) as {
      files: Record<string, unknown>[];
    };
    manifest.files[0]![field] = value;
    files['tidemark-manifest.json'] = strToU8(JSON.stringify(manifest));
    expect(await problemOf('a.zip', zipSync(await withSums(files)))).toContain('does not describe');
  });

  it.each([
    ['bytes', 5],
    ['sha256', '0'.repeat(64)],
  ])('whose manifest says of a file another %s than it has is refused', async (field, value) => {
    const files = unzipSync(await archive());
    const manifest = JSON.parse(new TextDecoder().decode(files['tidemark-manifest.json'])) as {
      files: Record<string, unknown>[];
    };
    manifest.files[0]![field] = value;
    files['tidemark-manifest.json'] = strToU8(JSON.stringify(manifest));
    expect(await problemOf('a.zip', zipSync(await withSums(files)))).toBe(
      'it is not what tidemark-manifest.json says of it',
    );
  });

  it('of very many files, each in a hundred folders of its own, is looked through soon', async () => {
    const zip = emptyFiles(30_000, (n) => `${n}/${'a/'.repeat(100)}x`);
    expect(await problemOf('a.zip', zip)).toContain('it has no SHA256SUMS');
  });

  it('that unpacks to far more than it is, is refused without unpacking it', async () => {
    const bomb = await forged((name) => name, new Uint8Array(5_000_000));
    expect(bomb.length).toBeLessThan(20_000);
    const report = await store.import(fileOf('a.zip', bomb), { maxBytes: 1_000_000 });
    expect(report.files).toMatchObject([
      { name: 'a.zip', problem: expect.stringContaining('larger than 1000000 bytes') },
    ]);
  });

  it('that says that it is small, and is not, is refused', async () => {
    const zip = new Uint8Array(await forged((name) => name, new Uint8Array(5_000_000)));
    const view = new DataView(zip.buffer);
    for (let at = 0; at < zip.length - 46; at += 1) {
      if (view.getUint32(at, true) === 0x02014b50 && view.getUint32(at + 24, true) === 5_000_000) {
        view.setUint32(at + 24, 100, true);
      }
    }
    expect(await problemOf('a.zip', zip)).toContain('larger than it says');
  });

  it('whose files share their bytes is refused', async () => {
    const zip = new Uint8Array(await archive());
    const view = new DataView(zip.buffer);
    for (let at = 0; at < zip.length - 46; at += 1) {
      if (view.getUint32(at, true) === 0x02014b50) view.setUint32(at + 42, 0, true);
    }
    expect(await problemOf('a.zip', zip)).toContain('overlaps');
  });

  it('that is encrypted, or packed in a way that is not known, is refused', async () => {
    for (const [field, value, reason] of [
      [8, 1, 'encrypted'],
      [10, 99, 'unknown way'],
    ] as const) {
      const zip = new Uint8Array(await archive());
      const view = new DataView(zip.buffer);
      for (let at = 0; at < zip.length - 46; at += 1) {
        if (view.getUint32(at, true) === 0x02014b50) view.setUint16(at + field, value, true);
      }
      expect(await problemOf('a.zip', zip)).toContain(reason);
    }
  });
});

describe('a thousand damaged files', () => {
  /** A stream of numbers that is the same in every run. */
  function* numbers(seed: number): Generator<number, never> {
    for (let state = seed; ;) {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      yield state;
    }
  }

  it('are each refused, or imported whole and as they were saved', async () => {
    const whole = await archive();
    const saved = [
      ['runs/1.json', 0.5, programText()],
      ['runs/2.variables.json', 0.5, variablesText()],
    ];
    const random = numbers(1);
    const next = (below: number): number => random.next().value % below;
    let accepted = 0;
    for (let n = 0; n < 1000; n += 1) {
      const target = new MemoryCheckpointStore();
      let damaged = new Uint8Array(whole);
      if (n % 4 === 3) damaged = damaged.slice(0, next(damaged.length));
      else for (let flips = 0; flips <= n % 3; flips += 1) damaged[next(damaged.length)]! ^= 1 << next(8);
      const report = await target.import(fileOf('a.zip', damaged));
      const { entries } = await target.list({ orderBy: 'path', direction: 'ascending' });
      const found = await Promise.all(
        entries.map(async ({ path, logs }) => [path, logs['val_reward'], (await target.load(path)).text]),
      );
      expect(found).toEqual(report.acceptable ? saved : []);
      expect(report.files.some(({ problem }) => problem !== null)).toBe(!report.acceptable);
      accepted += report.acceptable ? 1 : 0;
    }
    // Flips in fields that no reader needs (times, attributes, checksums of another kind) do no harm.
    expect(accepted).toBeGreaterThan(0);
    expect(accepted).toBeLessThan(500);
  });
});
