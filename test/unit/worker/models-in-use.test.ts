import { expect, it } from 'vitest';
import { dataModel, Generator, Input, LanguageModel, LMAsJudge, Program } from '../../../src/index.ts';
import { usageOf } from '../../../src/worker/models-in-use.ts';

it('counts what a judge asks of its language model before it has been asked', async () => {
  const answer = dataModel({ title: 'Answer', properties: { answer: { type: 'string' } } });
  const inputs = Input(answer);
  const program = new Program({ inputs, outputs: await new Generator({ dataModel: answer }).call(inputs) });
  program.compile({ reward: 'exact_match' });
  expect(usageOf(program)).toBeNull();
  program.compile({ reward: new LMAsJudge({ languageModel: new LanguageModel({ model: 'ollama/judge' }) }) });
  expect(usageOf(program)).toMatchObject({ calls: 0 });
});
