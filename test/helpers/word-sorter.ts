import {
  dataModel,
  ExactMatch,
  Generator,
  Input,
  NgramModel,
  Program,
  RandomFewShot,
} from '../../src/index.ts';
import type { ChatModel, Row } from '../../src/index.ts';
import { resetAutomaticNames } from '../../src/testing.ts';

export const Word = dataModel({ title: 'Word', properties: { word: { type: 'string' } } });
export const Kind = dataModel({
  title: 'Kind',
  properties: { kind: { type: 'string', enum: ['fruit', 'tool'] } },
});

const tools = new Set(['saw', 'drill', 'file', 'clamp']);
const words = ['apple', 'pear', 'plum', 'saw', 'drill', 'file', 'grape', 'clamp'];

/** Eight words to sort, and what they are. */
export const x: Row[] = words.map((word) => ({ word }));
export const y: Row[] = words.map((word) => ({ kind: tools.has(word) ? 'tool' : 'fruit' }));

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
  const inputs = Input(Word);
  const outputs = await new Generator({ dataModel: Kind, languageModel }).call(inputs);
  const program = new Program({ inputs, outputs, name: 'sorter' });
  const optimizer = new RandomFewShot(nbMaxExamples === undefined ? {} : { nbMaxExamples });
  program.compile({ reward: new ExactMatch(), optimizer });
  return program;
}
