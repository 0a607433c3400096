import { checkOptions } from '../base/check-options.ts';
import type { OptionNames } from '../base/check-options.ts';
import { FunctionalProgram } from '../programs/functional-program.ts';
import type { FunctionalOptions } from '../programs/functional-program.ts';
import { Module, moduleNames } from '../programs/module.ts';
import type { SequentialProgram } from '../programs/sequential-program.ts';

/** What a program runs: a graph, or a chain of modules. */
export type ProgramBody = FunctionalProgram | SequentialProgram;

const names: OptionNames<FunctionalOptions> = {
  ...moduleNames,
  inputs: true,
  outputs: true,
  identity: true,
};

/**
 * Makes the graph, unless there is a body already.
 *
 * @param isPlain whether the options are those of `Program` itself: a subclass may have more
 * @throws ProgramError `disconnected`, `duplicate-name`; ArgumentError `unknown-option`
 */
export function programBody(options: FunctionalOptions | ProgramBody, isPlain: boolean): ProgramBody {
  if (options instanceof Module) return options;
  if (isPlain) checkOptions('Program', options, names);
  return new FunctionalProgram(options);
}
