import { dataModel } from '../../src/data/data-model.ts';
import { Branch } from '../../src/programs/branch.ts';
import { Decision } from '../../src/programs/decision.ts';
import type { DecisionOptions } from '../../src/programs/decision-module.ts';
import { FunctionalProgram } from '../../src/programs/functional-program.ts';
import { Generator } from '../../src/programs/generator.ts';
import { InMask } from '../../src/programs/in-mask.ts';
import { Input } from '../../src/programs/input.ts';
import { reviveLanguageModel } from '../../src/programs/named-model.ts';
import { OutMask } from '../../src/programs/out-mask.ts';
import { SelfCritique } from '../../src/programs/self-critique.ts';
import type { ScoreType } from '../../src/programs/score-scale.ts';
import { Sequential } from '../../src/training/sequential.ts';
import { differs, held } from './vector.ts';
import type { Verdict } from './vector.ts';

/** A Python exception. */
export interface RecordedRefusal {
  readonly type: string;
  readonly message: string;
}

const Answer = dataModel({ title: 'Answer', properties: { answer: { type: 'string' } } });
const twice = (): FunctionalProgram => {
  const inputs = Input(Answer, { name: 'input' });
  const middle = new Generator({ dataModel: Answer, name: 'same' }).connect(inputs);
  return new FunctionalProgram({
    inputs,
    outputs: new Generator({ dataModel: Answer, name: 'same' }).connect(middle),
  });
};
const branches = [new Generator({ dataModel: Answer })];

/** What is refused, by the words of the refusal: the constructions are recorded as prose. */
const constructions: readonly (readonly [RegExp, (spec: string) => unknown])[] = [
  [
    /^You need to set the `model` argument/,
    () => reviveLanguageModel(new Map([['config', new Map()]]), 'model'),
  ],
  [
    /cannot contain character `\/`/,
    (spec) => new Generator({ dataModel: Answer, name: /name="(.+?)"/.exec(spec)?.[1] ?? '/' }),
  ],
  [
    /^All Sequential programs must have a `description`/,
    () => new Sequential([Input(Answer)], {} as { description: string }),
  ],
  [/^The name ".+" is used \d+ times/, twice],
  [
    /^The reasoning effort parameter/,
    () => new Generator({ dataModel: Answer, sampling: new Map([['reasoning_effort', 'x']]) }),
  ],
  [
    /^Unknown score type '(.+?)'/,
    (spec) => new SelfCritique({ scoreType: (/score_type="(.+?)"/.exec(spec)?.[1] ?? '') as ScoreType }),
  ],
  [/^The `question` argument/, () => new Decision({ labels: ['a'] } as unknown as DecisionOptions)],
  [/^The `labels` argument/, () => new Decision({ question: 'Q?' } as DecisionOptions)],
  [/^The `labels` parameter/, () => new Decision({ question: 'Q?', labels: 'ab' as unknown as string[] })],
  [/^The `branches` argument/, () => new Branch({ question: 'Q?', labels: ['a'], branches: [] })],
  [/^The `labels` and `branches`/, () => new Branch({ question: 'Q?', labels: ['a', 'b'], branches })],
  [/list of fields to keep$/, () => new InMask({})],
  [/list of fields to remove$/, () => new OutMask({})],
];

/** Words of ours that differ: a model is only named in files here. */
const otherWords = /^You need to set the `model` argument/;

/** Tags that mark what Python's module system alone refuses. */
const pythonOnly = /^module '.+' has no attribute/;

/** Makes what Python refused to make, and compares the words of the refusal. */
export function checkRefusedConstruction(spec: string, recorded: RecordedRefusal): Verdict {
  if (pythonOnly.test(recorded.message)) return held;
  const [, make] = constructions.find(([words]) => words.test(recorded.message)) ?? [];
  if (!make) return differs('refusal', recorded.message, `no construction for ${spec}`);
  try {
    make(spec);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const words = recorded.message.replace(/ \(of type <class '.+'>\)$/, '');
    return otherWords.test(words) || message.startsWith(words) || words.startsWith(message)
      ? held
      : differs('refusal', recorded.message, message);
  }
  return differs('refusal', recorded.message, 'something that was made');
}
