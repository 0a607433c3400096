import { afterEach, describe, expect, it, vi } from 'vitest';
import { ProgramAsJudge } from '../../../src/rewards/program-as-judge.ts';
import type { Judge } from '../../../src/rewards/program-as-judge.ts';
import { model, missing } from '../../helpers/model.ts';

const judge = (verdict: string | null): Judge & { readonly asked: unknown[] } => {
  const asked: unknown[] = [];
  return {
    asked,
    identity: {
      module: 'synalinks.src.programs.functional',
      className: 'Functional',
      registeredName: 'Functional',
    },
    getConfig: () => new Map([['name', 'judge']]),
    call: async (inputs) => {
      asked.push(inputs);
      return verdict === null ? null : model(verdict);
    },
  };
};

afterEach(() => vi.restoreAllMocks());

describe('ProgramAsJudge', () => {
  it('asks the program with the target and the prediction, and takes its reward', async () => {
    const program = judge('{"critique":"fine","reward":0.8}');
    const [target, prediction] = [model('{"a":1}'), model('{"a":2}')];
    expect(await new ProgramAsJudge(program).call(target, prediction)).toBe(0.8);
    expect(program.asked).toEqual([[target, prediction]]);
  });

  it('counts an int as a reward, and a verdict without one as 0', async () => {
    expect(await new ProgramAsJudge(judge('{"reward":1}')).call(missing, missing)).toBe(1);
    expect(await new ProgramAsJudge(judge('{}')).call(missing, missing)).toBe(0);
  });

  it('warns and gives 0 when the judge says nothing', async () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => undefined);
    expect(await new ProgramAsJudge(judge(null)).call(missing, missing)).toBe(0);
    expect(warn).toHaveBeenCalledExactlyOnceWith(
      expect.stringMatching(/^ProgramAsJudge: judge program returned None/),
    );
  });

  it('saves the judge with it, and comes back with the one that the file names', () => {
    const program = judge(null);
    const config = new ProgramAsJudge(program, { name: 'j' }).getConfig();
    expect([...config.keys()].at(-1)).toBe('program');
    expect(ProgramAsJudge.fromConfig(config, () => program).program).toBe(program);
    expect(() => ProgramAsJudge.fromConfig(config, () => 5)).toThrow(/"program"/);
  });
});
