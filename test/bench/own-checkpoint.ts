import { dataModel, Generator, Input, NgramModel, Program, ProgramCheckpoint } from '../../src/index.ts';
import type { CheckpointStore } from '../../src/index.ts';
import { jsonObject } from '../../src/python/json-value.ts';

const Sentence = dataModel({ title: 'Sentence', properties: { sentence: { type: 'string' } } });
const Language = dataModel({ title: 'Language', properties: { language: { type: 'string' } } });

/**
 * `ProgramCheckpoint` from end to end: a program is written as text, hashed, and committed.
 *
 * @param filepath where to save
 * @param fileBytes about as many as the program's file has, most of them examples
 */
export async function openProgramCheckpoint(
  store: CheckpointStore,
  filepath: string,
  fileBytes: number,
): Promise<() => Promise<void>> {
  const program = await programOf(fileBytes);
  const checkpoint = new ProgramCheckpoint(filepath, { store });
  checkpoint.setProgram(program);
  await checkpoint.onTrainBegin();
  let epoch = 0;
  return async () => {
    await checkpoint.onEpochEnd(epoch, { reward: Math.random(), val_reward: Math.random() });
    epoch += 1;
  };
}

/** Of the file: what there is beside the examples, and what each of them adds. */
const bytes = { around: 5_000, example: 497 };

async function programOf(fileBytes: number): Promise<Program> {
  const count = Math.ceil((fileBytes - bytes.around) / bytes.example);
  const examples = Array.from({ length: count }, example);
  const generator = new Generator({ dataModel: Language, languageModel: new NgramModel(), examples });
  const inputs = Input(Sentence);
  return new Program({ inputs, outputs: await generator.call(inputs), name: 'language_spotter' });
}

function example(): readonly [ReturnType<typeof jsonObject>, ReturnType<typeof jsonObject>] {
  const sentence = `Der Zug nach Zürich fährt um ${Math.random()} Uhr ab, "pünktlich" wie immer.`;
  return [jsonObject(['sentence', sentence]), jsonObject(['language', 'de'])];
}
