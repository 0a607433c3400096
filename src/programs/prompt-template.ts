import { parse, tokenize } from '@huggingface/jinja';
import { ProgramError } from '../base/errors.ts';
import { messageOf } from '../base/message-of.ts';
import type { JsonObject, JsonValue } from '../python/json-value.ts';
import { PythonInterpreter } from './python-interpreter.ts';

/** What a prompt template can show. */
export interface PromptValues {
  readonly instructions: JsonValue;
  readonly inputs_schema: JsonValue;
  readonly outputs_schema: JsonValue;
  /** `[inputs, outputs]` of each example, tuples in the template. */
  readonly examples: readonly (readonly [JsonValue, JsonValue])[];
  /** Others, by name; the ones above win. @default none */
  readonly variables?: JsonObject;
}

type Template = ReturnType<typeof parse>;

const REMEMBERED = 100;
const parsed = new Map<string, Template>();

/**
 * Renders a Jinja2 template as Python's Jinja2 does by default: blocks are not trimmed, nothing is escaped, one final
 * newline of the template is dropped, and values have Python's text.
 *
 * @throws ProgramError `bad-template` when the template cannot be read or rendered
 */
export function renderPrompt(template: string, values: PromptValues): string {
  try {
    return new PythonInterpreter(values).render(parseTemplate(template));
  } catch (cause) {
    throw new ProgramError(
      'bad-template',
      `The prompt template cannot be rendered: ${messageOf(cause)}. ` +
        'Expected a Jinja2 template of `instructions`, `inputs_schema`, `outputs_schema` and `examples`.',
      { cause },
    );
  }
}

function parseTemplate(template: string): Template {
  const known = parsed.get(template);
  if (known) return known;
  // The library itself drops one final newline.
  const normal = template.replace(/\r\n?/g, '\n');
  const program = parse(tokenize(withoutRawBlocks(normal), { lstrip_blocks: false, trim_blocks: false }));
  if (parsed.size >= REMEMBERED) parsed.clear();
  parsed.set(template, program);
  return program;
}

const rawBlock = /\{%(-?)\s*raw\s*(-?)%\}([\s\S]*?)\{%(-?)\s*endraw\s*(-?)%\}/g;

/** The library knows no `raw` block: its text becomes the string of an expression. */
function withoutRawBlocks(template: string): string {
  return template.replace(
    rawBlock,
    (_block, before: string, trimStart: string, body: string, trimEnd: string, after: string) => {
      const start = trimStart === '' ? body : body.trimStart();
      const text = trimEnd === '' ? start : start.trimEnd();
      return `{{${before} ${JSON.stringify(text)} ${after}}}`;
    },
  );
}
