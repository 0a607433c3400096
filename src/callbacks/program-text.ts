import { ProgramError } from '../base/errors.ts';
import type { CallbackProgram } from './callback.ts';

/**
 * Asks a program for the text of its file, or of its variables' file.
 *
 * @throws ProgramError `no-program`
 */
export async function programText(program: CallbackProgram | null, variablesOnly: boolean): Promise<string> {
  const method = variablesOnly ? 'toVariablesFile' : 'toProgramFile';
  const text = await program?.[method]?.();
  if (text !== undefined) return text;
  throw new ProgramError(
    'no-program',
    `ProgramCheckpoint has nothing to save: its program has no ${method}(). ` +
      'Give it to `fit`, or call `setProgram` with an object that has toProgramFile() and toVariablesFile().',
  );
}
