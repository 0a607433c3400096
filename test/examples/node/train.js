// Trains in Node, keeps the best in memory, reads it back and asks it.
import {
  ExactMatch,
  Generator,
  Input,
  MemoryCheckpointStore,
  NgramModel,
  Program,
  ProgramCheckpoint,
  RandomFewShot,
  dataModel,
  loadProgram,
} from 'tidemark';

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

const inputs = Input(Sentence);
const generator = new Generator({ dataModel: Answer, languageModel: new NgramModel() });
const program = new Program({ inputs, outputs: await generator.call(inputs), name: 'language_spotter' });
program.compile({ reward: new ExactMatch(), optimizer: new RandomFewShot({ nbMaxExamples: 3 }) });

const store = new MemoryCheckpointStore();
const checkpoint = new ProgramCheckpoint('runs/{epoch:02d}.json', {
  monitor: 'val_reward',
  store,
  verbose: 0,
});
await program.fit(x, y, { validationData: [x, y], epochs: 3, seed: 1, verbose: 0, callbacks: [checkpoint] });

const best = await store.best({ monitor: 'val_reward', mode: 'max' });
const reloaded = await loadProgram(best.path, { store });
const answers = await reloaded.predict(x);
const right = answers.filter((answer, n) => answer.language === y[n].language).length;
console.log(JSON.stringify({ path: best.path, reward: best.logs.val_reward, right: right / x.length }));
