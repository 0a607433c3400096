import { describe, expect, it } from 'vitest';
import { dataModel } from '../../../src/index.ts';
import { fieldNames, guessChoices, makeTask } from '../../../src/demo/own-task.ts';
import type { ColumnChoice, OwnTask } from '../../../src/demo/own-task.ts';
import { readTable } from '../../../src/demo/read-table.ts';
import { limits } from '../../../src/demo/table.ts';

const read = (text: BlobPart): ReturnType<typeof readTable> => readTable(new Blob([text]));

describe('a file', () => {
  it.each([
    ['CSV', 'text,label\n"a, b",x\n"c ""d""",y\n'],
    ['CSV with semicolons', '\uFEFFtext;label\r\n"a, b";x\r\n"c ""d""";y\r\n\r\n'],
    ['JSON', '[{"text": "a, b", "label": "x"}, {"label": "y", "text": "c \\"d\\""}]'],
    [
      'JSON with the list in it',
      '{"about": 1, "data": [{"text": "a, b", "label": "x"}, {"text": "c \\"d\\"", "label": "y"}]}',
    ],
    ['JSON Lines', '{"text": "a, b", "label": "x"}\n\n{"text": "c \\"d\\"", "label": "y"}\n'],
  ])('is read as %s', async (_, text) => {
    expect(await read(text)).toEqual({
      columns: ['text', 'label'],
      rows: [
        ['a, b', 'x'],
        ['c "d"', 'y'],
      ],
    });
  });

  it.each([
    ['an empty one', '  \n', 'The file is empty.'],
    ['a binary one', new Uint8Array([0x89, 0x50, 0xff, 0, 1]), 'no text in UTF-8'],
    ['text with zero bytes', 'a,b\n\0,2', 'no text in UTF-8'],
    ['a ragged one', 'a,b\n1,2\n3,4,5\n', 'Row 3 has 3 cells, and the heading 2.'],
    ['an open quotation mark', 'a,b\n"1,2\n3,4\n', 'A quotation mark does not close'],
    ['one column', 'a\n1\n', 'has 1 column.'],
    ['a heading alone', 'a,b\n', 'has no rows'],
    ['an empty list', '[]', 'has no rows'],
    ['entries without a column', '[{}, {}]', 'has 0 columns'],
    ['broken JSON', '[{"a": 1},', 'Line 1 is no JSON.'],
    ['JSON of numbers', '[1, 2]', 'Entry 1 is no object.'],
    ['a cell of a megabyte', `a,b\n1,${'x'.repeat(1_000_000)}`, 'Row 2 holds 1000000 characters under “b”.'],
    ['too many rows', `a,b\n${'1,2\n'.repeat(limits.rows + 5)}`, `more than ${limits.rows} rows`],
    ['too many columns', `${'a,'.repeat(300)}b\n${'1,'.repeat(300)}1\n`, '301 columns'],
  ])('is refused with a reason: %s', async (_, text, reason) => {
    await expect(read(text)).rejects.toThrow(reason);
  });

  it('has a name for each column, where its heading leaves one out or has one twice', async () => {
    const { columns } = await read('a,, a ,b\n1,2,3,4\n');
    expect(columns).toEqual(['a', 'Column 2', 'a (2)', 'b']);
  });

  it('holds whole characters alone, whatever JSON spells', async () => {
    const { columns, rows } = await read('[{"a\\ud83d": "b\\ude00", "c": "\\ud83d\\ude00"}]');
    expect(columns).toEqual(['a\uFFFD', 'c']);
    expect(rows).toEqual([['b\uFFFD', '\u{1F600}']]);
  });

  it('is refused for its size before it is read', async () => {
    const huge = {
      size: limits.bytes + 1,
      arrayBuffer: () => Promise.reject(new Error('read')),
    } as unknown as Blob;
    await expect(readTable(huge)).rejects.toThrow('Up to 32 MB can be used');
  });

  it('may call its columns what it likes, a prototype’s names included', async () => {
    const { columns, rows } = await read('[{"__proto__": "a", "constructor": "b", "toString": 1}]');
    expect(columns).toEqual(['__proto__', 'constructor', 'toString']);
    expect(rows).toEqual([['a', 'b', '1']]);
    const names = fieldNames([...columns, 'Größe (cm)', 'grösse', 'A b', 'a-b', '', '2nd']);
    expect(names).toEqual([
      'proto',
      'column_constructor',
      'tostring',
      'größe_cm',
      'grösse',
      'a_b',
      'a_b_2',
      'column_8',
      'column_2nd',
    ]);
    const properties = Object.fromEntries(names.map((name) => [name, { type: 'string' }]));
    const row = Object.fromEntries(names.map((name) => [name, 'x']));
    expect(dataModel({ title: 'Row', properties }).toJson(row).size).toBe(names.length);
    expect(({} as { a?: unknown }).a).toBeUndefined();
  });
});

