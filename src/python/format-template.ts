import { leadingInteger } from './leading-integer.ts';

/** A step from a value to a part of it: `.name`, `[key]` or `[0]`. */
export type FieldStep =
  | { readonly kind: 'attribute' | 'key'; readonly name: string }
  | { readonly kind: 'index'; readonly index: bigint }
  | FieldFault;

/** A ValueError that Python raises once it comes to this place. */
interface FieldFault {
  readonly kind: 'fault';
  readonly message: string;
}

/** A fault beyond which a template cannot be parsed. */
interface TemplateFault extends FieldFault {
  /** Where in the template the faulty piece begins. */
  readonly start: number;
}

/** A replacement field: `{name.step[step]!conversion:spec}`. */
export interface TemplateField {
  readonly kind: 'field';
  /** The keyword or position that is looked up first. */
  readonly first: FieldStep;
  /** What follows the first name. */
  readonly steps: readonly FieldStep[];
  /** The character after `!`, or none. */
  readonly conversion: string | undefined;
  /** The text after `:`, as it stands. */
  readonly spec: string;
  /** The parts of `spec`, where it holds fields of its own. */
  readonly nested: readonly TemplatePart[] | undefined;
}

/** A piece of a template: literal text, a field, or the place where Python gives up. */
export type TemplatePart = string | TemplateField | TemplateFault;

/** How deep fields may nest: a field, and fields in its spec. */
const maximumDepth = 2;

/**
 * Parses a template of Python's `str.format`.
 *
 * Never throws: a fault is the last part, since Python renders, and may fail on, everything before it first.
 *
 * @example parseTemplate('{epoch:02d}.json'); // a field, then '.json'
 */
export function parseTemplate(template: string): readonly TemplatePart[] {
  return parseParts(template, maximumDepth);
}

function parseParts(text: string, depth: number): readonly TemplatePart[] {
  if (depth === 0) return [{ ...fault('Max string recursion exceeded'), start: 0 }];
  const reader = new TemplateReader(text, depth);
  const parts: TemplatePart[] = [];
  for (let part = reader.next(); part !== undefined; part = reader.next()) {
    if (part !== '') parts.push(part);
    if (isFault(part)) break;
  }
  return parts;
}

function fault(message: string): FieldFault {
  return { kind: 'fault', message };
}

function isFault(part: TemplatePart | FieldStep): part is FieldFault {
  return typeof part === 'object' && part.kind === 'fault';
}

/** Reads one part after the other. */
class TemplateReader {
  readonly #text: string;
  readonly #depth: number;
  #position = 0;
  /** Where the brace at hand is. */
  #start = 0;

  constructor(text: string, depth: number) {
    this.#text = text;
    this.#depth = depth;
  }

  /** Returns the next part; an empty literal is possible, `undefined` is the end. */
  next(): TemplatePart | undefined {
    const start = this.#position;
    if (start >= this.#text.length) return undefined;
    const brace = this.#find(/[{}]/g, start);
    if (brace > start) return this.#take(brace);
    const character = this.#text.charAt(brace);
    if (this.#text.charAt(brace + 1) === character) {
      this.#position = brace + 2;
      return character;
    }
    this.#start = brace;
    if (character === '}') return this.#fault("Single '}' encountered in format string");
    if (brace + 1 === this.#text.length) return this.#fault("Single '{' encountered in format string");
    this.#position = brace + 1;
    return this.#field();
  }

  /** Reads up to `end`. */
  #take(end: number): string {
    const text = this.#text.slice(this.#position, end);
    this.#position = end;
    return text;
  }

  /** Finds where a global pattern next matches, or the end of the text. */
  #find(pattern: RegExp, from: number): number {
    pattern.lastIndex = from;
    return pattern.exec(this.#text)?.index ?? this.#text.length;
  }

  #fault(message: string): TemplateFault {
    return { ...fault(message), start: this.#start };
  }

  #field(): TemplateField | TemplateFault {
    const end = this.#nameEnd();
    const stop = this.#text.charAt(end);
    if (stop === '{') return this.#fault("unexpected '{' in field name");
    if (stop === '') return this.#fault("expected '}' before end of string");
    const name = this.#take(end);
    this.#position = end + 1;
    if (stop === '}') return this.#build(name, undefined, '');
    if (stop === ':') return this.#withSpec(name, undefined);
    return this.#withConversion(name);
  }

