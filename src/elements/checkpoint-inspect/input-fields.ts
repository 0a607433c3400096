import { isList, isRecord, member, textMember } from '../internal/plain-json.ts';
import type { Json, JsonRecord } from '../internal/plain-json.ts';
import type { PlainValue } from '../../worker/trainer-client.ts';

/** A field of a form for a program's input. */
export interface InputField {
  readonly name: string;
  /** What the author calls it. */
  readonly label: string;
  readonly description: string;
  /** How it is filled in: as text, by choosing, or as JSON. */
  readonly kind: 'text' | 'choice' | 'json';
  /** Values to choose from. */
  readonly choices: readonly string[];
}

/** The fields of what a program takes; null when it takes several inputs, which are then given as JSON. */
export function inputFields(schemas: readonly JsonRecord[]): readonly InputField[] | null {
  const [schema, ...more] = schemas;
  const properties = member(schema, 'properties');
  if (!isRecord(properties) || more.length > 0) return null;
  const fields = Object.entries(properties).map(([name, property]) => fieldOf(name, property));
  return fields.length > 0 ? fields : null;
}

function fieldOf(name: string, property: Json): InputField {
  const values = member(property, 'enum');
  const choices = isList(values) ? values.filter((value) => typeof value === 'string') : [];
  const isText = textMember(property, 'type') === 'string';
  return {
    name,
    label: textMember(property, 'title') ?? name,
    description: textMember(property, 'description') ?? '',
    kind: choices.length > 0 ? 'choice' : isText ? 'text' : 'json',
    choices,
  };
}

/** What was filled in, or the name of the field whose text is no JSON. */
export type FilledIn = { readonly input: PlainValue } | { readonly wrong: string };

/**
 * Makes a program's input of what was filled in.
 *
 * @param fields null for one text that is the whole input as JSON
 * @param texts by field; the whole input stands under `''`
 */
export function readInput(
  fields: readonly InputField[] | null,
  texts: ReadonlyMap<string, string>,
): FilledIn {
  if (!fields) {
    const whole = parsed(texts.get('') ?? '');
    return whole === undefined ? { wrong: '' } : { input: whole as PlainValue };
  }
  const entries = fields.map(({ name, kind }) => {
    const text = texts.get(name) ?? '';
    return [name, kind === 'json' ? parsed(text) : text] as const;
  });
  const wrong = entries.find(([, value]) => value === undefined);
  return wrong ? { wrong: wrong[0] } : { input: Object.fromEntries(entries) as PlainValue };
}

function parsed(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}
