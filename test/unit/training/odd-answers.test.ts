import { describe, expect, it, vi } from 'vitest';
import {
  dataModel,
  ExactMatch,
  F1Score,
  Generator,
  Input,
  Program,
  RandomFewShot,
} from '../../../src/index.ts';

const Query = dataModel({ title: 'Query', properties: { query: { type: 'string' } } });
const Answer = dataModel({ title: 'Answer', properties: { answer: { type: 'string' } } });

describe('an answer that is other JSON than an object', () => {
  it.each(['null', '5', '[1]', '"x"'])('counts as none, in training and after it: %s', async (content) => {
    vi.spyOn(console, 'info').mockReturnValue();
    const languageModel = { config: { model: 'test/odd' }, complete: async () => ({ content }) };
    const inputs = Input(Query);
    const outputs = await new Generator({ dataModel: Answer, languageModel }).call(inputs);
    const program = new Program({ inputs, outputs });
    program.compile({
      reward: new ExactMatch({ inMask: ['answer'] }),
      metrics: [new F1Score({ inMask: ['answer'] })],
      optimizer: new RandomFewShot(),
    });
    const [x, y] = [
      [{ query: 'a' }, { query: 'b' }],
      [{ answer: 'x' }, { answer: 'x' }],
    ];
    const history = await program.fit(x, y, { validationData: [x, y], verbose: 0 });
    expect(history.history['val_reward']).toEqual([0]);
    expect(program.trainableVariables[0]?.get('predictions')).toEqual([]);
    expect(await program.predict(x)).toEqual([null, null]);
  });
});
