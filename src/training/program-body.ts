import { FunctionalProgram } from '../programs/functional-program.ts';
import type { FunctionalOptions } from '../programs/functional-program.ts';
import { SequentialProgram } from '../programs/sequential-program.ts';

/** What a program runs: a graph, or a chain of modules. */
export type ProgramBody = FunctionalProgram | SequentialProgram;

/** Makes the graph, unless there is a body already. @throws ProgramError `disconnected`, `duplicate-name` */
export function programBody(options: FunctionalOptions | ProgramBody): ProgramBody {
  const isBody = options instanceof FunctionalProgram || options instanceof SequentialProgram;
  return isBody ? options : new FunctionalProgram(options);
}
