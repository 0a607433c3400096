import type { CheckpointEntry } from '../../checkpoints/checkpoint-store.ts';
import { readContent } from '../internal/checkpoint-content.ts';
import type { CheckpointContent, ContentProblem } from '../internal/checkpoint-content.ts';
import { nextTurn } from '../internal/next-turn.ts';
import { member, textMember } from '../internal/plain-json.ts';
import { promptChanges } from './example-changes.ts';
import type { PromptChange } from './example-changes.ts';
import { differingParts } from './json-parts.ts';
import type { JsonPart } from './json-parts.ts';
import { metricChanges } from './metric-changes.ts';
import type { MetricChange } from './metric-changes.ts';

/** A checkpoint that was read. */
export interface ComparedFile {
  readonly entry: CheckpointEntry;
  readonly text: string;
}

/** Something about two files that explains what is compared. */
export type ComparisonNote =
  /** The two files are the same, byte for byte. */
  | 'identical'
  /** One file is a whole program, the other its variables: only the variables are compared. */
  | 'variables-only'
  | 'different-programs'
  /** One of the two is no JSON: they are compared as plain text. */
  | 'plain-text'
  | 'too-large'
  | 'too-deep';

/** How two checkpoints differ. */
export interface Comparison {
  readonly notes: readonly ComparisonNote[];
  readonly metrics: readonly MetricChange[];
  readonly prompts: readonly PromptChange[];
  /** Where everything else differs. */
  readonly parts: readonly JsonPart[];
  /** The texts as they are, where they cannot be compared as checkpoints. */
  readonly isPlain: boolean;
}

/** Compares two checkpoints by their entries and texts, whatever these hold. The page has a turn between the steps. */
export async function compareFiles(before: ComparedFile, after: ComparedFile): Promise<Comparison> {
  const first = readContent(before.text);
  await nextTurn();
  const second = readContent(after.text);
  await nextTurn();
  const programs = [first, second].map((content) => (typeof content === 'string' ? null : content.program));
  const metrics = metricChanges(before.entry, after.entry, programs);
  const isIdentical = before.text === after.text;
  if (typeof first === 'string' || typeof second === 'string') {
    const notes = [isIdentical ? ('identical' as const) : noteOn(first, second)];
    return { ...nothing, metrics, notes, isPlain: !isIdentical };
  }
  if (isIdentical)
    return {
      ...nothing,
      metrics,
      prompts: promptChanges(first.prompts, second.prompts),
      notes: ['identical'],
    };
  return { metrics, isPlain: false, ...(await compareContents(first, second)) };
}

const nothing = { notes: [], prompts: [], parts: [], isPlain: false } as const;

function noteOn(...contents: readonly (CheckpointContent | ContentProblem)[]): ComparisonNote {
  if (contents.includes('too-large')) return 'too-large';
  return contents.includes('too-deep') ? 'too-deep' : 'plain-text';
}

async function compareContents(
  before: CheckpointContent,
  after: CheckpointContent,
): Promise<Pick<Comparison, 'notes' | 'prompts' | 'parts'>> {
  const hasBoth = before.program !== null && after.program !== null;
  const isMixed = !hasBoth && (before.program ?? after.program) !== null;
  const prompts = promptChanges(before.prompts, after.prompts);
  const parts = hasBoth ? differingParts(before.program, after.program) : [];
  await nextTurn();
  return {
    notes: [
      ...(isMixed ? (['variables-only'] as const) : []),
      ...(hasBoth && nameOf(before) !== nameOf(after) ? (['different-programs'] as const) : []),
    ],
    prompts,
    parts: [...parts, ...differingParts(before.variables, after.variables)],
  };
}

function nameOf({ program }: CheckpointContent): string | null {
  return textMember(member(program ?? {}, 'config'), 'name');
}
