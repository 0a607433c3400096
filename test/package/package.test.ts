import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core';
import { problemAffectsResolutionKind } from '@arethetypeswrong/core/problems';
import { readFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { publint } from 'publint';
import { describe, expect, inject, it } from 'vitest';
import { manifestSchema } from './manifest-schema.ts';

const root = resolve(import.meta.dirname, '../..');
const elements = readdirSync(join(root, 'src/elements')).filter((name) => name !== 'internal');
const tarball = new Uint8Array(readFileSync(inject('tarball')));

describe('the packed package', () => {
  it('passes publint’s strict rules', async () => {
    const { messages } = await publint({ pack: { tarball: tarball.buffer }, strict: true });
    expect(messages).toEqual([]);
  });

  it('has types that Node’s modules and bundlers resolve as they resolve its code', async () => {
    const parts = elements.map((name) => `./elements/${name}`);
    const analysis = await checkPackage(createPackageFromTarballData(tarball), { includeEntrypoints: parts });
    if (!analysis.types) throw new Error('The package has no types.');
    // Node's older resolution and CommonJS are not served: the package is ES modules alone.
    const problems = analysis.problems.filter((problem) =>
      (['node16-esm', 'bundler'] as const).some((kind) =>
        problemAffectsResolutionKind(problem, kind, analysis),
      ),
    );
    expect(problems).toEqual([]);
    expect(Object.keys(analysis.entrypoints)).toEqual(
      expect.arrayContaining(['.', './worker', './elements', './testing', ...parts]),
    );
  });
});

describe('the custom-elements manifest', () => {
  const { modules } = manifestSchema.parse(
    JSON.parse(readFileSync(join(root, 'dist/custom-elements.json'), 'utf8')),
  );
  const declarations = modules.flatMap((module) => module.declarations);

  it('names every element that the package exports, under the module that registers it', () => {
    expect(modules.map(({ path }) => path).sort()).toEqual(
      elements.map((name) => `dist/elements/${name}/${name}.js`).sort(),
    );
    expect(declarations.map(({ tagName }) => tagName).sort()).toEqual(elements.toSorted());
  });

  it.each(declarations)('describes all that $tagName offers', ({ description, ...offers }) => {
    expect(description).not.toBe('');
    const { attributes, members, events, slots, cssParts, cssProperties } = offers;
    const named = [attributes, members, events, slots, cssParts, cssProperties].flat();
    expect(named.filter((offer) => !offer.description).map(({ name }) => name)).toEqual([]);
  });

  it.each(declarations)('names the parts of $tagName that styles can reach', ({ tagName, cssParts }) => {
    const folder = join(root, 'src/elements', tagName);
    const code = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8'));
    const parts = [...code.join('\n').matchAll(/part="([^"]+)"/g)].flatMap(([, names = '']) =>
      names.split(' '),
    );
    const said = cssParts.map(({ name, description }) => `\`${name}\` ${description}`).join(' ');
    expect(parts).not.toEqual([]);
    // What is put together as the page is drawn, such as a row's buttons, is named beside those.
    expect(parts.filter((part) => /^[\w-]+$/.test(part) && !said.includes(`\`${part}\``))).toEqual([]);
  });

  it('names the custom properties by which all elements are styled, those of each that go by them', () => {
    const tokens = readFileSync(join(root, 'src/elements/internal/tokens.ts'), 'utf8');
    const styled = [...tokens.matchAll(/var\((--tidemark-[\w-]+)/g)].map(([, name]) => name);
    const namesOf = (wanted: string): readonly string[] =>
      declarations
        .filter(({ tagName }) => tagName.includes(wanted))
        .flatMap((one) => one.cssProperties.map(({ name }) => name));
    expect(styled).toContain('--tidemark-muted');
    expect(namesOf('')).toEqual(expect.arrayContaining(styled));
    expect(namesOf('checkpoint-panel')).toEqual(
      expect.arrayContaining([
        '--tidemark-on-accent',
        '--tidemark-line',
        '--tidemark-radius',
        '--tidemark-list-height',
      ]),
    );
    expect(namesOf('checkpoint-panel')).not.toContain('--tidemark-third');
  });

  it.each(declarations)(
    'gives the events of $tagName the classes that code can import',
    async ({ events }) => {
      const exported: object = await import(join(root, 'dist/elements.js'));
      const classes = events.map(({ type }) => type.text);
      expect(classes.filter((name) => !Object.hasOwn(exported, name))).toEqual([]);
    },
  );
});
