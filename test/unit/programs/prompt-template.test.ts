import { describe, expect, it } from 'vitest';
import { renderPrompt } from '../../../src/programs/prompt-template.ts';
import { parseJson } from '../../../src/python/json-text.ts';

const values = {
  instructions: 'Do it.',
  inputs_schema: null,
  outputs_schema: null,
  examples: [
    [
      parseJson('{"text": "it\'s", "n": 5, "f": 5.0, "none": null, "yes": true}'),
      parseJson('{"tags": ["a", 1.5]}'),
    ],
  ],
} as const;

const render = (template: string): string => renderPrompt(template, values);

describe('a prompt template', () => {
  it.each([
    ['{{ examples[0][0] }}', `{'text': "it's", 'n': 5, 'f': 5.0, 'none': None, 'yes': True}`],
    [
      '{{ examples[0] }}',
      `({'text': "it's", 'n': 5, 'f': 5.0, 'none': None, 'yes': True}, {'tags': ['a', 1.5]})`,
    ],
    ['{{ examples[0][0].f }} {{ examples[0][0]["none"] }} {{ examples[0][0].nothing }}|', '5.0 None |'],
    ['{{ none }}{{ True }}{{ false }}{{ 3 / 2 }}{{ 4 / 2 }}', 'NoneTrueFalse1.52.0'],
    ['{{ "n=" ~ examples[0][0].f ~ examples[0][0].yes }}', 'n=5.0True'],
    ['{{ examples[0][1].tags | join("/") }} {{ examples[0][1].tags | string }}', "a/1.5 ['a', 1.5]"],
    ['{{ [true, none, 1.0] | join(", ") }}', 'True, None, 1.0'],
    ['{% for key, value in examples[0][1].items() %}{{ key }}={{ value }}{% endfor %}', "tags=['a', 1.5]"],
    ['{% for i in range(3) %}{{ i }}{% endfor %}', '012'],
    ['{% if not inputs_schema %}none{% endif %}', 'none'],
    ['{{ "a<b" | e }}', 'a&lt;b'],
  ])('shows values as Python does: %s', (template, text) => {
    expect(render(template)).toBe(text);
  });

  it('writes JSON as Jinja2 does: sorted, ASCII, and safe in a page', () => {
    expect(render('{{ examples[0][0] | tojson }}')).toBe(
      '{"f": 5.0, "n": 5, "none": null, "text": "it\\u0027s", "yes": true}',
    );
  });

  it.each([
    ['a\r\nb\r\n', 'a\nb'],
    ['a\n\n', 'a\n'],
    ['{% if true %}\n x\n{% endif %}\n', '\n x\n'],
    ['a {%- if true %} b {% endif -%} c', 'a b c'],
    ['{% raw %}{{ x }} "q" \\{% endraw %}', '{{ x }} "q" \\'],
    ['a {%- raw -%} {{ x }} {%- endraw -%} b', 'a{{ x }}b'],
    ['a{# note #}b', 'ab'],
  ])('keeps white space as Jinja2 does: %j', (template, text) => {
    expect(render(template)).toBe(text);
  });

  it.each(['{% if %}', '{{ unclosed', '{{ range(100000000) }}', '{{ instructions.upper( }}'])(
    'is refused when it cannot be read or rendered: %s',
    (template) => {
      expect(() => render(template)).toThrow(expect.objectContaining({ code: 'bad-template' }));
    },
  );
});
