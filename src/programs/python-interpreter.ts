import { Environment, Interpreter } from '@huggingface/jinja';
import type { parse } from '@huggingface/jinja';
import type { PromptValues } from './prompt-template.ts';
import { TemplateArguments } from './template-arguments.ts';
import { applyFilter } from './template-filters.ts';
import { attributeOf } from './template-list-filters.ts';
import { callMethod } from './template-methods.ts';
import { compare, compute, isComparison } from './template-operators.ts';
import { applyTest } from './template-tests.ts';
import {
  elementsOf,
  templateList,
  templateTuple,
  templateUndefined,
  templateValue,
  textOf,
} from './template-values.ts';
import type { TemplateValue } from './template-values.ts';

type Template = ReturnType<typeof parse>;
type Statement = Template['body'][number];

/** A statement as far as it matters here; which fields it has depends on its type. */
interface AnyStatement extends Statement {
  readonly body?: readonly Statement[];
  readonly alternate?: readonly Statement[];
  readonly defaultBlock?: readonly Statement[];
  /** What a loop goes through; with a condition, its `lhs`. */
  readonly iterable?: AnyStatement;
  readonly lhs?: Statement;
}

interface NamedNode extends Statement {
  readonly value?: string;
  readonly callee?: NamedNode;
  readonly args?: readonly ArgumentNode[];
}

interface ArgumentNode extends Statement {
  readonly key?: { readonly value: string };
  readonly value?: Statement;
}

interface FilterNode extends Statement {
  readonly operand?: Statement;
  readonly filter: NamedNode;
  readonly body?: readonly Statement[];
}

interface BinaryNode extends Statement {
  readonly operator: { readonly value: string };
  readonly left: Statement;
  readonly right: Statement;
}

interface MemberNode extends Statement {
  readonly object: Statement & { readonly value?: string };
  readonly property: Statement & { readonly value?: unknown };
  readonly computed: boolean;
}

/** Statements that print nothing, whatever they evaluate to. */
const SILENT = new Set(['Set', 'SetStatement', 'Macro', 'Comment', 'Break', 'Continue']);

/** Of a dictionary Python finds its methods first where a name stands behind a point. */
const DICTIONARY_METHODS = new Set<unknown>(['items', 'keys', 'values', 'get']);

/** Renders templates as Python does, where the library would print, compare or filter as JavaScript does. */
export class PythonInterpreter extends Interpreter {
  readonly #printed = new Set<Statement>();
  readonly #iterated = new Set<Statement>();

  constructor(variables: PromptValues) {
    const environment = new Environment();
    super(environment);
    environment.set('range', range);
    for (const [name, value] of variables.variables ?? [])
      environment.setVariable(name, templateValue(value));
    const examples = variables.examples.map((pair) => templateTuple(pair.map(templateValue)));
    environment.setVariable('instructions', templateValue(variables.instructions));
    environment.setVariable('inputs_schema', templateValue(variables.inputs_schema));
    environment.setVariable('outputs_schema', templateValue(variables.outputs_schema));
    environment.setVariable('examples', templateList(examples));
    for (const [name, constant] of [
      ['None', null],
      ['none', null],
      ['True', true],
      ['true', true],
      ['False', false],
      ['false', false],
    ] as const) {
      environment.setVariable(name, templateValue(constant));
    }
  }

  render(template: Template): string {
    this.#mark(template.body);
    return textOf(this.run(template));
  }

  override evaluate(statement: Statement | undefined, environment: Environment): TemplateValue {
    const value = statement ? this.#evaluate(statement, environment) : templateUndefined();
    if (statement && this.#iterated.has(statement)) return templateList(elementsOf(value));
    return statement && this.#printed.has(statement) ? templateValue(textOf(value)) : value;
  }

  #evaluate(statement: Statement, environment: Environment): TemplateValue {
    switch (statement.type) {
      case 'FilterExpression':
      case 'FilterStatement':
        return this.#filter(statement as FilterNode, environment);
      case 'BinaryExpression':
        return this.#binary(statement as BinaryNode, environment);
      case 'TestExpression':
        return this.#test(statement, environment);
      case 'MemberExpression':
        return this.#member(statement as MemberNode, environment);
      case 'CallExpression':
        return this.#call(statement as NamedNode, environment);
      case 'TupleLiteral':
        return templateTuple(elementsOf(super.evaluate(statement, environment)));
      default:
        return super.evaluate(statement, environment);
    }
  }

