import { objectEnvelope } from '../programs/object-envelope.ts';
import type { JsonObject, JsonValue } from '../python/json-value.ts';
import { jsonObject } from '../python/json-value.ts';
import { formatJson } from '../python/format-json.ts';
import type { Program } from './program.ts';
import type { Trainer } from './trainer.ts';

/** The version of Synalinks whose form the files have; Python does not check it. */
export const SYNALINKS_VERSION = '0.9.014';

/** Writes a program file, keys and layout as Synalinks does. */
export function programFile(program: Program): string {
  const compile = compileConfig(program);
  const fields = new Map<string, JsonValue>([
    ['synalinks_version', SYNALINKS_VERSION],
    ...objectEnvelope(program.body),
    ...(compile ? [['compile_config', compile] as const] : []),
    ['variables', program.getStateTree()],
  ]);
  return formatJson(program.fileFields?.written(fields) ?? fields, { indent: 2 });
}

/** Python cannot load a compile config without an optimizer, so then there is none. */
function compileConfig({ trainer, fileCompile }: Program): JsonObject | null {
  if (fileCompile) return fileCompile.config;
  return trainer?.optimizer ? trainerConfig(trainer) : null;
}

function trainerConfig({ optimizer, judge, stepsPerExecution }: Trainer): JsonObject {
  return jsonObject(
    ['optimizer', optimizer ? objectEnvelope(optimizer) : null],
    ['reward', objectEnvelope(judge.reward)],
    ['reward_weights', null],
    ['metrics', judge.metrics.length > 0 ? judge.metrics.map((metric) => objectEnvelope(metric)) : null],
    ['run_eagerly', false],
    ['steps_per_execution', BigInt(stepsPerExecution)],
  );
}
