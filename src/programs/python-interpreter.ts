import { Environment, Interpreter } from '@huggingface/jinja';
import type { parse } from '@huggingface/jinja';
import type { PromptValues } from './prompt-template.ts';
import { pythonJson } from './python-json.ts';
import { isList, itemsOf } from './template-values.ts';
import type { TemplateValue, TemplateValues } from './template-values.ts';

type Template = ReturnType<typeof parse>;
type Statement = Template['body'][number];

/** A statement as far as it matters here; which fields it has depends on its type. */
interface AnyStatement extends Statement {
  readonly body?: readonly Statement[];
  readonly alternate?: readonly Statement[];
  readonly defaultBlock?: readonly Statement[];
}

interface FilterNode extends Statement {
  readonly operand: Statement;
  readonly filter: Statement & {
    readonly value?: string;
    readonly callee?: Statement & { readonly value?: string };
    readonly args?: readonly Statement[];
  };
}

interface BinaryNode extends Statement {
  readonly operator: { readonly value: string };
  readonly left: Statement;
  readonly right: Statement;
}

/** Statements that print nothing, whatever they evaluate to. */
const SILENT = new Set(['Set', 'SetStatement', 'Macro', 'Comment', 'Break', 'Continue']);

/** Renders templates with Python's text of values, where the library would print JavaScript's. */
export class PythonInterpreter extends Interpreter {
  readonly #values: TemplateValues;
  readonly #printed = new Set<Statement>();

  constructor(values: TemplateValues, variables: PromptValues) {
    const environment = new Environment();
    super(environment);
    this.#values = values;
    const examples = variables.examples.map((pair) => values.tuple(pair.map((side) => values.of(side))));
    environment.setVariable('instructions', values.of(variables.instructions));
    environment.setVariable('inputs_schema', values.of(variables.inputs_schema));
    environment.setVariable('outputs_schema', values.of(variables.outputs_schema));
    environment.set('range', range);
    environment.setVariable('examples', values.list(examples));
    for (const [name, constant] of [
      ['None', null],
      ['none', null],
      ['True', true],
      ['true', true],
      ['False', false],
      ['false', false],
    ] as const) {
      environment.setVariable(name, values.of(constant));
    }
  }

  render(template: Template): string {
    this.#markPrinted(template.body);
    return this.#values.text(this.run(template));
  }

  override evaluate(statement: Statement | undefined, environment: Environment): TemplateValue {
    const value = this.#evaluateAsPython(statement, environment);
    return statement && this.#printed.has(statement) ? this.#values.of(this.#values.text(value)) : value;
  }

  #evaluateAsPython(statement: Statement | undefined, environment: Environment): TemplateValue {
    if (statement?.type === 'FilterExpression') {
      const filtered = this.#filter(statement as FilterNode, environment);
      if (filtered !== null) return this.#values.of(filtered);
    }
    if (statement?.type === 'BinaryExpression' && (statement as BinaryNode).operator.value === '~') {
      const { left, right } = statement as BinaryNode;
      return this.#values.of(this.#textOf(left, environment) + this.#textOf(right, environment));
    }
    return super.evaluate(statement, environment);
  }

  #textOf(statement: Statement, environment: Environment): string {
    return this.#values.text(this.evaluate(statement, environment));
  }

  /** The filters whose text differs; null for all others, which the library applies. */
  #filter({ operand, filter }: FilterNode, environment: Environment): string | null {
    const name = filter.callee?.value ?? filter.value;
    const [first] = filter.args ?? [];
    if (name === 'tojson' && first === undefined) {
      return htmlSafe(
        pythonJson(this.#values.toJson(this.evaluate(operand, environment)), { sortKeys: true }),
      );
    }
    if (name === 'string') return this.#textOf(operand, environment);
    if (name === 'e' || name === 'escape') return escapeHtml(this.#textOf(operand, environment));
    if (name !== 'join' || first?.type === 'KeywordArgumentExpression') return null;
    const list = this.evaluate(operand, environment);
    if (!isList(list)) return null;
    const separator = first === undefined ? '' : this.#textOf(first, environment);
    return itemsOf(list)
      .map((item) => this.#values.text(item))
      .join(separator);
  }

  #markPrinted(statements: readonly Statement[]): void {
    for (const statement of statements as readonly AnyStatement[]) {
      if (!SILENT.has(statement.type)) this.#printed.add(statement);
      for (const block of [statement.body, statement.alternate, statement.defaultBlock]) {
        if (Array.isArray(block)) this.#markPrinted(block);
      }
    }
  }
}

/** What Jinja2's `tojson` replaces, so that the text is safe in a page. */
function htmlSafe(json: string): string {
  return json.replace(
    /[&<>']/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  "'": '&#39;',
  '"': '&#34;',
};

const escapeHtml = (text: string): string =>
  text.replace(/[&<>'"]/g, (character) => ENTITIES[character] ?? character);

const LONGEST_RANGE = 10_000;

/** Python's `range`, kept short: a template is data, and may come from anywhere. */
function range(from: number, to?: number, step = 1): readonly number[] {
  const [start, stop] = to === undefined ? [0, from] : [from, to];
  const length = Math.max(0, Math.ceil((stop - start) / step));
  if (length <= LONGEST_RANGE) return Array.from({ length }, (_, index) => start + index * step);
  throw new RangeError(`range() would give ${length} numbers. Expected at most ${LONGEST_RANGE}`);
}
