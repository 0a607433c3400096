import { isDeeperThan, isList, isRecord, member, textMember } from './plain-json.ts';
import type { Json, JsonRecord } from './plain-json.ts';

/** An example in a prompt: an input, and the output that is right for it. */
export interface LearnedExample {
  readonly inputs: Json;
  readonly outputs: Json;
}

/** What a module has learned to say to its language model. */
export interface LearnedPrompt {
  /** The variable's path: `generator/state_generator`. */
  readonly path: string;
  readonly instructions: string | null;
  readonly examples: readonly LearnedExample[];
}

/** What a checkpoint's text holds. */
export interface CheckpointContent {
  /** The file's fields but the variables; null in a variables file. */
  readonly program: JsonRecord | null;
  /** The variables but for what stands in `prompts`. */
  readonly variables: Json;
  readonly prompts: readonly LearnedPrompt[];
}

/** Why a text cannot be read: it is no JSON object, or one too large or too deep to look into. */
export type ContentProblem = 'not-json' | 'too-large' | 'too-deep';

/** Longer texts are not looked into: a page would stand still. */
const MAX_CHARACTERS = 32_000_000;
/** A walk through what is nested deeper would fail; no checkpoint is. */
const DEEPEST = 500;
/** Variables lie a few folders deep; what lies deeper is none. */
const MAX_FOLDERS = 32;

/**
 * Reads what a checkpoint's text says. The text may be anything: it comes from a file.
 *
 * A text of another form is read as variables, so that it can be compared all the same.
 */
export function readContent(text: string): CheckpointContent | ContentProblem {
  if (text.length > MAX_CHARACTERS) return 'too-large';
  const file = parsed(text);
  if (!isRecord(file)) return 'not-json';
  return isDeeperThan(DEEPEST, file) ? 'too-deep' : contentOf(file);
}

function parsed(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

function contentOf(file: JsonRecord): CheckpointContent {
  const isProgram = isRecord(member(file, 'config'));
  const { variables = {}, ...program } = file;
  const tree = isProgram ? variables : file;
  const prompts: LearnedPrompt[] = [];
  const rest = takePrompts(tree, [], prompts);
  return { program: isProgram ? program : null, variables: rest, prompts };
}

/** Moves instructions and examples out of a tree of variables; answers the tree without them. */
function takePrompts(tree: Json, path: readonly string[], found: LearnedPrompt[]): Json {
  if (!isRecord(tree) || path.length > MAX_FOLDERS) return tree;
  const examples = member(tree, 'examples');
  const instructions = member(tree, 'instructions');
  const isPrompt =
    path.length > 1 && isList(examples) && (typeof instructions === 'string' || instructions === null);
  if (!isPrompt) {
    const entries = Object.entries(tree).map(([key, item]) => [
      key,
      takePrompts(item, [...path, key], found),
    ]);
    return Object.fromEntries(entries) as JsonRecord;
  }
  found.push({
    // The first step is the section, such as trainable_variables.
    path: path.slice(1).join('/'),
    instructions: textMember(tree, 'instructions'),
    examples: examples.map(readExample),
  });
  const entries = Object.entries(tree).filter(([key]) => key !== 'examples' && key !== 'instructions');
  return Object.fromEntries(entries);
}

function readExample(example: Json): LearnedExample {
  return { inputs: member(example, 'inputs') ?? example, outputs: member(example, 'outputs') ?? null };
}
