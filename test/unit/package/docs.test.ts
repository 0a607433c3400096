import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { parseSync } from 'vite';
import { describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '../../../src');
const entries = ['index.ts', 'worker.ts', 'elements.ts', 'testing.ts'];

interface PublicName {
  readonly name: string;
  readonly file: string;
}

/** The names that an entry exports, each with the file that declares it. */
function namesOf(entry: string): readonly PublicName[] {
  const path = resolve(root, entry);
  const { program } = parseSync(path, readFileSync(path, 'utf8'));
  return program.body.flatMap((statement) => {
    if (statement.type !== 'ExportNamedDeclaration' || !statement.source) return [];
    const file = resolve(dirname(path), statement.source.value);
    return statement.specifiers.flatMap(({ local }) =>
      local.type === 'Identifier' ? [{ name: local.name, file }] : [],
    );
  });
}

/** The doc comment above the declaration of an exported name, decorators aside; null when there is none. */
function docOf(name: string, path: string, source: string): string | null {
  const { program, comments } = parseSync(path, source);
  const statement = program.body.find((candidate) => {
    if (candidate.type !== 'ExportNamedDeclaration' || !candidate.declaration) return false;
    const { declaration } = candidate;
    const declared = 'declarations' in declaration ? declaration.declarations : [declaration];
    return declared.some((item) => 'id' in item && item.id?.type === 'Identifier' && item.id.name === name);
  });
  if (!statement) throw new Error(`${path} declares no ${name} where it exports it.`);
  const comment = comments.findLast(({ end }) => end <= statement.start);
  if (comment?.type !== 'Block' || !comment.value.startsWith('*')) return null;
  const between = source.slice(comment.end, statement.start).trim();
  if (between !== '' && !/^@\w+\([^)]*\)$/.test(between)) return null;
  return comment.value.replace(/^[\s*]+/gm, '').trim();
}

describe.each(entries)('every name of %s', (entry) => {
  const names = namesOf(entry);

  it('has a doc comment that begins with a whole sentence', () => {
    expect(names).not.toEqual([]);
    const wanting = names.filter(({ name, file }) => {
      const doc = docOf(name, file, readFileSync(file, 'utf8'));
      return !doc || !/^[A-Z`'{].*?[.:](\s|$)/s.test(doc);
    });
    expect(wanting.map(({ name, file }) => `${name} in ${file.slice(root.length + 1)}`)).toEqual([]);
  });
});

describe('the search for doc comments', () => {
  it.each([
    ['/** Counts. */\nexport function count() {}', 'Counts.'],
    ['/**\n * Counts.\n * Twice.\n */\n@tag("x")\nexport class count {}', 'Counts.\nTwice.'],
    ['// Counts.\nexport function count() {}', null],
    ['/** Of another. */\nconst other = 1;\nexport function count() {}', null],
    ['/** Counts. */\nexport const count = 1;', 'Counts.'],
    ['export function count() {}', null],
  ])('reads %j', (source, expected) => {
    expect(docOf('count', 'source.ts', source)).toBe(expected);
  });
});
