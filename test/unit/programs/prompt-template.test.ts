import { describe, expect, it } from 'vitest';
import { renderPrompt } from '../../../src/programs/prompt-template.ts';
import { parseJson } from '../../../src/python/parse-json.ts';

const values = {
  instructions: 'Do it.',
  inputs_schema: null,
  outputs_schema: null,
  examples: [
    [
      parseJson('{"text": "it\'s", "n": 5, "f": 5.0, "none": null, "yes": true}'),
      parseJson('{"tags": ["a", 1.5], "items": "x"}'),
    ],
  ],
} as const;

const render = (template: string): string => renderPrompt(template, values);

describe('a prompt template', () => {
  it.each([
    ['{{ examples[0][0] }}', `{'text': "it's", 'n': 5, 'f': 5.0, 'none': None, 'yes': True}`],
    [
      '{{ examples[0] }}',
      `({'text': "it's", 'n': 5, 'f': 5.0, 'none': None, 'yes': True}, {'tags': ['a', 1.5], 'items': 'x'})`,
    ],
    ['{{ examples[0][0].f }} {{ examples[0][0]["none"] }} {{ examples[0][0].nothing }}|', '5.0 None |'],
    ['{{ none }}{{ True }}{{ false }}{{ 3 / 2 }}{{ 4 / 2 }}', 'NoneTrueFalse1.52.0'],
    ['{{ "n=" ~ examples[0][0].f ~ examples[0][0].yes }}', 'n=5.0True'],
    ['{{ examples[0][1].tags | join("/") }} {{ examples[0][1].tags | string }}', "a/1.5 ['a', 1.5]"],
    ['{{ [true, none, 1.0] | join(", ") }}', 'True, None, 1.0'],
    [
      '{% for key, value in examples[0][1].items() %}{{ key }}={{ value }} {% endfor %}',
      "tags=['a', 1.5] items=x ",
    ],
    ['{% for i in range(3) %}{{ i }}{% endfor %}', '012'],
    ['{% if not inputs_schema %}none{% endif %}', 'none'],
    ['{{ "a<b" | e }}', 'a&lt;b'],
  ])('shows values as Python does: %s', (template, text) => {
    expect(render(template)).toBe(text);
  });

  it.each([
    [
      '{{ "one-two three (x)"|title }} {{ "hELLO wORLD"|capitalize }} {{ "it\'s".title() }}',
      "One-Two Three (X) Hello world It'S",
    ],
    ['{{ "ab😀"|length }} {{ "ab😀"|reverse }} {{ "ab😀"|last }} {{ "ab😀"[2] }}', '3 😀ba 😀 😀'],
    [
      '{{ "a longer text here"|truncate(9) }}|{{ "one two"|center(10) }}|{{ "a b  c"|wordcount }}',
      'a...| one two  |3',
    ],
    ['{{ "x\n\ny"|indent(2) }}|{{ "x\ny"|indent("> ", true) }}', 'x\n\n  y|> x\n> y'],
    ['{{ "xxaxx"|trim("x") }}{{ "xxaxx".strip("x") }}{{ "aaa"|replace("a", "b", 2) }}', 'aabba'],
    [
      '{{ 2.5|round }} {{ 2.675|round(2) }} {{ 2.1|round(0, "ceil") }} {{ "3.9"|int }} {{ "x"|int(7) }} {{ "1f"|int(0, 16) }}',
      '2.0 2.67 3.0 3 7 31',
    ],
    [
      '{{ -7 // 2 }} {{ -7 % 3 }} {{ 7 / 2 }} {{ 2 ** 3 }} {{ 4 * 0.5 }} {{ "ab" * 2 }} {{ [1] * 2 + [3] }} {{ true + 1 }}',
      '-4 2 3.5 8 2.0 abab [1, 1, 3] 2',
    ],
    [
      '{{ 1 < 2 < 3 }} {{ 1 < 3 < 2 }} {{ [1, [2]] == [1, [2.0]] }} {{ "b" > "a" }} {{ "k" in {"k": 1} }} {{ 1 == true }}',
      'True False True True True True',
    ],
    [
      '{{ [3, 1, 2]|sort }} {{ ["b", "A"]|sort }} {{ [1, 2, 3]|sum }} {{ ["b", "a"]|max }} {{ []|first }} {{ [1, 1.0, 2]|unique|list }}',
      "[1, 2, 3] ['A', 'b'] 6 b  [1, 2]",
    ],
    [
      '{{ [1, 2, 3]|select("odd")|list }} {{ [1, 2]|reject(">", 1)|list }} {{ ["a"]|map("upper")|list }} {{ [{"x": 1}]|map(attribute="x")|list }}',
      "[1, 3] [1] ['A'] [1]",
    ],
    [
      '{{ [{"x": 1}, {"x": 2}]|selectattr("x", "equalto", 2)|list }} {{ {"b": 1, "a": 2}|dictsort }} {{ {"a": 1}|items|list }}',
      "[{'x': 2}] [('a', 2), ('b', 1)] [('a', 1)]",
    ],
    [
      '{{ [1, 2, 3]|batch(2, "-")|list }} {{ [1, 2, 3]|slice(2)|list }} {{ [{"t": "b"}, {"t": "a"}]|groupby("t")|list }}',
      "[[1, 2], [3, '-']] [[1, 2], [3]] [('a', [{'t': 'a'}]), ('b', [{'t': 'b'}])]",
    ],
    [
      '{% for c in "ab" %}{{ c }}{{ loop.cycle("/", "|") }}{% endfor %}{% for x in missing %}x{% else %}none{% endfor %}',
      'a/b|none',
    ],
    [
      '{{ examples[0][1].items() }} {{ examples[0][1]["items"] }} {{ {"a": 1}.keys() }}',
      "dict_items([('tags', ['a', 1.5]), ('items', 'x')]) x dict_keys(['a'])",
    ],
    ['{{ {"b": [1, {}], "a": 1}|tojson(indent=2) }}', '{\n  "a": 1,\n  "b": [\n    1,\n    {}\n  ]\n}'],
    ['{% filter upper %}a {{ instructions }}{% endfilter %} {{ ", ".join(["a", "b"]) }}', 'A DO IT. a, b'],
    [
      '{{ missing|default("d") }} {{ ""|d("e", true) }} {{ missing is undefined }} {{ 4 is even }} {{ "A" is upper }} {{ [] is sequence }}',
      'd e True True True True',
    ],
  ])('filters, compares and computes as Jinja2 does: %s', (template, text) => {
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

  it.each([
    '{% if %}',
    '{{ unclosed',
    '{{ range(100000000) }}',
    '{{ instructions.upper( }}',
    '{{ missing.name }}',
    '{{ 1 / 0 }}',
    '{{ "a" + 1 }}',
    '{{ 1|nothing }}',
    '{{ "a" * 100000 }}',
  ])('is refused when it cannot be read or rendered: %s', (template) => {
    expect(() => render(template)).toThrow(expect.objectContaining({ code: 'bad-template' }));
  });
});