describe('the guess', () => {
  it('tells texts, labels, numbers and booleans apart, and what is to be answered', async () => {
    const rows = Array.from(
      { length: 20 },
      (_, index) => `${index},some text ${index},${index % 2 ? 'spam' : 'ham'},${index * 1.5},yes`,
    );
    const table = await read(['id,message,category,score,urgent', ...rows].join('\n'));
    expect(guessChoices(table)).toEqual([
      { role: 'none', type: 'number' },
      { role: 'input', type: 'text' },
      { role: 'output', type: 'label' },
      { role: 'none', type: 'number' },
      { role: 'none', type: 'boolean' },
    ]);
  });
});

it('takes the column with the fewest different labels for the answer, wherever it stands, but none that is always the same', async () => {
  const rows = Array.from(
    { length: 40 },
    (_, index) => `review ${index},${index % 2 ? 'good' : 'bad'},2026-01-${10 + (index % 9)},web`,
  );
  const table = await read(['review,verdict,date,source', ...rows].join('\n'));
  expect(guessChoices(table).map(({ role }) => role)).toEqual(['input', 'output', 'none', 'none']);
});

it('takes numbers that come again and again for labels where they are the answer, and only there', async () => {
  const rows = Array.from({ length: 20 }, (_, index) => `${index % 3},review ${index},${index % 5}`);
  const table = await read(['shop,review,stars', ...rows].join('\n'));
  expect(guessChoices(table)).toEqual([
    { role: 'none', type: 'number' },
    { role: 'input', type: 'text' },
    { role: 'output', type: 'label' },
  ]);
});

const choices: readonly ColumnChoice[] = [
  { role: 'input', type: 'text' },
  { role: 'output', type: 'label' },
];

function taskOf(rows: readonly (readonly string[])[], chosen = choices): OwnTask {
  return makeTask('task', { columns: ['text', 'label'], rows }, chosen);
}

describe('a task', () => {
  const rows = Array.from({ length: 50 }, (_, index) => [`text ${index}`, index % 2 ? 'odd' : 'even']);
  const textsOf = (pairs: OwnTask['train']): readonly unknown[] =>
    pairs.map(([x]) => String(x['text']).toLowerCase());

  it('deals examples to three splits, each once, always in the same way', () => {
    const task = taskOf(rows);
    expect([task.train.length, task.validation.length, task.test.length]).toEqual([30, 10, 10]);
    const all = [task.train, task.validation, task.test].flatMap(textsOf);
    expect(all.toSorted()).toEqual(rows.map(([text]) => text).toSorted());
    expect(all).not.toEqual(rows.map(([text]) => text));
    expect(taskOf(rows)).toEqual(task);
    expect(task.outputs[0]?.labels).toEqual(['even', 'odd']);
  });

  it('deals each answer its share of every split, in whatever order the file has them', () => {
    const { train, validation, test } = taskOf(
      rows.toSorted(([, one = ''], [, other = '']) => (one < other ? -1 : 1)),
    );
    const oddOnes = (pairs: OwnTask['train']): number => pairs.filter(([, y]) => y['label'] === 'odd').length;
    expect([train, validation, test].map(oddOnes)).toEqual([15, 5, 5]);
  });

  it('keeps rows that read alike in one split', () => {
    const doubled = rows.flatMap(([text = '', label = '']) => [
      [text, label],
      [` ${text.toUpperCase()}  `, label],
    ]);
    const { train, validation, test } = taskOf(doubled);
    const judged = new Set([...textsOf(validation), ...textsOf(test)].map((text) => String(text).trim()));
    expect(textsOf(train).filter((text) => judged.has(String(text).trim()))).toEqual([]);
    expect(train.length + validation.length + test.length).toBe(100);
  });

  it('leaves out rows that lack a value, and counts them', () => {
    const { leftOut, train, validation, test } = taskOf([...rows, ['', 'odd'], ['more', ' ']]);
    expect(leftOut).toBe(2);
    expect(train.length + validation.length + test.length).toBe(50);
  });

  it.each([
    [rows.slice(0, 4), choices, 'It takes at least 5'],
    [rows, choices.slice(1).concat(choices.slice(1)), 'No column is an input.'],
    [rows, choices.slice(0, 1).concat(choices.slice(0, 1)), 'No column is an output.'],
    [
      rows,
      [choices[0], { role: 'output', type: 'number' }],
      'Row 2 has “even” under “label”, which is no number.',
    ],
    [rows, [choices[0], { role: 'output', type: 'boolean' }], 'which is no boolean'],
    [rows.map(([text = '']) => [text, 'even']), choices, 'Every row has the same answer'],
  ] as const)('says why it cannot be made (%#)', (some, chosen, reason) => {
    expect(() => taskOf(some, chosen as readonly ColumnChoice[])).toThrow(reason);
  });
});
