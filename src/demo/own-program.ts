import { dataModel, ExactMatch, Generator, Input, Program, RandomFewShot } from 'tidemark';
import type { ChatModel, DataModel } from 'tidemark';
import { fieldNames } from './own-task.ts';
import type { Field, OwnTask } from './own-task.ts';
import type { RunSettings } from './run-settings.ts';

/** The program for a task of one's own: one Generator, from its input columns to its output columns. */
export async function makeOwnProgram(
  { name, inputs, outputs }: OwnTask,
  { nbMaxExamples }: Pick<RunSettings, 'nbMaxExamples'>,
  languageModel: ChatModel,
): Promise<Program> {
  const given = Input(dataModelOf('Question', inputs));
  const generator = new Generator({ dataModel: dataModelOf('Answer', outputs), languageModel });
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

function dataModelOf(title: string, fields: readonly Field[]): DataModel {
  return dataModel({
    title,
    properties: Object.fromEntries(fields.map((field) => [field.name, schemaOf(field)])),
  });
}

function schemaOf({ type, column, labels }: Field): Record<string, unknown> {
  const description = column.slice(0, 200);
  if (type === 'label') return { type: 'string', enum: labels, description };
  return { type: type === 'text' ? 'string' : type, description };
}
