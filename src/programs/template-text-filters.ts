import { titleCase } from '../data/title-case.ts';
import { fixedDigits } from '../python/fixed-digits.ts';
import { pythonStrip } from '../python/python-strip.ts';
import { pythonJson } from './python-json.ts';
import type { TemplateArguments } from './template-arguments.ts';
import { isNumber, numberOf } from './template-order.ts';
import { jsonOf, templateInteger, templateValue, textOf } from './template-values.ts';
import type { TemplateValue } from './template-values.ts';

/** What a filter makes of a value. */
export type TemplateFilter = (value: TemplateValue, given: TemplateArguments) => TemplateValue;

/** A filter from text to text. */
const ofText =
  (change: (text: string, given: TemplateArguments) => string): TemplateFilter =>
  (value, given) =>
    templateValue(change(textOf(value), given));

/** Filters of texts and numbers. */
export const textFilters: Readonly<Record<string, TemplateFilter>> = {
  upper: ofText((text) => text.toUpperCase()),
  lower: ofText((text) => text.toLowerCase()),
  title: ofText(title),
  capitalize: ofText(capitalize),
  trim: ofText((text, given) => strip(text, given.get(0, 'chars'))),
  replace: ofText(replace),
  truncate: ofText(truncate),
  center: ofText((text, given) => center(text, given.number(0, 'width', 80))),
  indent: ofText(indent),
  string: ofText((text) => text),
  safe: ofText((text) => text),
  e: ofText(escapeHtml),
  escape: ofText(escapeHtml),
  wordcount: (value) => templateInteger(textOf(value).match(/[\p{L}\p{N}_]+/gu)?.length ?? 0),
  tojson: (value, given) => templateValue(toJson(value, given)),
  int: toInteger,
  float: (value, given) => {
    const number = readNumber(textOf(value));
    return Number.isNaN(number) ? (given.get(0, 'default') ?? templateValue(0)) : templateValue(number);
  },
  abs: (value) => sameType(value, Math.abs(numberOf(value))),
  round,
};

/** Jinja2 begins words behind blanks, hyphens and opening brackets alone: `it's` → `It's`. */
function title(text: string): string {
  return text
    .split(/([-\s({[<]+)/u)
    .map((word) => {
      const [first = '', ...rest] = word;
      return first.toUpperCase() + rest.join('').toLowerCase();
    })
    .join('');
}

function capitalize(text: string): string {
  const [first = '', ...rest] = text;
  return titleCase(first) + rest.join('').toLowerCase();
}

/** Python's `str.strip`, of blanks or of certain characters. */
export function strip(text: string, characters: TemplateValue | undefined): string {
  if (characters === undefined || characters.type === 'NullValue') return pythonStrip(text);
  const dropped = new Set(textOf(characters));
  const kept = [...text];
  while (dropped.has(kept[0] ?? '')) kept.shift();
  while (dropped.has(kept.at(-1) ?? '')) kept.pop();
  return kept.join('');
}

function replace(text: string, given: TemplateArguments): string {
  const [old, other] = [given.text(0, 'old'), given.text(1, 'new')];
  const parts = text.split(old);
  const count = given.number(2, 'count', Infinity);
  return parts.reduce((whole, part, index) => `${whole}${index > count ? old : other}${part}`);
}

function truncate(text: string, given: TemplateArguments): string {
  const characters = [...text];
  const [length, leeway] = [given.number(0, 'length', 255), given.number(3, 'leeway', 5)];
  const end = given.text(2, 'end', '...');
  if (characters.length <= length + leeway) return text;
  const short = characters.slice(0, length - [...end].length).join('');
  const lastSpace = short.lastIndexOf(' ');
  const isCut = given.flag(1, 'killwords') || lastSpace === -1;
  return (isCut ? short : short.slice(0, lastSpace)) + end;
}

/** Where the room is odd, Python puts the larger half now left, now right. */
function center(text: string, width: number): string {
  const room = Math.max(0, width - [...text].length);
  const left = Math.floor(room / 2) + (room & width & 1);
  return ' '.repeat(left) + text + ' '.repeat(room - left);
}

/** Where Python's `splitlines` ends a line. */
const lineEnd = new RegExp(String.raw`\r\n|[\n-\r\x1c-\x1e\x85\u2028\u2029]`);

function indent(text: string, given: TemplateArguments): string {
  const width = given.get(0, 'width');
  const margin = width?.type === 'StringValue' ? textOf(width) : ' '.repeat(given.number(0, 'width', 4));
  const isBlankToo = given.flag(2, 'blank');
  const lines = text.split(lineEnd);
  const indented = lines.map((line, index) =>
    index > 0 && (line !== '' || isBlankToo) ? margin + line : line,
  );
  return (given.flag(1, 'first') ? margin : '') + indented.join('\n');
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  "'": '&#39;',
  '"': '&#34;',
};

function escapeHtml(text: string): string {
  return text.replace(/[&<>'"]/g, (character) => ENTITIES[character] ?? character);
}

/** JSON with sorted keys, in which nothing can be taken for a tag of a page. */
function toJson(value: TemplateValue, given: TemplateArguments): string {
  const indentation = given.number(0, 'indent', 0);
  return pythonJson(jsonOf(value), { sortKeys: true, indent: indentation }).replace(
    /[&<>']/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** What Python's `float` reads; NaN for what it does not. */
function readNumber(text: string): number {
  const plain = pythonStrip(text);
  if (plain === 'True' || plain === 'False') return plain === 'True' ? 1 : 0;
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(plain) ? Number(plain) : NaN;
}

function toInteger(value: TemplateValue, given: TemplateArguments): TemplateValue {
  const base = given.number(1, 'base', 10);
  const text = pythonStrip(textOf(value));
  const inBase = base === 10 ? NaN : parseInt(text.replace(/^([+-]?)0[box]/i, '$1'), base);
  const number = Number.isNaN(inBase) ? Math.trunc(readNumber(text)) : inBase;
  return Number.isNaN(number) ? (given.get(0, 'default') ?? templateInteger(0)) : templateInteger(number);
}

const sameType = ({ type }: TemplateValue, number: number): TemplateValue =>
  type === 'FloatValue' ? templateValue(number) : templateInteger(number);

function round(value: TemplateValue, given: TemplateArguments): TemplateValue {
  if (!isNumber(value)) throw new TypeError(`${textOf(value)} cannot be rounded`);
  const [number, precision] = [numberOf(value), given.number(0, 'precision', 0)];
  const method = given.text(1, 'method', 'common');
  const power = 10 ** precision;
  if (method === 'ceil') return templateValue(Math.ceil(number * power) / power);
  if (method === 'floor') return templateValue(Math.floor(number * power) / power);
  if (value.type !== 'FloatValue') return templateInteger(number);
  const digits = fixedDigits(Math.abs(number), precision);
  return templateValue(number < 0 ? -Number(digits) : Number(digits));
}
