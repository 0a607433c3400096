import { Environment, Interpreter, parse, tokenize } from '@huggingface/jinja';
import { ProgramError } from '../base/errors.ts';

/** The default prompt of a Generator, character by character that of Synalinks 0.9. */
export const DEFAULT_PROMPT_TEMPLATE = `<instructions>
{{ instructions }}
</instructions>
{% if inputs_schema %}
<input_schema>
{{ inputs_schema }}
</input_schema>
{% endif %}{% if outputs_schema %}
<output_schema>
{{ outputs_schema }}
</output_schema>
{% endif %}{% if examples %}
<examples>
{% for example in examples %}
<example>
<input>
{{ example[0] }}
</input>
<output>
{{ example[1] }}
</output>
</example>
{% endfor %}
</examples>
{% endif %}`;

/** What a prompt template can show: every value already in Python's text. */
export interface PromptValues {
  readonly instructions: string;
  readonly inputs_schema: string | null;
  readonly outputs_schema: string | null;
  /** `[inputs, outputs]` of each example. */
  readonly examples: readonly (readonly [string, string])[];
}

type Template = ReturnType<typeof parse>;

const parsed = new Map<string, Template>();

/**
 * Renders a Jinja2 template as Python's Jinja2 does by default: blocks are not trimmed, nothing is escaped, and one
 * final newline of the template is dropped.
 *
 * @throws ProgramError `bad-template` when the template cannot be read or rendered
 */
export function renderPrompt(template: string, values: PromptValues): string {
  try {
    const environment = new Environment();
    for (const [name, value] of Object.entries(values)) environment.set(name, value);
    return new Interpreter(environment).run(parseTemplate(template)).toString();
  } catch (cause) {
    throw new ProgramError(
      'bad-template',
      `The prompt template cannot be rendered: ${cause instanceof Error ? cause.message : String(cause)}. ` +
        'Expected a Jinja2 template of `instructions`, `inputs_schema`, `outputs_schema` and `examples`.',
      { cause },
    );
  }
}

function parseTemplate(template: string): Template {
  const known = parsed.get(template);
  if (known) return known;
  const normal = template.replace(/\r\n?/g, '\n').replace(/\n$/, '');
  const program = parse(tokenize(normal, { lstrip_blocks: false, trim_blocks: false }));
  if (parsed.size >= 100) parsed.clear();
  parsed.set(template, program);
  return program;
}
