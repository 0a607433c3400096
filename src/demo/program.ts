import { dataModel, ExactMatch, Generator, Input, NgramModel, Program, RandomFewShot } from 'tidemark';
import type { ChatModel } from 'tidemark';
import type { Language } from './data-set.ts';
import type { RunSettings } from './run-settings.ts';

const Sentence = dataModel({
  title: 'Sentence',
  description: 'A sentence in one of several languages.',
  properties: { text: { type: 'string', description: 'The sentence.' } },
});

/** What the program answers: a language, each known at first by a few of its commonest words. */
function languageModelOf(languages: readonly Language[]): ReturnType<typeof dataModel> {
  const hints = languages.map(({ name, hints }) => `${name}: ${hints.join(', ')}`);
  return dataModel({
    title: 'Answer',
    description: 'The language of a sentence.',
    properties: {
      language: {
        type: 'string',
        enum: languages.map(({ name }) => name),
        description: ['The language of the sentence.', ...hints].join('\n'),
      },
    },
  });
}

/** The program that tells languages apart: one Generator, trained by putting its own answers into its prompt. */
export async function makeProgram(
  languages: readonly Language[],
  settings: Pick<RunSettings, 'nbMaxExamples'>,
  languageModel: ChatModel = new NgramModel(),
): Promise<Program> {
  const inputs = Input(Sentence);
  const generator = new Generator({ dataModel: languageModelOf(languages), languageModel });
  const program = new Program({ inputs, outputs: await generator.call(inputs), name: 'language_spotter' });
  program.compile({
    reward: new ExactMatch(),
    optimizer: new RandomFewShot({
      nbMinExamples: Math.ceil(settings.nbMaxExamples / 2),
      nbMaxExamples: settings.nbMaxExamples,
    }),
  });
  return program;
}
