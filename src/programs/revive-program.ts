import { ProgramError } from '../base/errors.ts';
import { isJsonObject } from '../python/json-value.ts';
import type { JsonObject } from '../python/json-value.ts';
import { atPath, badFile } from './bad-file.ts';
import { FunctionalProgram } from './functional-program.ts';
import { reviveGraph } from './revive-functional.ts';
import { identityOf, isFunctional, keepFields, reviveModule, reviverWith } from './revive-module.ts';
import type { ReviveOptions } from './revive-options.ts';
import { SequentialProgram } from './sequential-program.ts';

/**
 * Makes what a program runs from a program file, without its state.
 *
 * A class of one's own whose config is that of a graph is taken as that graph, and keeps its name.
 *
 * @throws ProgramError `bad-file`, `unknown-class`; `details.path` says where in the file
 */
export function reviveProgram(
  file: JsonObject,
  options: ReviveOptions,
): FunctionalProgram | SequentialProgram {
  const [className, config] = [file.get('class_name'), file.get('config')];
  if (!isJsonObject(config)) throw badFile('config', 'there is no config of a program');
  if (typeof className !== 'string') throw badFile('class_name', 'there is no class name');
  if (!isFunctional(className, config) && config.has('input_modules')) {
    const graph = reviveGraph(config, 'config', reviverWith(options));
    const identity = identityOf(file, className);
    const program = atPath('config', () => new FunctionalProgram({ ...graph, identity }));
    return keepFields(program, file, config);
  }
  const body = reviveModule(file, '', options);
  if (body instanceof FunctionalProgram || body instanceof SequentialProgram) return body;
  throw new ProgramError(
    'unknown-class',
    `Could not locate class '${className}' at class_name. Expected Functional, Sequential, or a class of your own with a graph.`,
    { details: { path: 'class_name', className } },
  );
}
