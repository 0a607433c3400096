import { isList, isRecord, member, textMember } from '../internal/plain-json.ts';
import type { Json, JsonRecord } from '../internal/plain-json.ts';

/** A place that data comes by: a call of a module, or the end of the program. */
export interface OutlineNode {
  readonly id: string;
  /** The module's name; of the end, none. */
  readonly name: string;
  /** The module's class: `Generator`. */
  readonly className: string;
  readonly kind: 'input' | 'module' | 'output';
  /** 1-based number of the call, where the module is called more than once; else null. */
  readonly call: number | null;
  readonly isTrainable: boolean;
  /** The language model that it asks; null when it asks none. */
  readonly languageModel: string | null;
}

/** Data that goes from one place to another. */
export interface OutlineEdge {
  readonly from: string;
  readonly to: string;
  /** Names of the fields; empty where they are not known. */
  readonly fields: readonly string[];
}

/** What a program is made of, as its file says. */
export interface ProgramOutline {
  readonly name: string;
  readonly className: string;
  readonly description: string;
  readonly nodes: readonly OutlineNode[];
  readonly edges: readonly OutlineEdge[];
  /** The schemas of what goes in, in their order. */
  readonly inputs: readonly JsonRecord[];
}

/** A data model as a file refers to it: which output of which call of which module. */
interface Reference {
  readonly name: string;
  readonly call: number;
  readonly fields: readonly string[];
}

/** What lies deeper in a call's arguments is no data model. */
const DEEPEST = 32;
/** The end of a program, where its answer comes out; no module's name has a `/`. */
const END = '/output';

/** Reads what a program is made of from its file, whatever that holds; what makes no sense there is left out. */
export function outlineOf(program: JsonRecord): ProgramOutline {
  const config = member(program, 'config') ?? {};
  const entries = list(member(config, 'modules')).filter(isRecord);
  const isChain = textMember(program, 'class_name') === 'Sequential';
  const graph = isChain ? chainOf(entries) : graphOf(entries, config);
  return {
    name: textMember(config, 'name') ?? '',
    className: textMember(program, 'class_name') ?? '',
    description: textMember(config, 'description') ?? '',
    ...graph,
    inputs: entries
      .filter(isInput)
      .map(schemaOf)
      .filter((schema) => schema !== null),
  };
}

type Graph = Pick<ProgramOutline, 'nodes' | 'edges'>;

/** Modules that each take what the one before gives. */
function chainOf(entries: readonly JsonRecord[]): Graph {
  const nodes = entries.map((entry, index) => nodeOf(entry, `${index}`, null));
  const edges = nodes.map(({ id }, index) => {
    const schema = schemaOf(entries[index]);
    return { from: id, to: nodes[index + 1]?.id ?? END, fields: schema ? fieldsOf(schema) : [] };
  });
  return { nodes: [...nodes, ...(nodes.length > 0 ? [end] : [])], edges };
}

function graphOf(entries: readonly JsonRecord[], config: Json): Graph {
  const nodes: OutlineNode[] = [];
  const edges: OutlineEdge[] = [];
  for (const entry of entries) {
    const calls = list(member(entry, 'inbound_nodes'));
    const name = nameOf(entry);
    if (calls.length === 0) nodes.push(nodeOf(entry, idOf(name, 0), null));
    calls.forEach((call, index) => {
      const id = idOf(name, index);
      nodes.push(nodeOf(entry, id, calls.length > 1 ? index + 1 : null));
      for (const { fields, ...from } of references(call, 0))
        edges.push({ from: idOf(from.name, from.call), to: id, fields });
    });
  }
  const ends = places(member(config, 'output_modules') ?? null, 0).map((place) => endEdge(place, entries));
  const known = new Set([...nodes.map(({ id }) => id), END]);
  const sound = [...edges, ...ends].filter(({ from, to }) => known.has(from) && known.has(to));
  return { nodes: [...nodes, ...(ends.length > 0 ? [end] : [])], edges: merged(sound) };
}

const end: OutlineNode = {
  id: END,
  name: '',
  className: '',
  kind: 'output',
  call: null,
  isTrainable: false,
  languageModel: null,
};

function nodeOf(entry: JsonRecord, id: string, call: number | null): OutlineNode {
  const config = member(entry, 'config');
  return {
    id,
    name: nameOf(entry),
    className: textMember(entry, 'class_name') ?? '',
    kind: isInput(entry) ? 'input' : 'module',
    call,
    isTrainable: member(config, 'language_model') !== undefined && member(config, 'trainable') === true,
    languageModel: textMember(member(member(config, 'language_model'), 'config'), 'model'),
  };
}

/** The outer name is what other modules refer to. */
function nameOf(entry: JsonRecord): string {
  return textMember(entry, 'name') ?? textMember(member(entry, 'config'), 'name') ?? '';
}

const isInput = (entry: JsonRecord): boolean => textMember(entry, 'class_name') === 'InputModule';

const idOf = (name: string, call: number): string => `${name}/${call}`;

function schemaOf(entry: JsonRecord | undefined): JsonRecord | null {
  const schema = member(member(entry, 'config'), 'schema');
  return isRecord(schema) ? schema : null;
}

function fieldsOf(schema: Json | undefined): readonly string[] {
  const properties = member(schema, 'properties');
  return isRecord(properties) ? Object.keys(properties) : [];
}

/** Finds the data models that stand anywhere in a call's arguments. */
function references(value: Json, depth: number): readonly Reference[] {
  if (depth > DEEPEST) return [];
  if (isList(value)) return value.flatMap((item) => references(item, depth + 1));
  if (!isRecord(value)) return [];
  if (textMember(value, 'class_name') !== '__symbolic_data_model__')
    return Object.values(value).flatMap((item) => references(item, depth + 1));
  const config = member(value, 'config');
  const fields = fieldsOf(member(config, 'schema'));
  return place(member(config, 'synalinks_history')).map((from) => ({ ...from, fields }));
}

/** Finds the places in `output_modules`: one, a list or a record of them. */
function places(value: Json, depth: number): readonly Omit<Reference, 'fields'>[] {
  const single = place(value);
  if (single.length > 0 || depth > DEEPEST) return single;
  const items = isList(value) ? value : isRecord(value) ? Object.values(value) : [];
  return items.flatMap((item) => places(item, depth + 1));
}

function place(value: Json | undefined): readonly Omit<Reference, 'fields'>[] {
  const [name, call] = list(value);
  return typeof name === 'string' && typeof call === 'number' ? [{ name, call }] : [];
}

function endEdge({ name, call }: Omit<Reference, 'fields'>, entries: readonly JsonRecord[]): OutlineEdge {
  const entry = entries.find((candidate) => nameOf(candidate) === name);
  // The ends of a graph count the calls of a program inside it from 1.
  const isNested = textMember(entry, 'class_name') === 'Functional';
  return { from: idOf(name, isNested ? call - 1 : call), to: END, fields: fieldsOf(schemaOf(entry) ?? {}) };
}

/** One edge between two places, with the fields of all. */
function merged(edges: readonly OutlineEdge[]): readonly OutlineEdge[] {
  const byEnds = new Map<string, OutlineEdge>();
  for (const edge of edges) {
    const key = JSON.stringify([edge.from, edge.to]);
    const fields = [...(byEnds.get(key)?.fields ?? []), ...edge.fields];
    byEnds.set(key, { ...edge, fields: [...new Set(fields)] });
  }
  return [...byEnds.values()];
}

const list = (value: Json | undefined): readonly Json[] => (isList(value) ? value : []);
