import { dataModel, Generator, Input, NgramModel, Program, ProgramCheckpoint } from '../../src/index.ts';
import type { CheckpointStore } from '../../src/index.ts';
import { jsonObject } from '../../src/python/json-value.ts';
import type { JsonObject } from '../../src/python/json-value.ts';

const Sentence = dataModel({ title: 'Sentence', properties: { sentence: { type: 'string' } } });
const Language = dataModel({ title: 'Language', properties: { language: { type: 'string' } } });

/** A program and the callbacks that save it. */
export interface OwnCheckpoint {
  /** Makes a share of the program's examples new, as training does. */
  renew(): void;
  /** Saves: the program is written as text, hashed, and committed. */
  save(): Promise<void>;
  /** Does the same, and deletes the one before unless it is the best. */
  saveWithRetention(): Promise<void>;
}

/**
 * `ProgramCheckpoint` from end to end.
 *
 * @param folder where to save
 * @param name the template of the files' names
 * @param fileBytes about as many as the program's file has, nearly all of them examples
 * @param newShare how much of it is new at each save
 */
export async function openProgramCheckpoint(
  store: CheckpointStore,
  folder: string,
  name: string,
  fileBytes: number,
  newShare: number,
): Promise<OwnCheckpoint> {
  const generator = new Generator({ dataModel: Language, languageModel: new NgramModel() });
  const inputs = Input(Sentence);
  const program = new Program({ inputs, outputs: await generator.call(inputs), name: 'language_spotter' });
  const begin = async (callback: ProgramCheckpoint): Promise<() => Promise<void>> => {
    callback.setProgram(program);
    await callback.onTrainBegin();
    let epoch = 0;
    return async () => {
      await callback.onEpochEnd(epoch, { reward: Math.random(), val_reward: Math.random() });
      epoch += 1;
    };
  };
  const retention = { best: 1, latest: 1 };
  const save = await begin(new ProgramCheckpoint(`${folder}/${name}`, { store }));
  const saveWithRetention = await begin(new ProgramCheckpoint(`${folder}-few/${name}`, { store, retention }));
  let examples = Array.from({ length: countFor(program, fileBytes) }, example);
  return {
    renew: () => {
      const kept = examples.slice(0, Math.round(examples.length * (1 - newShare)));
      examples = [...kept, ...Array.from({ length: examples.length - kept.length }, example)];
      generator.state.update([['examples', examples]]);
    },
    save,
    saveWithRetention,
  };
}

/** How many examples make a file that large. */
function countFor(program: Program, fileBytes: number): number {
  const [variable] = program.trainableVariables;
  const around = program.toProgramFile().length;
  const count = 200;
  variable?.update([['examples', Array.from({ length: count }, example)]]);
  return Math.ceil(((fileBytes - around) * count) / (program.toProgramFile().length - around));
}

function example(): JsonObject {
  const sentence = `Der Zug nach Zürich fährt um ${Math.random()} Uhr ab, "pünktlich" wie immer.`;
  return jsonObject(
    ['inputs', jsonObject(['sentence', sentence])],
    ['outputs', jsonObject(['language', 'de'])],
    ['reward', Math.random()],
  );
}
