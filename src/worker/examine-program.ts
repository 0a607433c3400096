import { TrainingError } from '../base/errors.ts';
import type { ModuleQuestion } from '../programs/module.ts';
import { isJsonObject } from '../python/json-value.ts';
import type { JsonValue } from '../python/json-value.ts';
import { parseJson } from '../python/parse-json.ts';
import { toPlainValue } from '../python/plain-value.ts';
import { scoreOutcomes } from '../training/judge-outcomes.ts';
import { runSamples } from '../training/run-samples.ts';
import { plainValues, toSamples } from '../training/samples.ts';
import type { Row, Sample } from '../training/samples.ts';
import type { Program } from '../training/program.ts';
import type { Trainer } from '../training/trainer.ts';
import type { JudgedSample, ModulePrompt, TrainerSample } from './trainer-answers.ts';
import type { PlainValue } from './trainer-client.ts';

/** How many samples are under way at once, as when a whole data set is judged. */
const CONCURRENCY = 32;

/** The program file without its variables: what the program is, not what it has learned. */
export function architectureOf(program: Program): PlainValue {
  const file = parseJson(program.toProgramFile());
  const entries = isJsonObject(file) ? [...file].filter(([key]) => key !== 'variables') : [];
  return plain(new Map(entries));
}

/**
 * What the modules of a program would ask for an input.
 *
 * @param ask whether they do ask. A module that needs another one's answer is left out when they do not.
 */
export async function promptsOf(program: Program, row: Row, ask: boolean): Promise<readonly ModulePrompt[]> {
  const prompts: ModulePrompt[] = [];
  const [sample] = toSamples(program.body, [row], null);
  const preview = (question: ModuleQuestion): boolean => {
    prompts.push(toPrompt(question));
    return ask;
  };
  if (sample) await program.body.call(sample.input, { training: false, preview });
  return prompts;
}

/** What goes in and what should come out, as plain data. */
export function plainSample({ input, target }: Sample): TrainerSample {
  return { input: plainValues(input) as PlainValue, target: target && plain(target.json) };
}

/**
 * Has a program answer samples, and says how good each answer is.
 *
 * @param trainer whose reward is the measure, so that different programs are measured alike
 */
export async function judgeSamples(
  program: Program,
  samples: readonly Sample[],
  trainer: Trainer | null,
): Promise<readonly JudgedSample[]> {
  if (!trainer) throw noReward(program.name);
  const run = { training: false, concurrency: CONCURRENCY };
  const outcomes = await runSamples(program.body, samples, run);
  const rewards = await scoreOutcomes(trainer.judge.reward, outcomes, run);
  return outcomes.map(({ sample, output }, index) => ({
    ...plainSample(sample),
    answer: plainValues(output) as PlainValue,
    reward: rewards[index] ?? 0,
  }));
}

function toPrompt({ module, messages, schema }: ModuleQuestion): ModulePrompt {
  return {
    module,
    schema: plain(schema),
    messages: messages.map(({ role, content, fields }) => ({
      role,
      content: plain(content),
      ...(fields ? { fields: plain(fields) } : {}),
    })),
  };
}

const plain = (value: JsonValue): PlainValue => toPlainValue(value) as PlainValue;

function noReward(name: string): TrainingError {
  return new TrainingError(
    'not-compiled',
    `The program "${name}" is not compiled, so there is no reward to judge its answers by. Compile the program in the worker file.`,
    { details: { program: name } },
  );
}
