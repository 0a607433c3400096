import { repr } from '../python/repr.ts';

/** What every program that evolves variables is told first. */
const BASE = `
You are an integral part of an optimization system designed to improve
JSON variables within a computation graph (i.e. the program).
Each module in the graph performs specific computations, with JSON variables
serving as the state.
These variables can represent prompts, code, plans, rules, or any other
JSON-compatible data.
`.trim();

/**
 * What a language model is told that changes a variable: the author's own words first, word for word as in Synalinks.
 *
 * @param keys the fields that the variable has to have
 */
export function mutationInstructions(own: string, keys: readonly string[]): string {
  return joined(
    own,
    `
Your primary task is to creatively enhance the provided variable so that the
predicted output aligns as closely as possible with the ground truth.
Pay close attention to the variable's description, its intended use, and the
broader context of the computation graph.

Guidelines:
- Ensure the new variable is generalizable and performs well across various
  inputs of the same kind.
- Include all specified keys: ${repr(keys)}.
- Justify each change with clear reasoning, referencing the variable's purpose
  and the desired output.
- If no ground truth is provided, the goal is to critically enhance the
  predicted output.
- If you have to optimize a variable containing code, provide a generalizable
  algorithm.
- Always focus on ONLY one aspect at the time.
- If the instructions/prompt contains general information, keep it.
`,
  );
}

/** What a language model is told that merges two variables; as {@link mutationInstructions}. */
export function crossoverInstructions(own: string, keys: readonly string[]): string {
  return joined(
    own,
    `
Your responsibility is to create a new, optimized variable by strategically
combining features from the current variable and a high-performing candidate.
The new variable should improve the alignment of the predicted output with
the ground truth.

Guidelines:
- Analyze both the current variable and the other high-performing variable,
  identifying their respective strengths and weaknesses.
- Pay close attention to the variable's description, its intended use, and the
  broader context of the computation graph.
- Ensure the new variable is generalizable and performs well across various
  inputs of the same kind.
- Include all specified keys: ${repr(keys)}.
- Justify each feature you incorporate, explaining how it contributes to
  better performance or alignment with the ground truth.
- If no ground truth is provided, the goal is to critically enhance the
  predicted output.
- If you have to optimize a variable containing code, provide a generalizable
  algorithm.
- Always focus on ONLY one aspect at the time.
- If the instructions/prompt contains general information, keep it.
`,
  );
}

function joined(own: string, task: string): string {
  return [...(own === '' ? [] : [own]), BASE, task.trim()].join('\n');
}
