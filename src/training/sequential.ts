import { checkOptions } from '../base/check-options.ts';
import { moduleNames } from '../programs/module.ts';
import { SequentialProgram } from '../programs/sequential-program.ts';
import type { SequentialOptions, SequentialStep } from '../programs/sequential-program.ts';
import { Program } from './program.ts';

/**
 * A program that is a chain of modules, each called with what the one before it gave. Follows `synalinks.Sequential`.
 *
 * @example
 * const program = new Sequential(
 *   [Input(Query), new Generator({ dataModel: Draft, languageModel }), new ChainOfThought({ dataModel: Answer, languageModel })],
 *   { description: 'Drafts an answer, then thinks about it.' },
 * );
 */
export class Sequential extends Program {
  /** @throws ArgumentError `unknown-option`, `missing-description`, `no-input`; ProgramError `duplicate-name` */
  constructor(steps: readonly SequentialStep[], options: SequentialOptions) {
    if (new.target === Sequential) checkOptions('Sequential', { ...options }, moduleNames);
    super(new SequentialProgram({ ...options, steps }));
  }
}
