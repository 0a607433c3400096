import { ProgramError } from '../base/errors.ts';
import { isJsonObject } from '../python/json-value.ts';
import type { JsonObject, JsonValue } from '../python/json-value.ts';
import type { Variable } from './variable.ts';

/** The sections of a state tree, in the order in which they are written. */
const STATE_SECTIONS = [
  'trainable_variables',
  'non_trainable_variables',
  'optimizer_trainable_variables',
  'optimizer_non_trainable_variables',
  'metrics_variables',
] as const;

const OPTIONAL_SECTIONS: ReadonlySet<string> = new Set([
  'optimizer_non_trainable_variables',
  'metrics_variables',
]);

export type StateSection = (typeof STATE_SECTIONS)[number];

/** The variables of each section; a section that is absent is not written. */
export type SectionVariables = Readonly<Partial<Record<StateSection, readonly Variable[]>>> & {
  /** Variables of the optimizer and of metrics that a tree may have, but need not. @default none */
  readonly optional?: readonly Variable[];
  /** Sections that nothing in force has use for: what a tree has of them is passed over. @default none */
  readonly unused?: readonly StateSection[];
};

/** What an assignment found amiss. */
export interface StateReport {
  /** `section/path` of variables that the tree has no value for. */
  readonly missing: readonly string[];
  /** `section/path` of values that no variable takes. */
  readonly unexpected: readonly string[];
}

/**
 * Nests the variables' values by their paths: section → scope → name → value.
 *
 * @throws ProgramError `duplicate-path`; `nested-path` when a variable's path leads through another variable
 */
export function stateTree(sections: SectionVariables): JsonObject {
  const tree = new Map<string, JsonValue>();
  for (const section of STATE_SECTIONS) {
    const variables = sections[section];
    if (variables) tree.set(section, nest(variables));
  }
  return tree;
}

/** A state tree with sections that were kept for another program to use, each in its place. */
export function keptState(tree: JsonObject, kept: JsonObject = new Map()): JsonObject {
  if (kept.size === 0) return tree;
  const last = [...tree].find(([section]) => section === 'metrics_variables');
  const others = [...tree].filter(([section]) => section !== 'metrics_variables' && !kept.has(section));
  const metrics = kept.has('metrics_variables') || !last ? [] : [last];
  return new Map<string, JsonValue>([...others, ...kept, ...metrics]);
}

type Branch = Map<string, JsonValue>;

function nest(variables: readonly Variable[]): JsonObject {
  const paths = pathsOf(variables);
  const root: Branch = new Map();
  for (const { path, value } of variables) {
    const steps = path.split('/');
    const name = steps.pop() ?? '';
    let [branch, scope] = [root, ''];
    for (const step of steps) {
      scope += scope === '' ? step : `/${step}`;
      // What stands there is that variable's own value, which nobody may write into.
      if (paths.has(scope)) throw nestedPath(scope, path);
      const next: Branch = (branch.get(step) as Branch | undefined) ?? new Map<string, JsonValue>();
      branch.set(step, next);
      branch = next;
    }
    branch.set(name, value);
  }
  return root;
}

function pathsOf(variables: readonly Variable[]): ReadonlySet<string> {
  const paths = new Set<string>();
  for (const { path } of variables) {
    if (paths.has(path)) throw duplicatePath(path);
    paths.add(path);
  }
  return paths;
}

/**
 * Finds which variable takes which value, and what fits nowhere; changes nothing.
 *
 * A value is taken whole, field by field: fields that the file lacks (Python drops nulls) keep what they are.
 * `Differs from Synalinks:` fields that hold objects are restored too, and what does not fit is reported.
 * @throws ProgramError `bad-state` when the tree, or a section of it, is no JSON object, or a section is unknown
 */
export function planState(
  tree: JsonValue,
  sections: SectionVariables,
): { readonly assignments: ReadonlyMap<Variable, JsonObject>; readonly report: StateReport } {
  if (!isJsonObject(tree)) throw badState('the top', 'The state tree is no JSON object.');
  const assignments = new Map<Variable, JsonObject>();
  const missing: string[] = [];
  const unexpected: string[] = [];
  for (const [section, values] of tree) {
    if (!isSection(section)) throw badState(section, `Unknown variable name: ${section}.`);
    if (!isJsonObject(values)) throw badState(section, `The section ${section} is no JSON object.`);
    // Python names those of an optimizer by memory addresses, so that not even Python finds them again.
    if (section === 'optimizer_trainable_variables' || sections.unused?.includes(section)) continue;
    const variables = sections[section] ?? [];
    const optional = OPTIONAL_SECTIONS.has(section) ? (sections.optional ?? []) : [];
    const byPath = new Map([...optional, ...variables].map((variable) => [variable.path, variable]));
    collect(values, '', byPath, assignments, (path) => unexpected.push(`${section}/${path}`));
    for (const variable of variables) {
      if (!assignments.has(variable)) missing.push(`${section}/${variable.path}`);
    }
  }
  return { assignments, report: { missing, unexpected } };
}

/** Gives the variables their planned values. */
export function applyState(assignments: ReadonlyMap<Variable, JsonObject>): void {
  for (const [variable, value] of assignments) variable.update(value);
}

function collect(
  branch: JsonObject,
  scope: string,
  variables: ReadonlyMap<string, Variable>,
  assignments: Map<Variable, JsonObject>,
  unexpected: (path: string) => void,
): void {
  for (const [step, value] of branch) {
    const path = scope === '' ? step : `${scope}/${step}`;
    const variable = variables.get(path);
    if (variable && isJsonObject(value)) assignments.set(variable, value);
    else if (isJsonObject(value) && isScope(path, variables)) {
      collect(value, path, variables, assignments, unexpected);
    } else unexpected(path);
  }
}

function isScope(path: string, variables: ReadonlyMap<string, Variable>): boolean {
  return [...variables.keys()].some((known) => known.startsWith(`${path}/`));
}

const isSection = (name: string): name is StateSection => STATE_SECTIONS.some((section) => section === name);

const badState = (path: string, message: string): ProgramError =>
  new ProgramError(
    'bad-state',
    `${message} Expected an object with the sections ${STATE_SECTIONS.join(', ')}.`,
    { details: { path } },
  );

function nestedPath(outer: string, inner: string): ProgramError {
  return new ProgramError(
    'nested-path',
    `The variable path '${inner}' of the program leads through another variable, '${outer}'. Expected paths that each ` +
      'end where no other goes on. Give your modules names of which none begins with the path of a variable.',
    { details: { path: inner, outer } },
  );
}

function duplicatePath(path: string): ProgramError {
  return new ProgramError(
    'duplicate-path',
    `The following variable path is found twice in the program: '${path}'. \`get_state_tree()\` can only be called ` +
      'when all variable paths are unique. Make sure to give unique names to your modules (and other objects).',
    { details: { path } },
  );
}
