import { describe, expect, it } from 'vitest';
import { CallbackList } from '../../../src/callbacks/callback-list.ts';
import type { CallbackProgram } from '../../../src/callbacks/callback.ts';
import { EarlyStopping } from '../../../src/callbacks/early-stopping.ts';
import type { EarlyStoppingOptions } from '../../../src/callbacks/early-stopping.ts';
import { formatJson } from '../../../src/python/format-json.ts';
import { parseJson } from '../../../src/python/parse-json.ts';
import type { JsonValue } from '../../../src/python/json-value.ts';
import { watchConsole } from '../../helpers/console-watch.ts';

const said = watchConsole();

/** Trains until it is stopped; the program's variable is the number of the epoch. */
async function train(
  callback: EarlyStopping,
  values: readonly (number | undefined)[],
  from = 0,
): Promise<{
  epochs: number;
  variable: JsonValue;
}> {
  let variable: JsonValue = null;
  const program: CallbackProgram = {
    stopTraining: false,
    getTrainableState: () => variable,
    setTrainableState: (state) => void (variable = state),
  };
  const list = new CallbackList([callback], { program });
  await list.onTrainBegin();
  let epochs = 0;
  for (const [index, value] of values.entries()) {
    if (program.stopTraining) break;
    variable = BigInt(from + index);
    epochs += 1;
    await list.onEpochEnd(from + index, value === undefined ? { reward: 1 } : { val_reward: value });
  }
  await list.onTrainEnd();
  return { epochs, variable };
}

describe('EarlyStopping', () => {
  it.each<[string, EarlyStoppingOptions, readonly number[], number]>([
    ['at the first epoch that is no better', { mode: 'max' }, [0.1, 0.2, 0.2, 0.3], 3],
    ['when patience is over', { mode: 'max', patience: 2 }, [0.5, 0.4, 0.4, 0.6], 3],
    ['when no change is big enough', { mode: 'max', minDelta: -0.1, patience: 1 }, [0.5, 0.55, 0.9], 2],
    ['when less is better and there is no less', { mode: 'min' }, [0.5, 0.4, 0.45], 3],
    ['when it is good enough', { mode: 'max', stopAt: 0.9 }, [0.5, 0.95, 1], 2],
    ['never for being good', { mode: 'max', stopAt: null }, [0.5, 1, 2, 3], 4],
    ['not before it counts', { mode: 'max', startFromEpoch: 2 }, [0.5, 0.4, 0.3, 0.2], 4],
    ['never in the first epoch', { mode: 'max' }, [NaN], 1],
  ])('ends training %s', async (_, options, values, epochs) => {
    expect((await train(new EarlyStopping(options), values)).epochs).toBe(epochs);
  });

  it('leaves an epoch out that has no value, with a warning', async () => {
    const { epochs } = await train(new EarlyStopping({ mode: 'max' }), [0.5, undefined, 0.6, 0.1]);
    expect(epochs).toBe(4);
    expect(said.warnings).toEqual([
      'Early stopping conditioned on metric `val_reward` which is not available. Available metrics are: reward',
    ]);
  });

  it('puts the variables of the best epoch back', async () => {
    const callback = new EarlyStopping({ mode: 'max', patience: 2, restoreBestVariables: true, verbose: 1 });
    const { variable } = await train(callback, [0.5, 0.7, 0.6, 0.6]);
    expect(variable).toBe(1n);
    expect(said.messages).toEqual([
      'Epoch 4: early stopping',
      'Restoring model variables from the end of the best epoch: 2.',
    ]);
  });

  it('goes on where it was when a run is resumed', async () => {
    const options = { mode: 'max', patience: 2, restoreBestVariables: true } as const;
    const [first, second] = [new EarlyStopping(options), new EarlyStopping(options)];
    await train(first, [0.9, 0.1]);
    second.setState(parseJson(formatJson(first.getState())));
    const { epochs, variable } = await train(second, [0.2, 0.3], 2);
    expect(epochs).toBe(1);
    expect(variable).toBe(0n);
  });

  it.each<[string, EarlyStoppingOptions, EarlyStoppingOptions, number]>([
    ['stays stopped', { patience: 1 }, { patience: 1 }, 0],
    ['goes on with more patience', { patience: 1 }, { patience: 3 }, 2],
    ['stays stopped when it was good enough', { stopAt: 0.85 }, { stopAt: 0.85 }, 0],
    ['goes on when more is asked for', { stopAt: 0.85 }, { stopAt: 1, patience: 5 }, 2],
  ])('%s when a run that it has stopped is resumed', async (_, before, after, epochs) => {
    const [first, second] = [
      new EarlyStopping({ mode: 'max', ...before }),
      new EarlyStopping({ mode: 'max', ...after }),
    ];
    const values = before.stopAt === undefined ? [0.9, 0.1, 0.2] : [0.1, 0.9];
    expect((await train(first, [...values, 0.3])).epochs).toBe(2);
    second.setState(parseJson(formatJson(first.getState())));
    expect((await train(second, [0.3, 0.2], 3)).epochs).toBe(epochs);
  });

  it('goes by the metric, and fails without one', async () => {
    const callback = new EarlyStopping({ monitor: 'val_cost', stopAt: null });
    const program = { stopTraining: false, metrics: [{ name: 'cost', direction: 'down' as const }] };
    callback.setProgram(program);
    callback.onEpochEnd(0, { val_cost: 3 });
    callback.onEpochEnd(1, { val_cost: 2 });
    expect(program.stopTraining).toBe(false);
    callback.setProgram({});
    expect(() => callback.onEpochEnd(2, { val_cost: 1 })).toThrow(
      "Pass `mode='max'` in order to do early stopping",
    );
  });
});
