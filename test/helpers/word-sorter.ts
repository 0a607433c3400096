import {
  dataModel,
  ExactMatch,
  Generator,
  Input,
  NgramModel,
  Program,
  RandomFewShot,
} from '../../src/index.ts';
import type { ChatModel } from '../../src/index.ts';
import { resetAutomaticNames } from '../../src/testing.ts';

/** What a `makeSorter` can be given. */
export interface SorterOptions {
  /** @default the embedded model */
  readonly languageModel?: ChatModel;
  /** @default the optimizer's own */
  readonly nbMaxExamples?: number;
}

/** Makes a small program that tells tools from fruit, compiled, with the same names each time. */
export async function makeSorter({
  languageModel = new NgramModel(),
  nbMaxExamples,
}: SorterOptions = {}): Promise<Program> {
  resetAutomaticNames();
  const inputs = Input(dataModel({ title: 'Word', properties: { word: { type: 'string' } } }));
  const kind = { type: 'string', enum: ['fruit', 'tool'] };
  const answer = dataModel({ title: 'Kind', properties: { kind } });
  const outputs = await new Generator({ dataModel: answer, languageModel }).call(inputs);
  const program = new Program({ inputs, outputs, name: 'sorter' });
  const optimizer = new RandomFewShot(nbMaxExamples === undefined ? {} : { nbMaxExamples });
  program.compile({ reward: new ExactMatch(), optimizer });
  return program;
}
