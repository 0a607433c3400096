import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core';
import { problemAffectsResolutionKind } from '@arethetypeswrong/core/problems';
import { readFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { publint } from 'publint';
import { describe, expect, inject, it } from 'vitest';
import { manifestSchema } from './manifest-schema.ts';

const root = resolve(import.meta.dirname, '../..');
const tarball = new Uint8Array(readFileSync(inject('tarball')));

describe('the packed package', () => {
  it('passes publint’s strict rules', async () => {
    const { messages } = await publint({ pack: { tarball: tarball.buffer }, strict: true });
    expect(messages).toEqual([]);
  });

  it('has types that Node’s modules and bundlers resolve as they resolve its code', async () => {
    const analysis = await checkPackage(createPackageFromTarballData(tarball));
    if (!analysis.types) throw new Error('The package has no types.');
    // Node's older resolution and CommonJS are not served: the package is ES modules alone.
    const problems = analysis.problems.filter((problem) =>
      (['node16-esm', 'bundler'] as const).some((kind) =>
        problemAffectsResolutionKind(problem, kind, analysis),
      ),
    );
    expect(problems).toEqual([]);
    expect(Object.keys(analysis.entrypoints)).toEqual(
      expect.arrayContaining(['.', './worker', './elements', './testing']),
    );
  });
});

describe('the custom-elements manifest', () => {
  const { modules } = manifestSchema.parse(
    JSON.parse(readFileSync(join(root, 'dist/custom-elements.json'), 'utf8')),
  );
  const declarations = modules.flatMap((module) => module.declarations);

  it('names every element that the package exports, under the module that registers it', () => {
    const elements = readdirSync(join(root, 'src/elements')).filter((name) => name !== 'internal');
    expect(modules.map(({ path }) => path).sort()).toEqual(
      elements.map((name) => `dist/elements/${name}/${name}.js`).sort(),
    );
    expect(declarations.map(({ tagName }) => tagName).sort()).toEqual(elements.sort());
  });

  it.each(declarations)('describes all that $tagName offers', ({ description, ...offers }) => {
    expect(description).not.toBe('');
    const { attributes, members, events, slots, cssParts, cssProperties } = offers;
    const named = [attributes, members, events, slots, cssParts, cssProperties].flat();
    expect(named.filter((offer) => !offer.description).map(({ name }) => name)).toEqual([]);
  });

  it.each(declarations)('gives the events of $tagName the classes that code can import', ({ events }) => {
    expect(events.map(({ type }) => type.text).filter((text) => !/^\w+Event$/.test(text))).toEqual([]);
  });
});
