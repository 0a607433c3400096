import type { CheckpointContent, ContentProblem } from '../internal/checkpoint-content.ts';
import type { CheckpointExaminer } from '../internal/examiner.ts';
import { isRecord } from '../internal/plain-json.ts';
import { outlineOf } from './program-outline.ts';
import type { ProgramOutline } from './program-outline.ts';

/**
 * Finds out what a checkpoint's program is made of: from its file, or of variables from the trainer.
 *
 * @returns undefined when that cannot be known
 */
export async function findOutline(
  content: CheckpointContent | ContentProblem,
  checkpoint: string,
  trainer: CheckpointExaminer | null,
): Promise<ProgramOutline | undefined> {
  if (typeof content === 'string') return undefined;
  if (content.program) return outlineOf(content.program);
  try {
    const program = await trainer?.inspect({ checkpoint });
    return isRecord(program) ? outlineOf(program) : undefined;
  } catch {
    // What the trainer cannot say of the program, it says where it is asked for the prompt.
    return undefined;
  }
}
