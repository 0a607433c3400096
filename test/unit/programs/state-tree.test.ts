import { describe, expect, it } from 'vitest';
import { applyState, planState, stateTree } from '../../../src/programs/state-tree.ts';
import { Variable } from '../../../src/programs/variable.ts';
import { formatJson } from '../../../src/python/format-json.ts';
import { json } from '../../helpers/model.ts';

const variable = (scope: string, value = '{"instructions": "old", "examples": []}'): Variable =>
  new Variable({ scope, name: `state_${scope.replace('/', '_')}`, schema: new Map(), value: json(value) });

describe('a state tree', () => {
  it('nests values by section, scope and name, in the order of the variables', () => {
    const tree = stateTree({
      trainable_variables: [variable('b', '{"x": 1}'), variable('a/c', '{"y": 2.0}')],
      non_trainable_variables: [],
      metrics_variables: [],
    });
    expect(formatJson(tree)).toBe(
      '{"trainable_variables":{"b":{"state_b":{"x":1}},"a":{"c":{"state_a_c":{"y":2.0}}}},' +
        '"non_trainable_variables":{},"metrics_variables":{}}',
    );
  });

  it('cannot be made of two variables with one path', () => {
    expect(() => stateTree({ trainable_variables: [variable('a'), variable('a')] })).toThrow(
      /found twice in the program: 'a\/state_a'/,
    );
  });
});

describe('a variable whose path leads through another one', () => {
  const outer = (): Variable =>
    new Variable({ scope: 'a', name: 'b', schema: new Map(), value: json('{"x": 1}') });
  const inner = (): Variable =>
    new Variable({ scope: 'a/b', name: 'c', schema: new Map(), value: json('{"y": 2}') });

  it.each([
    ['after', (a: Variable, b: Variable): Variable[] => [a, b]],
    ['before', (a: Variable, b: Variable): Variable[] => [b, a]],
  ])('is refused, and written into nothing: it comes %s that one', (_, ordered) => {
    const [a, b] = [outer(), inner()];
    expect(() => stateTree({ trainable_variables: ordered(a, b) })).toThrow(
      expect.objectContaining({
        name: 'ProgramError',
        code: 'nested-path',
        details: { path: 'a/b/c', outer: 'a/b' },
      }) as Error,
    );
    expect(formatJson(a.value)).toBe('{"x":1}');
    expect(formatJson(b.value)).toBe('{"y":2}');
  });

  it('is none where a name only begins alike, or is one that objects have', () => {
    const names = ['__proto__', 'constructor', 'a', 'ab'].map((scope) => variable(scope, '{"x": 1}'));
    expect(formatJson(stateTree({ trainable_variables: names }))).toBe(
      '{"trainable_variables":{"__proto__":{"state___proto__":{"x":1}},' +
        '"constructor":{"state_constructor":{"x":1}},"a":{"state_a":{"x":1}},"ab":{"state_ab":{"x":1}}}}',
    );
  });
});

describe('planning an assignment', () => {
  const tree = (values: string): ReturnType<typeof json> => json(`{"trainable_variables": ${values}}`);

  it('says which variables get no value, and which values no variable takes', () => {
    const sections = { trainable_variables: [variable('a'), variable('b')] };
    const { report } = planState(tree('{"a": {"state_a": {}, "other": {}}, "c": {"state_c": {}}}'), sections);
    expect(report).toEqual({
      missing: ['trainable_variables/b/state_b'],
      unexpected: ['trainable_variables/a/other', 'trainable_variables/c'],
    });
  });

  it('changes nothing until it is applied', () => {
    const a = variable('a');
    const { assignments } = planState(tree('{"a": {"state_a": {"instructions": "new"}}}'), {
      trainable_variables: [a],
    });
    expect(a.get('instructions')).toBe('old');
    applyState(assignments);
    expect(a.get('instructions')).toBe('new');
  });

  it('keeps fields that the tree lacks, and takes those that hold objects, which Python loses', () => {
    const a = variable('a');
    const { assignments } = planState(
      tree('{"a": {"state_a": {"nested": {"deep": {"x": 1}}, "empty": {}}}}'),
      {
        trainable_variables: [a],
      },
    );
    applyState(assignments);
    expect(formatJson(a.value)).toBe(
      '{"instructions":"old","examples":[],"nested":{"deep":{"x":1}},"empty":{}}',
    );
  });

  it('misses no variable of a section that the tree does not have', () => {
    const { report } = planState(new Map(), { trainable_variables: [variable('a')] });
    expect(report.missing).toEqual([]);
  });

  it('takes variables that a tree may have, but need not', () => {
    const optional = variable('f1');
    const sections = { metrics_variables: [], optional: [optional] };
    expect(planState(json('{"metrics_variables": {}}'), sections).report.missing).toEqual([]);
    const found = planState(json('{"metrics_variables": {"f1": {"state_f1": {"x": 1}}}}'), sections);
    expect([...found.assignments.keys()]).toEqual([optional]);
  });

  it('takes __proto__ for a name like any other', () => {
    const sections = { trainable_variables: [variable('a')] };
    const { report } = planState(tree('{"__proto__": {"polluted": {"x": true}}}'), sections);
    expect(report.unexpected).toEqual(['trainable_variables/__proto__']);
    expect({}).not.toHaveProperty('polluted');
  });

  it.each([
    ['a list', '[1]'],
    ['an unknown section', '{"bogus": {}}'],
    ['a section that is no object', '{"trainable_variables": 3}'],
  ])('refuses %s', (_what, text) => {
    const value = text.startsWith('[') ? [1n] : json(text);
    expect(() => planState(value, {})).toThrow(expect.objectContaining({ code: 'bad-state' }));
  });
});
