import {
  dataModel,
  ExactMatch,
  Generator,
  Input,
  NgramModel,
  Program,
  ProgramCheckpoint,
  RandomFewShot,
} from 'tidemark';
import { serveTrainer } from 'tidemark/worker';

const Sentence = dataModel({ title: 'Sentence', properties: { text: { type: 'string' } } });
const Answer = dataModel({
  title: 'Answer',
  properties: {
    language: {
      type: 'string',
      enum: ['Danish', 'Dutch', 'Finnish'],
      description: 'Danish: er, det, og; Dutch: is, het, en; Finnish: on, ja, ei',
    },
  },
});

const x = ['Vi ses i morgen.', 'Tot morgen, slaap lekker.', 'Nähdään huomenna.'].map((text) => ({ text }));
const y = ['Danish', 'Dutch', 'Finnish'].map((language) => ({ language }));

serveTrainer(async () => {
  const inputs = Input(Sentence);
  const generator = new Generator({ dataModel: Answer, languageModel: new NgramModel() });
  const program = new Program({ inputs, outputs: await generator.call(inputs), name: 'language_spotter' });
  program.compile({ reward: new ExactMatch(), optimizer: new RandomFewShot({ nbMaxExamples: 3 }) });
  const best = new ProgramCheckpoint('runs/{epoch:02d}.json', { monitor: 'val_reward', mode: 'max' });
  return { program, x, y, validationData: [x, y], callbacks: [best] };
});
