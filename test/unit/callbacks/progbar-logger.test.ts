import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { CallbackList, EarlyStopping, LambdaCallback, ProgbarLogger } from '../../../src/index.ts';
import type { CallbackParams, FitOptions, Logs, Row } from '../../../src/index.ts';
import { makeSorter } from '../../helpers/word-sorter.ts';

let lines: string[];
beforeEach(() => {
  lines = [];
  vi.spyOn(console, 'info').mockImplementation((line: string) => void lines.push(line));
  vi.useFakeTimers({ toFake: ['performance'] });
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

/** Runs one epoch, each batch so many milliseconds long. */
async function epoch(params: CallbackParams, batchesMs: readonly number[], logs: Logs = {}): Promise<void> {
  const list = new CallbackList([new ProgbarLogger({ intervalMs: 0 })], { params });
  await list.onTrainBegin();
  await list.onEpochBegin(0);
  for (const [batch, ms] of batchesMs.entries()) {
    vi.advanceTimersByTime(ms);
    await list.onTrainBatchEnd(batch, logs);
  }
  await list.onEpochEnd(0, logs);
  await list.onTrainEnd();
}

const full = '━'.repeat(20);

describe('the progress logger', () => {
  it('prints a bar for each batch, with the time that is left, and the whole time at the end', async () => {
    await epoch({ verbose: 1, epochs: 2, steps: 2 }, [500, 610], { reward: 0.25 });
    expect(lines).toEqual([
      'Epoch 1/2',
      `1/2 ${'━'.repeat(10)}${'╌'.repeat(10)} 0s 500ms/step - reward: 0.2500`,
      `2/2 ${full} 0s 610ms/step - reward: 0.2500`,
      `2/2 ${full} 1s 610ms/step - reward: 0.2500`,
    ]);
  });

  it('names no epoch where there is one only, and no steps as long as nobody knows them', async () => {
    await epoch({ verbose: 1, epochs: 1, steps: null }, [305, 305]);
    expect(lines).toEqual([
      '      1/Unknown 0s 305ms/step',
      '      2/Unknown 1s 305ms/step',
      `2/2 ${full} 1s 305ms/step`,
    ]);
  });

  it('prints one line an epoch when that is wanted', async () => {
    await epoch(
      { verbose: 2, epochs: 3, steps: 12 },
      Array.from({ length: 12 }, () => 200),
      { reward: 1 },
    );
    expect(lines).toEqual(['Epoch 1/3', '12/12 - 2s - 200ms/step - reward: 1.0000']);
  });

  it('leaves time between two lines of an epoch, so that a console is never flooded', async () => {
    const logger = new ProgbarLogger();
    logger.setParams({ verbose: 1, steps: 1000 });
    logger.onEpochBegin(0);
    for (let batch = 0; batch < 1000; batch += 1) {
      vi.advanceTimersByTime(20);
      logger.onTrainBatchEnd(batch, {});
    }
    logger.onEpochEnd(0, {});
    const counts = lines.map((line) => line.slice(0, 9));
    expect(counts).toEqual([' 250/1000', ' 500/1000', ' 750/1000', '1000/1000', '1000/1000']);
  });

  it.each([
    [[0.001], '1.0000e-03'],
    [[0.0011], '0.0011'],
    [[0], '0.0000e+00'],
    [[-0.5, -1], '-0.7500'],
    [[Number.NaN], 'nan'],
  ])('writes small numbers with an exponent, and of lists the mean: %s', async (values, text) => {
    await epoch({ verbose: 2, steps: 1 }, [1], { f1: values.length === 1 ? (values[0] ?? 0) : values });
    expect(lines[0]).toMatch(new RegExp(` - f1: ${text.replaceAll('+', '\\+')}$`));
  });

  it.each([
    [0.5, '500us/step'],
    [1, '1ms/step'],
    [1500, '2s/step'],
    [0, '0s/step'],
  ])('writes %s ms a step as %s', async (ms, text) => {
    await epoch({ verbose: 2, steps: 1 }, [ms]);
    expect(lines[0]?.endsWith(text)).toBe(true);
  });

  it.each([
    [59_000, '59s'],
    [61_000, '1:01'],
    [3_661_000, '1:01:01'],
  ])('writes %s ms that are left as %s', async (ms, text) => {
    await epoch({ verbose: 1, steps: 2 }, [ms]);
    expect(lines[0]).toContain(` ${text} `);
  });
});

describe('verbose', () => {
  const words = ['apple', 'saw', 'pear', 'drill'];
  const x: Row[] = words.map((word) => ({ word }));
  const y: Row[] = words.map((_, index) => ({ kind: index % 2 === 0 ? 'fruit' : 'tool' }));
  const fit = async (options: FitOptions): Promise<void> => {
    const program = await makeSorter();
    await program.fit(x, y, { batchSize: 2, validationData: [x, y], ...options });
  };

  it('is silent unless asked', async () => {
    await fit({ epochs: 2 });
    expect(lines).toEqual([]);
  });

  it('prints each epoch of training, not what is judged within it', async () => {
    await fit({ epochs: 2, verbose: 2 });
    expect(lines).toEqual([
      'Epoch 1/2',
      expect.stringMatching(/^2\/2 - 0s - .*\/step - reward: [\d.]+ - val_reward: [\d.]+$/),
      'Epoch 2/2',
      expect.stringMatching(/^2\/2 - 0s - /),
    ]);
  });

  it('prints judging and answering', async () => {
    const program = await makeSorter();
    await program.evaluate(x, y, { batchSize: 2, verbose: 'auto' });
    await program.predict(x, { batchSize: 1, verbose: 2 });
    expect(lines).toEqual([
      expect.stringMatching(/^2\/2 ━{20} 0s .*\/step - reward: \S+$/),
      expect.stringMatching(/^4\/4 - 0s - [^-]*\/step$/),
    ]);
  });

  it('prints once where a logger is among the callbacks, which needs no verbose', async () => {
    await fit({ callbacks: [new ProgbarLogger()], verbose: 1 });
    await fit({ callbacks: [new ProgbarLogger()] });
    expect(lines).toHaveLength(2);
  });

  it('is told to callbacks as a number, and is refused when it is none', async () => {
    const seen: unknown[] = [];
    class Seeing extends LambdaCallback {
      override onTrainBegin = (): void => void seen.push(this.params.verbose);
    }
    await fit({ callbacks: [new Seeing({})], verbose: 'auto' });
    await fit({ callbacks: [new Seeing({})] });
    expect(seen).toEqual([1, 0]);
    await expect(fit({ verbose: 3 as 2 })).rejects.toMatchObject({ code: 'bad-option' });
  });
});

describe('a callback list', () => {
  it('gives each callback its state back, whichever others there are', () => {
    const [before, after] = [new EarlyStopping({ mode: 'max' }), new EarlyStopping({ mode: 'max' })];
    before.wait = 7;
    const state = new CallbackList([before]).getState();
    new CallbackList([new ProgbarLogger(), after]).setState(state);
    expect(after.wait).toBe(7);
  });
});
