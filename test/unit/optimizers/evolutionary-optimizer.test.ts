import { describe, expect, it } from 'vitest';
import { EvolutionaryOptimizer, ExactMatch } from '../../../src/index.ts';
import type {
  EvolutionaryOptions,
  JsonObject,
  Program,
  TrainingBatch,
  Variable,
} from '../../../src/index.ts';
import { json } from '../../helpers/model.ts';
import { makeRiddler, riddles } from './riddler.ts';
import { ScriptedModel } from './scripted-model.ts';

/** Lengthens instructions by a word, and joins those of two; it keeps what it was given. */
class Lengthener extends EvolutionaryOptimizer {
  readonly identity = { module: null, className: 'Lengthener', registeredName: 'Lengthener' };
  readonly mutated: JsonObject[] = [];
  readonly merged: (readonly [JsonObject, JsonObject])[] = [];
  readonly batches: TrainingBatch[] = [];

  constructor(options: EvolutionaryOptions = {}) {
    super('Lengthener', 'Makes instructions longer.', options);
  }

  protected async mutate(_: Variable, candidate: JsonObject, batch: TrainingBatch): Promise<JsonObject> {
    this.mutated.push(candidate);
    this.batches.push(batch);
    return new Map([['instructions', `${String(candidate.get('instructions'))} please`]]);
  }

  protected async merge(
    _: Variable,
    { current, other }: { readonly current: JsonObject; readonly other: JsonObject },
  ): Promise<JsonObject | null> {
    this.merged.push([current, other]);
    return null;
  }
}

async function train(options: EvolutionaryOptions): Promise<{ program: Program; optimizer: Lengthener }> {
  const program = await makeRiddler(new ScriptedModel());
  const optimizer = new Lengthener({ languageModel: new ScriptedModel(), name: 'lengthener', ...options });
  program.compile({ reward: new ExactMatch(), optimizer });
  await program.fit(...riddles(0, 4), {
    validationData: riddles(4, 8),
    batchSize: 2,
    epochs: 4,
    seed: 1,
    shuffle: false,
  });
  return { program, optimizer };
}

describe('an evolutionary optimizer of one’s own', () => {
  it('begins with the seed, and goes on from the best, which have a reward', async () => {
    const { optimizer } = await train({ mergingRate: 0, selection: 'best' });
    expect(optimizer.mutated[0]?.has('reward')).toBe(false);
    expect(optimizer.mutated.slice(2).every((candidate) => candidate.has('reward'))).toBe(true);
    const rewards = optimizer.mutated.slice(2).map((candidate) => Number(candidate.get('reward')));
    expect(rewards).toEqual(rewards.toSorted((a, b) => a - b));
  });

  it('merges where the rate allows it and two are there, and keeps the variable when nothing came of it', async () => {
    const { program, optimizer } = await train({ mergingRate: 1 });
    // Both batches of the first epoch make the same of the one seed: so the second has but one to change.
    expect(optimizer.mutated).toHaveLength(4);
    expect(optimizer.merged).toHaveLength(4);
    expect(String(program.trainableVariables[0]?.get('instructions'))).toContain('Your task');
  });

  it('sees the batch: what went in, what came out, and what was right', async () => {
    const { optimizer } = await train({ mergingRate: 0 });
    const [first, second] = optimizer.batches;
    expect([first?.step, second?.step]).toEqual([0, 1]);
    expect(second?.inputs).toEqual([json('{"query":"q2"}'), json('{"query":"q3"}')]);
    expect(second?.targets).toEqual([json('{"answer":"a2"}'), json('{"answer":"a3"}')]);
    expect(second?.predictions).toHaveLength(2);
    expect(second?.programDescription).toBe('Answers riddles.');
  });

  it('writes its settings in Synalinks’ order', () => {
    expect([...new Lengthener({ selectionTemperature: 1 }).getConfig()]).toEqual([
      ['population_size', 10n],
      ['name', expect.stringMatching(/^lengthener/)],
      ['description', 'Makes instructions longer.'],
      ['merging_rate', 0.02],
      ['mutation_temperature', 0.3],
      ['crossover_temperature', 0.3],
      ['selection', 'softmax'],
      ['selection_temperature', 1],
      ['language_model', null],
    ]);
  });
});