  /** Finds what ends a field's name; inside `[…]` everything belongs to the name. */
  #nameEnd(): number {
    let end = this.#find(/[{}[:!]/g, this.#position);
    while (this.#text.charAt(end) === '[') {
      const bracket = this.#find(/\]/g, end + 1);
      end = this.#find(/[{}[:!]/g, bracket);
    }
    return end;
  }

  #withConversion(name: string): TemplateField | TemplateFault {
    const codePoint = this.#text.codePointAt(this.#position);
    if (codePoint === undefined) return this.#fault('end of string while looking for conversion specifier');
    const conversion = String.fromCodePoint(codePoint);
    this.#position += conversion.length;
    const stop = this.#text.charAt(this.#position);
    this.#position += stop.length;
    if (stop === '}') return this.#build(name, conversion, '');
    if (stop !== ':' && stop !== '') return this.#fault("expected ':' after conversion specifier");
    return this.#withSpec(name, conversion);
  }

  #withSpec(name: string, conversion: string | undefined): TemplateField | TemplateFault {
    let open = 1;
    let end = this.#position - 1;
    while (open > 0) {
      end = this.#find(/[{}]/g, end + 1);
      if (end === this.#text.length) return this.#fault("unmatched '{' in format spec");
      open += this.#text.charAt(end) === '{' ? 1 : -1;
    }
    const spec = this.#take(end);
    this.#position = end + 1;
    return this.#build(name, conversion, spec);
  }

  #build(name: string, conversion: string | undefined, spec: string): TemplateField {
    return {
      kind: 'field',
      ...parseName(name),
      // A NUL is how CPython notes that there is no conversion, so one in a template means the same.
      conversion: conversion === '\0' ? undefined : conversion,
      spec,
      nested: spec.includes('{') ? parseParts(spec, this.#depth - 1) : undefined,
    };
  }
}

/** Splits a field's name, as in `logs[a].real`, into its first name and the steps that follow. */
function parseName(name: string): Pick<TemplateField, 'first' | 'steps'> {
  const end = name.search(/[.[]/);
  if (end < 0) return { first: firstStep(name), steps: [] };
  return { first: firstStep(name.slice(0, end)), steps: parseSteps(name, end) };
}

/** An empty name is a position that Python counts by itself; all are out of range, so the first tells. */
function firstStep(name: string): FieldStep {
  return name === '' ? { kind: 'index', index: 0n } : keyStep(name);
}

/** A key of nothing but digits is a position. Too many digits are a fault even if something else follows them. */
function keyStep(name: string): FieldStep {
  const { value, length } = leadingInteger(name);
  if (value === 'overflow') return fault('Too many decimal digits in format string');
  if (length < name.length) return { kind: 'key', name };
  return length === 0 ? fault('Empty attribute in format string') : { kind: 'index', index: value };
}

function parseSteps(name: string, from: number): readonly FieldStep[] {
  const steps: FieldStep[] = [];
  let position = from;
  while (position < name.length) {
    const opener = name.charAt(position);
    const end = stepEnd(name, position + 1, opener);
    const step = parseStep(opener, name.slice(position + 1, end));
    steps.push(step);
    if (isFault(step)) break;
    position = opener === '[' ? end + 1 : end;
  }
  return steps;
}

/** Where a step's own name ends: at `]` after `[`, else at the next step. */
function stepEnd(name: string, from: number, opener: string): number {
  const length = name.slice(from).search(opener === '[' ? /\]/ : /[.[]/);
  return length < 0 ? name.length : from + length;
}

function parseStep(opener: string, name: string): FieldStep {
  if (opener === '[') return keyStep(name);
  if (opener !== '.') return fault("Only '.' or '[' may follow ']' in format field specifier");
  return name === '' ? fault('Empty attribute in format string') : { kind: 'attribute', name };
}
