import { dataModel, Generator, Input, Program } from '../../../src/index.ts';
import type { ChatModel } from '../../../src/index.ts';

const modelOf = (field: string) =>
  dataModel({
    title: field,
    type: 'object',
    properties: { [field]: { type: 'string' } },
    required: [field],
  });
const [Query, Draft, Answer] = [modelOf('query'), modelOf('draft'), modelOf('answer')];

/** The program of the recordings: one that answers riddles, at once or after a draft. */
export async function makeRiddler(languageModel: ChatModel, { drafts = false } = {}): Promise<Program> {
  const inputs = Input(Query, { name: 'riddle' });
  const draft = drafts
    ? await new Generator({ dataModel: Draft, languageModel, name: 'first', returnInputs: true }).call(inputs)
    : inputs;
  const name = drafts ? 'second' : 'generator';
  const outputs = await new Generator({ dataModel: Answer, languageModel, name }).call(draft);
  return new Program({ inputs, outputs, name: 'riddler', description: 'Answers riddles.' });
}

/** Riddles and what solves them, from one number to before another. */
export function riddles(from: number, to: number): readonly [{ query: string }[], { answer: string }[]] {
  const numbers = Array.from({ length: to - from }, (_, index) => from + index);
  return [numbers.map((n) => ({ query: `q${n}` })), numbers.map((n) => ({ answer: `a${n}` }))];
}