  #filter({ operand, filter, body }: FilterNode, environment: Environment): TemplateValue {
    const name = filter.callee?.value ?? filter.value ?? '';
    const input = operand ?? ({ type: 'Program', body } as unknown as Statement);
    const given = this.#arguments(filter.args ?? [], environment);
    return applyFilter(name, this.evaluate(input, environment), given);
  }

  #arguments(nodes: readonly ArgumentNode[], environment: Environment): TemplateArguments {
    const named = nodes.filter(({ type }) => type === 'KeywordArgumentExpression');
    const placed = nodes.filter((node) => !named.includes(node));
    return new TemplateArguments(
      placed.map((node) => this.evaluate(node, environment)),
      new Map(named.map(({ key, value }) => [key?.value ?? '', this.evaluate(value, environment)])),
    );
  }

  #binary(node: BinaryNode, environment: Environment): TemplateValue {
    const operator = node.operator.value;
    if (operator === 'and' || operator === 'or') return super.evaluate(node, environment);
    if (isComparison(operator)) return templateValue(this.#chain(node, environment) !== null);
    const [left, right] = [node.left, node.right].map((side) => this.evaluate(side, environment));
    if (!left || !right) return templateUndefined();
    return operator === '~' ? templateValue(textOf(left) + textOf(right)) : compute(operator, left, right);
  }

  /** Comparisons in a row, as in `1 < n < 5`: the value on the right while all hold, and else null. */
  #chain({ operator, left, right }: BinaryNode, environment: Environment): TemplateValue | null {
    const isRow = left.type === 'BinaryExpression' && isComparison((left as BinaryNode).operator.value);
    const before = isRow ? this.#chain(left as BinaryNode, environment) : this.evaluate(left, environment);
    if (before === null) return null;
    const after = this.evaluate(right, environment);
    return compare(operator.value, before, after) ? after : null;
  }

  #test(statement: Statement, environment: Environment): TemplateValue {
    const { operand, negate, test } = statement as Statement & {
      readonly operand: Statement;
      readonly negate: boolean;
      readonly test: { readonly value: string };
    };
    const answer = applyTest(test.value, this.evaluate(operand, environment), new TemplateArguments());
    return answer === null ? super.evaluate(statement, environment) : templateValue(answer !== negate);
  }

  #member(node: MemberNode, environment: Environment): TemplateValue {
    const object = this.evaluate(node.object, environment);
    if (object.type === 'UndefinedValue') throw new TypeError('what is undefined has no attributes');
    const { value: name } = node.property;
    if (!node.computed && object.type === 'ObjectValue' && DICTIONARY_METHODS.has(name)) {
      return object.builtins.get(String(name)) ?? templateUndefined();
    }
    const isPlace = object.type === 'StringValue' && node.property.type === 'IntegerLiteral';
    return isPlace
      ? (elementsOf(object).at(Number(name)) ?? templateUndefined())
      : super.evaluate(node, environment);
  }

  #call(node: NamedNode, environment: Environment): TemplateValue {
    const callee = node.callee as unknown as MemberNode | undefined;
    if (callee?.type !== 'MemberExpression' || callee.computed) return super.evaluate(node, environment);
    const method = String(callee.property.value);
    if (method === 'cycle' && callee.object.value === 'loop') return this.#cycle(node, environment);
    const object = this.evaluate(callee.object, environment);
    const given = this.#arguments(node.args ?? [], environment);
    return callMethod(object, method, given) ?? super.evaluate(node, environment);
  }

  #cycle({ args = [] }: NamedNode, environment: Environment): TemplateValue {
    const index = Number(attributeOf(templateValue('index0'))(environment.lookupVariable('loop')).value);
    return this.evaluate(args[index % args.length], environment);
  }

  #mark(statements: readonly Statement[]): void {
    for (const statement of statements as readonly AnyStatement[]) {
      if (!SILENT.has(statement.type)) this.#printed.add(statement);
      if (statement.iterable) this.#iterated.add(statement.iterable.lhs ?? statement.iterable);
      for (const block of [statement.body, statement.alternate, statement.defaultBlock]) {
        if (Array.isArray(block)) this.#mark(block);
      }
    }
  }
}

const LONGEST_RANGE = 10_000;

/** Python's `range`, kept short: a template is data, and may come from anywhere. */
function range(from: number, to?: number, step = 1): readonly number[] {
  const [start, stop] = to === undefined ? [0, from] : [from, to];
  const length = Math.max(0, Math.ceil((stop - start) / step));
  if (length <= LONGEST_RANGE) return Array.from({ length }, (_, index) => start + index * step);
  throw new RangeError(`range() would give ${length} numbers. Expected at most ${LONGEST_RANGE}`);
}
