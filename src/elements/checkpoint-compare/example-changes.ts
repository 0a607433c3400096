import { sortKeys } from '../internal/plain-json.ts';
import type { LearnedExample, LearnedPrompt } from '../internal/checkpoint-content.ts';

/** How the examples of a prompt changed. */
export interface ExampleChanges {
  readonly added: readonly LearnedExample[];
  readonly removed: readonly LearnedExample[];
  readonly kept: readonly LearnedExample[];
  /** Whether those that were kept stand in another order. */
  readonly isReordered: boolean;
}

/** How a module's prompt changed. */
export interface PromptChange {
  /** The variable's path. */
  readonly path: string;
  /** Null where the prompt is not there, or has none. */
  readonly before: string | null;
  readonly after: string | null;
  readonly examples: ExampleChanges;
}

/** Pairs the prompts of two checkpoints by their variable. */
export function promptChanges(
  before: readonly LearnedPrompt[],
  after: readonly LearnedPrompt[],
): readonly PromptChange[] {
  const paths = new Set([...before, ...after].map(({ path }) => path));
  return [...paths].map((path) => {
    const [first, second] = [before, after].map((prompts) => prompts.find((prompt) => prompt.path === path));
    return {
      path,
      before: first?.instructions ?? null,
      after: second?.instructions ?? null,
      examples: exampleChanges(first?.examples ?? [], second?.examples ?? []),
    };
  });
}

/** Tells which examples were added, removed and kept. One that stands twice counts twice. */
function exampleChanges(before: readonly LearnedExample[], after: readonly LearnedExample[]): ExampleChanges {
  const keysBefore = before.map(keyOf);
  const keysAfter = after.map(keyOf);
  const wasThere = matches(keysAfter, keysBefore);
  const isStill = matches(keysBefore, keysAfter);
  return {
    added: after.filter((_, index) => !wasThere[index]),
    removed: before.filter((_, index) => !isStill[index]),
    kept: after.filter((_, index) => wasThere[index]),
    isReordered:
      keysBefore.filter((_, index) => isStill[index]).join('\n') !==
      keysAfter.filter((_, index) => wasThere[index]).join('\n'),
  };
}

const keyOf = ({ inputs, outputs }: LearnedExample): string => JSON.stringify(sortKeys([inputs, outputs]));

/** For each key whether the others have it, each of theirs matching one of these. */
function matches(keys: readonly string[], others: readonly string[]): readonly boolean[] {
  const counts = new Map<string, number>();
  for (const key of others) counts.set(key, (counts.get(key) ?? 0) + 1);
  return keys.map((key) => {
    const left = counts.get(key) ?? 0;
    counts.set(key, left - 1);
    return left > 0;
  });
}
