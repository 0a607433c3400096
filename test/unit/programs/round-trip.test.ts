import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { NgramModel, programFromJson } from '../../../src/index.ts';

const recorded = (name: string): string =>
  readFileSync(new URL(`recorded/${name}.json`, import.meta.url), 'utf8');

describe('a program file of Python', () => {
  it.each(['golden1.program', 'tiny.program', 'tiny.untrained.program'])(
    'is written back byte for byte: %s',
    async (name) => {
      const text = recorded(name);
      const program = await programFromJson(text);
      expect(program.toProgramFile()).toBe(text);
    },
  );

  it.each(['golden1', 'tiny'])('gives the variables file that Python wrote beside it: %s', async (name) => {
    const program = await programFromJson(recorded(`${name}.program`));
    expect(program.toVariablesFile()).toBe(recorded(`${name}.variables`));
  });

  it('gets no description that it did not have, and keeps one that it had', async () => {
    const text = recorded('tiny.program');
    expect(text).not.toContain('directed graph');
    const described = text.replace('"name": "tiny",', '"name": "tiny",\n    "description": "Answers.",');
    const program = await programFromJson(described);
    expect(program.description).toBe('Answers.');
    expect(program.toProgramFile()).toContain('"description": "Answers."');
  });

  it('names another language model only when it was given one', async () => {
    const program = await programFromJson(recorded('tiny.program'), { languageModel: new NgramModel() });
    expect(program.toProgramFile()).toContain('"model": "tidemark/ngram"');
    expect(program.toProgramFile()).not.toContain('ollama');
  });

  it('may have each of its language models made by a function of what it says of it', async () => {
    const seen: unknown[] = [];
    await programFromJson(recorded('tiny.program'), {
      languageModel: ({ model }) => {
        seen.push(model);
        return new NgramModel();
      },
    });
    expect(new Set(seen)).toEqual(new Set(['ollama_chat/mistral']));
  });

  it('keeps what it says of compiling when it is loaded uncompiled', async () => {
    const text = recorded('tiny.program');
    const program = await programFromJson(text, { compile: false });
    expect(program.trainer).toBeNull();
    expect(program.toProgramFile()).toBe(text);
    await expect(program.fit([], [])).rejects.toMatchObject({ code: 'not-compiled' });
  });

  it('keeps an optimizer that is not known here, and refuses to train with it', async () => {
    const text = recorded('tiny.program').replace('"class_name": "RandomFewShot"', '"class_name": "Unheard"');
    const program = await programFromJson(text);
    expect(program.toProgramFile()).toBe(text);
    await expect(program.fit([], [])).rejects.toThrow(/Unheard/);
  });
});
