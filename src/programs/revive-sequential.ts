import { isJsonArray, isJsonObject } from '../python/json-value.ts';
import type { JsonObject } from '../python/json-value.ts';
import { badFile } from './bad-file.ts';
import type { ReviveModule } from './revive-options.ts';
import type { SequentialParts } from './sequential-program.ts';

/**
 * Makes the steps of a sequence again from its config.
 *
 * @throws ProgramError `bad-file`; `details.path` says where in the file
 */
export function reviveSequential(
  envelope: JsonObject,
  config: JsonObject,
  path: string,
  revive: ReviveModule,
): SequentialParts {
  const modules = config.get('modules');
  const description = config.get('description');
  const name = config.get('name');
  const buildConfig = envelope.get('build_config');
  if (!isJsonArray(modules)) throw badFile(`${path}.modules`, 'there is no list of modules');
  if (typeof description !== 'string') throw badFile(`${path}.description`, 'there is no description');
  return {
    steps: modules.map((module, index) => revive(module, `${path}.modules[${index}]`)),
    description,
    trainable: config.get('trainable') !== false,
    ...(typeof name === 'string' ? { name } : {}),
    ...(isJsonObject(buildConfig) ? { buildConfig } : {}),
  };
}
