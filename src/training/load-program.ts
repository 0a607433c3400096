import type { CheckpointStore } from '../checkpoints/checkpoint-store.ts';
import { openCheckpointStore } from '../checkpoints/open-checkpoint-store.ts';
import type { Optimizer } from '../optimizers/optimizer.ts';
import { reviveGraph } from '../programs/revive-functional.ts';
import { badFile } from '../programs/revive-module.ts';
import type { ReviveOptions } from '../programs/revive-module.ts';
import { isJsonArray, isJsonObject } from '../python/json-value.ts';
import type { JsonObject, JsonValue } from '../python/json-value.ts';
import { parseJson } from '../python/json-text.ts';
import type { Reward } from '../rewards/reward.ts';
import { metricClasses, optimizerClasses, rewardClasses } from './known-classes.ts';
import { reviveObject } from './revive-object.ts';
import { Program } from './program.ts';

/** What a program file needs beside its text. */
export interface LoadProgramOptions extends ReviveOptions {
  /** Whether to compile the program as the file says. @default true */
  readonly compile?: boolean;
  /** Takes the place of the reward in the file, such as one of one's own. @default the file's */
  readonly reward?: Reward;
  /** Takes the place of the optimizer in the file. @default the file's */
  readonly optimizer?: Optimizer;
}

/**
 * Loads a program from the store.
 *
 * @example const program = await loadProgram('runs/best.json');
 * @throws CheckpointError `not-found`, and what `programFromJson` throws
 */
export async function loadProgram(
  path: string,
  options: LoadProgramOptions & { readonly store?: CheckpointStore } = {},
): Promise<Program> {
  const store = options.store ?? (await openCheckpointStore());
  return programFromJson((await store.load(path)).text, options);
}

/**
 * Makes a program from the text of a program file, written here or by Synalinks in Python.
 *
 * Follows `synalinks.programs.program_from_json`. Differs from Synalinks: what does not fit is told, not passed over,
 * and nothing in the file is run.
 * @throws FormatError `bad-json`; ProgramError `bad-file`, `unknown-class`, `state-mismatch`, with `details.path`
 */
export async function programFromJson(text: string, options: LoadProgramOptions = {}): Promise<Program> {
  const file = parseJson(text);
  if (!isJsonObject(file)) throw badFile('the top', 'there is no JSON object');
  const config = file.get('config');
  if (!isJsonObject(config)) throw badFile('config', 'there is no config of a program');
  const program = new Program(await reviveGraph(config, 'config', options));
  const compile = file.get('compile_config');
  if (options.compile !== false && isJsonObject(compile)) compileFrom(program, compile, options);
  loadState(program, file.get('variables'));
  return program;
}

/** Takes the file's state. Measures are not part of what is learned: those that are not compiled here are left. */
function loadState(program: Program, variables: JsonValue | undefined): void {
  if (!isJsonObject(variables)) throw badFile('variables', 'there is no state tree');
  const sections = ['trainable_variables', 'non_trainable_variables'];
  if (program.trainer) sections.push('optimizer_trainable_variables', 'optimizer_non_trainable_variables');
  const strict = new Map([...variables].filter(([section]) => sections.includes(section)));
  program.setStateTree(strict);
  const metrics = variables.get('metrics_variables');
  if (program.trainer && metrics !== undefined) {
    program.setStateTree(new Map([['metrics_variables', metrics]]), { strict: false });
  }
}

function compileFrom(program: Program, config: JsonObject, options: LoadProgramOptions): void {
  const metrics = config.get('metrics') ?? [];
  if (!isJsonArray(metrics)) throw badFile('compile_config.metrics', 'the metrics are no list');
  const [optimizer, reward] = [config.get('optimizer') ?? null, config.get('reward') ?? null];
  program.compile({
    optimizer: options.optimizer ?? reviveObject(optimizerClasses, optimizer, 'compile_config.optimizer'),
    reward: options.reward ?? reviveObject(rewardClasses, reward, 'compile_config.reward'),
    metrics: metrics.map((metric, index) =>
      reviveObject(metricClasses, metric, `compile_config.metrics[${index}]`),
    ),
  });
}
