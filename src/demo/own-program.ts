import { dataModel, ExactMatch, Generator, Input, Program, RandomFewShot } from 'tidemark';
import type { ChatModel, DataModel } from 'tidemark';
import { cut } from './cut.ts';
import { fieldNames } from './own-task.ts';
import type { Field, OwnTask, Pair } from './own-task.ts';
import type { RunSettings } from './run-settings.ts';

/** The program for a task of one's own: one Generator, from its input columns to its output columns. */
export async function makeOwnProgram(
  { name, inputs, outputs, train }: OwnTask,
  { nbMaxExamples: wanted }: Pick<RunSettings, 'nbMaxExamples'>,
  languageModel: ChatModel,
): Promise<Program> {
  const [question, answer] = [dataModelOf('Question', inputs), dataModelOf('Answer', outputs)];
  // Of more than half of its answers, training could not leave the wrong ones out.
  const nbMaxExamples = Math.max(1, Math.min(wanted, Math.floor(train.length / 2)));
  const examples = firstOfEach(train)
    .slice(0, nbMaxExamples)
    .map(([x, y]) => [question.toJson(x), answer.toJson(y)] as const);
  const given = Input(question);
  const generator = new Generator({ dataModel: answer, languageModel, examples });
  const program = new Program({
    inputs: given,
    outputs: await generator.call(given),
    name: fieldNames([name])[0] ?? 'task',
  });
  program.compile({
    reward: new ExactMatch(),
    optimizer: new RandomFewShot({ nbMinExamples: Math.ceil(nbMaxExamples / 2), nbMaxExamples }),
  });
  return program;
}

/** What training begins with: one example of each answer. */
function firstOfEach(pairs: readonly Pair[]): readonly Pair[] {
  const first = new Map<string, Pair>();
  for (const pair of pairs) {
    const answer = JSON.stringify(pair[1]);
    if (!first.has(answer)) first.set(answer, pair);
  }
  return [...first.values()];
}

function dataModelOf(title: string, fields: readonly Field[]): DataModel {
  return dataModel({
    title,
    properties: Object.fromEntries(fields.map((field) => [field.name, schemaOf(field)])),
  });
}

function schemaOf({ type, column, labels }: Field): Record<string, unknown> {
  const description = cut(column, 200);
  if (type === 'label') return { type: 'string', enum: labels, description };
  return { type: type === 'text' ? 'string' : type, description };
}
