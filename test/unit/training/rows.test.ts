import { describe, expect, it } from 'vitest';
import { Concat, Input, Program } from '../../../src/index.ts';
import type { Row } from '../../../src/index.ts';
import { makeSorter, Word } from '../../helpers/word-sorter.ts';

/** A program that puts two words side by side. */
async function makePair(form: 'list' | 'record'): Promise<Program> {
  const [left, right] = [Input(Word), Input(Word)];
  const outputs = await new Concat().call([left, right]);
  return new Program({ inputs: form === 'list' ? [left, right] : { left, right }, outputs });
}

const row = (word: string): { readonly word: string } => ({ word });

describe('rows of a program with several inputs', () => {
  it('go by position in a list, and by name in a record, in whatever order', async () => {
    const expected = [{ word: 'sun', word_1: 'moon' }];
    const [list, record] = [await makePair('list'), await makePair('record')];
    expect(await list.predict([[row('sun'), row('moon')]])).toEqual(expected);
    expect(await record.predict([{ left: row('sun'), right: row('moon') }])).toEqual(expected);
    expect(await record.predict([{ right: row('moon'), left: row('sun') }])).toEqual(expected);
    const exact = new Map([
      ['right', new Map([['word', 'moon']])],
      ['left', new Map([['word', 'sun']])],
    ]);
    expect(await record.predict([exact])).toEqual(expected);
  });

  it.each<[string, 'list' | 'record', Row, string]>([
    ['fewer', 'list', [row('sun')], 'a list of 2 rows. Received a list of 1'],
    ['more', 'list', [row('sun'), row('moon'), row('star')], 'a list of 2 rows. Received a list of 3'],
    ['names', 'list', { left: row('sun'), right: row('moon') }, 'a list of 2 rows. Received left, right'],
    ['a missing name', 'record', { left: row('sun') }, 'rows for left, right. Received left'],
    ['a wrong name', 'record', { left: row('sun'), rite: row('moon') }, 'Received left, rite'],
    ['no names', 'record', [row('sun'), row('moon')], 'Received a list of 2'],
  ])('are refused when they are %s', async (_what, form, wrong, words) => {
    const program = await makePair(form);
    await expect(program.predict([wrong])).rejects.toMatchObject({
      code: 'bad-row',
      message: expect.stringContaining(words),
      details: { row: 0, side: 'x' },
    });
  });
});

describe('rows that are not there', () => {
  it('are refused as targets, too', async () => {
    const program = await makeSorter();
    const x = [{ word: 'apple' }, { word: 'saw' }];
    const y = [{ kind: 'fruit' }, null] as unknown as Row[];
    await expect(program.evaluate(x, y)).rejects.toMatchObject({
      code: 'bad-row',
      details: { row: 1, side: 'y' },
    });
  });
});
