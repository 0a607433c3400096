import * as fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { CallbackList } from '../../../src/callbacks/callback-list.ts';
import type { CallbackParams, CallbackProgram, Logs } from '../../../src/callbacks/callback.ts';
import type { ProgramCheckpointOptions } from '../../../src/callbacks/program-checkpoint-options.ts';
import { ProgramCheckpoint } from '../../../src/callbacks/program-checkpoint.ts';
import { CheckpointError } from '../../../src/base/errors.ts';
import { MemoryCheckpointStore } from '../../../src/checkpoints/memory-checkpoint-store.ts';
import { formatJson } from '../../../src/python/format-json.ts';
import { parseJson } from '../../../src/python/parse-json.ts';
import { watchConsole } from '../../helpers/console-watch.ts';

const said = watchConsole();

const logNames = ['accuracy', 'reward', 'val_accuracy', 'val_reward'];

/** A trainer's part: a program, a run, and epochs of which only the logs matter. */
class Rehearsal {
  readonly store: MemoryCheckpointStore;
  readonly checkpoints: readonly ProgramCheckpoint[];
  readonly list: CallbackList;
  readonly program: CallbackProgram;

  constructor(
    checkpoints: readonly (readonly [string, ProgramCheckpointOptions])[],
    {
      store = new MemoryCheckpointStore(),
      ...params
    }: CallbackParams & { store?: MemoryCheckpointStore } = {},
  ) {
    this.store = store;
    this.checkpoints = checkpoints.map(
      ([path, options]) => new ProgramCheckpoint(path, { store, ...options }),
    );
    this.program = {
      toProgramFile: () => '{"program":1}',
      toVariablesFile: () => '{"variables":1}',
      getTrainingState: () => formatJson(this.list.getState()),
    };
    this.list = new CallbackList(this.checkpoints, {
      program: this.program,
      params: { run: 'this', logNames, ...params },
    });
  }

  async epochs(logs: readonly Logs[], from = 0): Promise<void> {
    await this.list.onTrainBegin();
    for (const [index, epochLogs] of logs.entries()) {
      await this.list.onEpochBegin(from + index);
      await this.list.onEpochEnd(from + index, epochLogs);
    }
    await this.list.onTrainEnd();
  }

  async paths(): Promise<string[]> {
    const { entries } = await this.store.list({ orderBy: 'path', direction: 'ascending' });
    return entries.map(({ path }) => path);
  }
}

const rehearse = (
  path: string,
  options: ProgramCheckpointOptions = {},
  params: ConstructorParameters<typeof Rehearsal>[1] = {},
): Rehearsal => new Rehearsal([[path, options]], params);

const rewards = (...values: readonly number[]): readonly Logs[] =>
  values.map((value) => ({ val_reward: value }));

describe('what a ProgramCheckpoint writes', () => {
  it('says everything of a checkpoint that the store can keep', async () => {
    const rehearsal = rehearse(
      'runs/{epoch:02d}-{val_reward:.2f}.json',
      { saveBestOnly: true },
      { parent: 'old.json' },
    );
    await rehearsal.epochs([{ val_reward: 0.125, f1: [0.5, 1] }]);
    expect(await rehearsal.store.info('runs/01-0.12.json')).toMatchObject({
      kind: 'program',
      run: 'this',
      parent: 'old.json',
      template: 'runs/{epoch:02d}-{val_reward:.2f}.json',
      epoch: 0,
      batch: null,
      logs: { val_reward: 0.125 },
      monitor: 'val_reward',
      mode: 'max',
      reason: 'best',
      resumable: true,
    });
  });

  it('gives the text of the program, or of the variables alone', async () => {
    const rehearsal = new Rehearsal([
      ['a.json', {}],
      ['a.variables.json', { saveVariablesOnly: true }],
    ]);
    await rehearsal.epochs(rewards(0.5));
    expect((await rehearsal.store.load('a.json')).text).toBe('{"program":1}');
    expect((await rehearsal.store.load('a.variables.json')).text).toBe('{"variables":1}');
    expect(await rehearsal.store.info('a.variables.json')).toMatchObject({
      kind: 'variables',
      reason: 'epoch',
    });
  });

  it('serves a trainer that is not ours, with nothing but two methods and the hooks', async () => {
    const store = new MemoryCheckpointStore();
    const checkpoint = new ProgramCheckpoint('{epoch}-{batch}.json', { store, saveFreq: 2 });
    checkpoint.setProgram({ toProgramFile: () => '{}', toVariablesFile: () => '{}' });
    for (const batch of [0, 1, 2, 3]) await checkpoint.onTrainBatchEnd(batch);
    expect(await store.info('1-2.json')).toMatchObject({ epoch: 0, batch: 1, resumable: false });
    expect(await store.info('1-4.json')).not.toBeNull();
  });

  it('opens the default store where it is given none', async () => {
    const checkpoint = new ProgramCheckpoint('a.json');
    checkpoint.setProgram({ toProgramFile: () => '{}', toVariablesFile: () => '{}' });
    await checkpoint.onTrainBegin();
    await checkpoint.onEpochEnd(0);
    await checkpoint.onTrainEnd();
    const { openCheckpointStore } = await import('../../../src/checkpoints/open-checkpoint-store.ts');
    const store = await openCheckpointStore();
    expect(await store.info('a.json')).not.toBeNull();
    await store.delete('a.json');
    await store.close();
  });
});

describe('the best of a ProgramCheckpoint', () => {
  it('is always stored, and never replaced by a worse one', async () => {
    const values = fc.array(fc.oneof(fc.double(), fc.constantFrom(0.5, 0.5, NaN, Infinity)), {
      maxLength: 20,
    });
    await fc.assert(
      fc.asyncProperty(values, fc.constantFrom('min' as const, 'max' as const), async (monitored, mode) => {
        const rehearsal = rehearse('best.json', { saveBestOnly: true, mode });
        await rehearsal.epochs(rewards(...monitored));
        const ranked = monitored.filter((value) => !Number.isNaN(value));
        const worst = mode === 'min' ? Infinity : -Infinity;
        const best = ranked.reduce(
          (one, other) => (mode === 'min' ? Math.min(one, other) : Math.max(one, other)),
          worst,
        );
        const entry = await rehearsal.store.info('best.json');
        expect(Number(rehearsal.checkpoints[0]?.best) + 0).toEqual(best + 0);
        expect((entry?.logs['val_reward'] ?? worst) + 0).toEqual(best + 0);
      }),
      { numRuns: 100 },
    );
  });

  it('makes known what it does not save, and why', async () => {
    const rehearsal = rehearse('{epoch}.json', { saveBestOnly: true });
    const skipped: string[] = [];
    rehearsal.store.addEventListener('checkpoint-skipped', ({ path, reason }) =>
      skipped.push(`${path}: ${reason}`),
    );
    await rehearsal.epochs([...rewards(0.5, 0.25, 0.75), {}]);
    expect(skipped).toEqual([
      '2.json: Epoch 2: val_reward did not improve from 0.50000',
      '4.json: Can save best model only with val_reward available, skipping.',
    ]);
  });

  it('survives a resume: what was better stays', async () => {
    const first = rehearse('best.json', { saveBestOnly: true });
    await first.epochs(rewards(0.4, 0.9));
    const { trainingState } = await first.store.load('best.json');
    const second = rehearse('best.json', { saveBestOnly: true }, { store: first.store });
    second.list.setState(parseJson(trainingState ?? ''));
    await second.epochs(rewards(0.5, 0.95), 2);
    expect(second.checkpoints[0]?.best).toBe(0.95);
    expect(await first.store.info('best.json')).toMatchObject({ generation: 3, epoch: 3 });
  });

  it.each([
    ['of one path', 'best.json', 'best.json'],
    ['of many', 'runs/{epoch}-{val_reward}.json', 'runs/3-0.9.json'],
  ])(
    'is looked up when an older state is resumed (%s): what the run saved since stays',
    async (_, path, best) => {
      const options = { saveBestOnly: true, mode: 'max' } as const;
      const first = rehearse(path, options);
      await first.epochs(rewards(0.5));
      const state = first.list.getState();
      await first.epochs(rewards(0.7, 0.9), 1);
      const entry = await first.store.info(best);
      const second = rehearse(path, options, { store: first.store });
      second.list.setState(state);
      await second.epochs(rewards(0.6, 0.8), 1);
      expect(await first.store.info(best)).toEqual(entry);
      expect(await second.paths()).toEqual(await first.paths());
      expect(second.checkpoints[0]?.best).toBe(0.9);
    },
  );

  it('of a fork is that of the run it left, up to there; what that run saved is left alone', async () => {
    const options = { saveBestOnly: true, mode: 'max' } as const;
    const first = rehearse('best.json', options);
    await first.epochs(rewards(0.5));
    const state = first.list.getState();
    await first.epochs(rewards(0.9), 1);
    const entry = await first.store.info('best.json');
    const fork = rehearse('best.json', options, { store: first.store, run: 'fork', origin: 'this' });
    fork.list.setState(state);
    await fork.epochs(rewards(0.4, 0.7, 0.6), 1);
    expect(await first.store.info('best.json')).toEqual(entry);
    expect(await fork.store.info('best-v1.json')).toMatchObject({ epoch: 2, logs: { val_reward: 0.7 } });
    expect(await fork.paths()).toEqual(['best-v1.json', 'best.json']);
  });

  it('is kept for a second training with the same callback, and forgotten when that starts over', async () => {
    const rehearsal = rehearse('best.json', { saveBestOnly: true, mode: 'max', initialValueThreshold: 0.2 });
    await rehearsal.epochs(rewards(0.5));
    await rehearsal.epochs(rewards(0.4));
    expect(await rehearsal.store.info('best.json')).toMatchObject({ generation: 1 });
    rehearsal.checkpoints[0]?.setParams({ run: 'that', logNames, startsOver: true });
    await rehearsal.epochs(rewards(0.1, 0.4));
    expect(await rehearsal.store.info('best.json')).toMatchObject({ generation: 2, epoch: 1, run: 'that' });
  });

  it('is known to what another ProgramCheckpoint saves in the same epoch, in whatever order they come', async () => {
    for (const isFirst of [true, false]) {
      const best = ['best.json', { saveBestOnly: true }] as const;
      const each = ['{epoch}.json', {}] as const;
      const rehearsal = new Rehearsal(isFirst ? [best, each] : [each, best]);
      await rehearsal.epochs(rewards(0.9));
      const { trainingState } = await rehearsal.store.load('1.json');
      const resumed = new Rehearsal(isFirst ? [best, each] : [each, best], { store: rehearsal.store });
      resumed.list.setState(parseJson(trainingState ?? ''));
      await resumed.epochs(rewards(0.5), 1);
      expect(await rehearsal.store.info('best.json')).toMatchObject({ generation: 1 });
    }
  });

  it('starts anew in a fresh run, whatever lies in the store', async () => {
    const store = new MemoryCheckpointStore();
    await store.save('runs/9-0.99.json', '{}', { run: 'other', logs: { val_reward: 0.99 } });
    const rehearsal = rehearse('runs/{epoch}-{val_reward}.json', { saveBestOnly: true }, { store });
    await rehearsal.epochs(rewards(0.1));
    expect(await rehearsal.paths()).toEqual(['runs/1-0.1.json', 'runs/9-0.99.json']);
  });

  it('goes by the metric, found when it is first needed', async () => {
    const rehearsal = rehearse(
      'best.json',
      { saveBestOnly: true, monitor: 'val_cost', verbose: 1 },
      { logNames: ['val_cost'] },
    );
    await rehearsal.list.onTrainBegin();
    Object.assign(rehearsal.program, { metrics: [{ name: 'cost', direction: 'down' }] });
    for (const [epoch, cost] of [3, 2, 4].entries())
      await rehearsal.list.onEpochEnd(epoch, { val_cost: cost });
    expect(await rehearsal.store.info('best.json')).toMatchObject({ mode: 'min', logs: { val_cost: 2 } });
    expect(said.messages[0]).toBe(
      '\nEpoch 1: val_cost improved from inf to 3.00000, saving program to best.json',
    );
  });

  it('keeps the direction it was found by, with another program too', async () => {
    const rehearsal = rehearse('best.json', { saveBestOnly: true });
    Object.assign(rehearsal.program, { metrics: [{ name: 'reward', direction: 'down' }] });
    await rehearsal.epochs(rewards(0.5));
    const { trainingState } = await rehearsal.store.load('best.json');
    const resumed = rehearse('best.json', { saveBestOnly: true }, { store: rehearsal.store });
    resumed.list.setState(parseJson(trainingState ?? ''));
    await resumed.epochs(rewards(0.6, 0.4), 1);
    expect(resumed.checkpoints[0]?.modeInForce).toBe('min');
    expect(resumed.checkpoints[0]?.best).toBe(0.4);
  });
});

describe('a ProgramCheckpoint whose save fails', () => {
  it('goes on when the disk is full, warns once, and makes up for it', async () => {
    const store = new MemoryCheckpointStore('full', { quotaBytes: 20 });
    const rehearsal = rehearse('best.json', { saveBestOnly: true, verbose: 1 }, { store });
    await rehearsal.epochs(rewards(0.8, 0.7));
    expect(said.warnings).toHaveLength(1);
    expect(said.warnings[0]).toMatch(
      /^There is no room for "best.json".* Training goes on; the next save tries again.$/s,
    );
    expect(said.messages).toEqual([]);
    expect(rehearsal.checkpoints[0]?.best).toBe(-Infinity);

    const roomy = new MemoryCheckpointStore();
    store.save = roomy.save.bind(roomy);
    await rehearsal.epochs(rewards(0.6), 2);
    expect(await roomy.info('best.json')).toMatchObject({ logs: { val_reward: 0.6 } });
  });

  it('tries again at the next batch', async () => {
    const rehearsal = rehearse('{batch}.json', { saveFreq: 3 });
    const save = vi.spyOn(rehearsal.store, 'save');
    save.mockRejectedValueOnce(new CheckpointError('quota-exceeded', 'Full.'));
    await rehearsal.list.onTrainBegin();
    for (const batch of [0, 1, 2, 3, 4, 5, 6]) await rehearsal.list.onTrainBatchEnd(batch);
    expect(await rehearsal.paths()).toEqual(['4.json', '7.json']);
  });

  it('frees room by its retention, and only of its own', async () => {
    const store = new MemoryCheckpointStore('small', { quotaBytes: 2000 });
    await store.save('9.json', '{"other":1}', { run: 'other', template: '{epoch}.json' });
    const rehearsal = rehearse('{epoch}.json', { retention: { best: 1, latest: 2 } }, { store });
    const save = vi.spyOn(store, 'save');
    await rehearsal.epochs(rewards(0.9, 0.1, 0.2, 0.3));
    const [, , , options] = save.mock.calls.at(-1) ?? [];
    await options?.makeRoom?.(1);
    expect(await rehearsal.paths()).toEqual(['1.json', '4.json', '9.json']);
  });

  it('throws every other error, with what it stood for before', async () => {
    const rehearsal = rehearse('best.json', { saveBestOnly: true });
    vi.spyOn(rehearsal.store, 'save').mockRejectedValueOnce(
      new CheckpointError('closed', 'The store is closed.'),
    );
    await expect(rehearsal.epochs(rewards(0.8))).rejects.toMatchObject({ code: 'closed' });
    expect(rehearsal.checkpoints[0]?.best).toBe(-Infinity);
  });

  it('says what is missing when there is no program', async () => {
    const checkpoint = new ProgramCheckpoint('a.variables.json', {
      store: new MemoryCheckpointStore(),
      saveVariablesOnly: true,
    });
    checkpoint.setProgram({ toProgramFile: () => '{}' });
    await expect(checkpoint.onEpochEnd(0)).rejects.toThrow('its program has no toVariablesFile()');
  });

  it('names itself when a program complains of a folder', async () => {
    const rehearsal = rehearse('a.json');
    rehearsal.program.toProgramFile = () => {
      throw Object.assign(new Error('EISDIR: illegal operation on a directory'), { code: 'EISDIR' });
    };
    await expect(rehearsal.epochs(rewards(0.5))).rejects.toMatchObject({
      code: 'path-is-folder',
      message:
        'Please specify a non-directory filepath for ProgramCheckpoint. Filepath used is an existing directory: a.json',
    });
  });
});

describe('the path of a ProgramCheckpoint', () => {
  it.each([
    ['runs/{val_acuracy:.2f}.json', '`val_acuracy`: did you mean `val_accuracy`?'],
    ['runs/{speed}.json', '`speed`: nothing of that name is logged.'],
    ['runs/{batch}.json', '`batch`: there is one only if `saveFreq` is a number of batches.'],
    ['runs/{epoch.json', "expected '}' before end of string"],
    ['runs/{val_reward:d}.json', "Unknown format code 'd' for object of type 'float'"],
    ['runs/{}.json', 'Replacement index 0 out of range for positional args tuple'],
  ])('is refused when training begins: %s', async (path, reason) => {
    const start = `Failed to format this callback filepath: "${path}". Reason: ${reason}`;
    const error: unknown = await rehearse(path)
      .list.onTrainBegin()
      .catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'filepath-format', message: expect.stringContaining(start) });
  });

  it('may hold the batch where there is one', async () => {
    const rehearsal = rehearse('{epoch}-{batch:03d}.json', { saveFreq: 1 });
    await rehearsal.list.onTrainBegin();
    await rehearsal.list.onTrainBatchEnd(4);
    expect(await rehearsal.paths()).toEqual(['1-005.json']);
  });

  it('has the last known value where one is missing, or na, with a warning each', async () => {
    const rehearsal = rehearse('{epoch}-{val_reward:.2f}.json');
    await rehearsal.epochs([{ reward: 1 }, { val_reward: 0.5 }, { reward: 1 }]);
    expect(await rehearsal.paths()).toEqual(['1-na.json', '2-0.50.json', '3-0.50.json']);
    expect(said.warnings).toEqual([
      'ProgramCheckpoint found no val_reward in the logs of epoch 1, so the path says na.',
      'ProgramCheckpoint found no val_reward in the logs of epoch 3, so the path has its last known value, 0.5.',
    ]);
  });

  it('is not warned of when nothing is saved', async () => {
    const rehearsal = rehearse('{val_accuracy}.json', { saveBestOnly: true, initialValueThreshold: 1 });
    await rehearsal.epochs(rewards(0.5));
    expect(said.warnings).toEqual([]);
  });

  it('is another one where another run has saved, if it has placeholders', async () => {
    const store = new MemoryCheckpointStore();
    for (const run of ['a', 'b', 'b'])
      await rehearse('{epoch}.json', {}, { store, run }).epochs(rewards(0.5));
    await rehearse('{epoch}.variables.json', { saveVariablesOnly: true }, { store, run: 'a' }).epochs(
      rewards(0.5),
    );
    const last = rehearse(
      '{epoch}.variables.json',
      { saveVariablesOnly: true, verbose: 1 },
      { store, run: 'b' },
    );
    await last.epochs(rewards(0.5));
    expect(await last.paths()).toEqual(['1-v1.json', '1-v1.variables.json', '1.json', '1.variables.json']);
    expect(await store.info('1-v1.json')).toMatchObject({ run: 'b', generation: 2 });
    expect(said.messages).toEqual(['\nEpoch 1: saving model to 1-v1.variables.json']);
  });

  it('is found without a try at each, where many runs have saved', async () => {
    const store = new MemoryCheckpointStore();
    for (const run of ['a', 'b', 'c', 'd'])
      await rehearse('{epoch}.json', {}, { store, run }).epochs(rewards(0.5));
    const save = vi.spyOn(store, 'save');
    for (const run of ['e', 'c']) await rehearse('{epoch}.json', {}, { store, run }).epochs(rewards(0.5));
    const tried = save.mock.calls.map(([path]) => path);
    expect(tried).toEqual(['1.json', '1-v4.json', '1.json', '1-v2.json']);
    expect(await store.info('1-v2.json')).toMatchObject({ run: 'c', generation: 2 });
  });

  it('goes on to the next one, where another run has saved since it was looked at', async () => {
    const store = new MemoryCheckpointStore();
    await rehearse('{epoch}.json', {}, { store, run: 'a' }).epochs(rewards(0.5));
    vi.spyOn(store, 'info').mockImplementationOnce(async (path) => {
      await store.save(path, '{}', { run: 'b' });
      return null;
    });
    const last = rehearse('{epoch}.json', {}, { store, run: 'c' });
    await last.epochs(rewards(0.5));
    expect(await last.paths()).toEqual(['1-v1.json', '1-v2.json', '1.json']);
    expect(await store.info('1-v1.json')).toMatchObject({ run: 'b', generation: 1 });
  });

  it('is overwritten without placeholders, and where no run has saved', async () => {
    const store = new MemoryCheckpointStore();
    await store.save('1.json', '{}');
    await rehearse('a.json', {}, { store, run: 'a' }).epochs(rewards(0.5));
    const last = rehearse('a.json', {}, { store, run: 'b' });
    await last.epochs(rewards(0.5));
    await rehearse('{epoch}.json', {}, { store }).epochs(rewards(0.5));
    expect(await last.paths()).toEqual(['1.json', 'a.json']);
  });

  it('is not shared by two callbacks that were told of no run', async () => {
    const store = new MemoryCheckpointStore();
    for (const _ of [1, 2]) {
      const checkpoint = new ProgramCheckpoint('{epoch}.json', { store });
      checkpoint.setProgram({ toProgramFile: () => '{}' });
      await checkpoint.onEpochEnd(0);
    }
    expect((await store.list()).entries.map(({ path }) => path).sort()).toEqual(['1-v1.json', '1.json']);
  });
});

describe('when a ProgramCheckpoint saves', () => {
  it('counts every batch once, however they are reported', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 7 }),
        fc.array(fc.array(fc.boolean(), { minLength: 1, maxLength: 12 }), { minLength: 1, maxLength: 4 }),
        async (saveFreq, epochs) => {
          const rehearsal = rehearse('a.json', { saveFreq });
          await rehearsal.list.onTrainBegin();
          let [since, saves] = [0, 0];
          for (const reported of epochs) {
            let counted = 0;
            // The first batch of an epoch is always reported: only by that a new epoch is known.
            for (const [batch] of reported.entries()) {
              if (batch > 0 && !reported[batch]) continue;
              since += batch + 1 - counted;
              counted = batch + 1;
              if (since >= saveFreq) [since, saves] = [0, saves + 1];
              await rehearsal.list.onTrainBatchEnd(batch);
            }
          }
          expect((await rehearsal.store.info('a.json'))?.generation ?? 0).toBe(saves);
        },
      ),
      { numRuns: 100 },
    );
  });

  it('keeps the best and the latest of its run, and what is pinned', async () => {
    const rehearsal = rehearse('{epoch}.json', { retention: { best: 1, latest: 1 } });
    await rehearsal.list.onTrainBegin();
    for (const [epoch, value] of [0.1, 0.9, 0.3, 0.4, 0.5].entries()) {
      await rehearsal.list.onEpochEnd(epoch, { val_reward: value });
      if (epoch === 0) await rehearsal.store.pin('1.json', true);
    }
    expect(await rehearsal.paths()).toEqual(['1.json', '2.json', '5.json']);
  });

  it('saves after a batch when enough time has gone by, and not before', async () => {
    vi.useFakeTimers();
    try {
      const rehearsal = rehearse('a.json', { saveEveryMs: 60_000 });
      await rehearsal.list.onTrainBegin();
      const generations: number[] = [];
      for (const [batch, passedMs] of [59_999, 1, 59_999, 60_000].entries()) {
        vi.advanceTimersByTime(passedMs);
        await rehearsal.list.onTrainBatchEnd(batch);
        generations.push((await rehearsal.store.info('a.json'))?.generation ?? 0);
      }
      expect(generations).toEqual([0, 1, 1, 2]);
      expect(await rehearsal.store.info('a.json')).toMatchObject({ reason: 'interval', batch: 3 });
    } finally {
      vi.useRealTimers();
    }
  });

  it('saves once more when training is stopped or fails, beside the best', async () => {
    const rehearsal = rehearse('best.json', { saveBestOnly: true, saveOnStop: true });
    await rehearsal.list.onTrainBegin();
    await rehearsal.list.onEpochEnd(0, { val_reward: 0.9 });
    await rehearsal.list.onTrainBatchEnd(0, { reward: 0.1 });
    await rehearsal.list.onTrainFailed(new Error('no language model'));
    await rehearsal.list.onTrainBatchEnd(1, { reward: 0.1 });
    rehearsal.program.stopTraining = true;
    await rehearsal.list.onTrainEnd();
    expect(await rehearsal.paths()).toEqual(['best-failed.json', 'best-stopped.json', 'best.json']);
    expect(await rehearsal.store.info('best-failed.json')).toMatchObject({ reason: 'failed' });
  });

  it.each([{ saveOnStop: true }, {}])(
    'saves nothing more when nothing happened since, or nobody asked: %o',
    async (options) => {
      const rehearsal = rehearse('{epoch}.json', options);
      rehearsal.program.stopTraining = true;
      await rehearsal.epochs(rewards(0.9));
      await rehearsal.list.onTrainFailed(new Error());
      expect(await rehearsal.paths()).toEqual(['1.json']);
    },
  );

  it('does not hide the error that ended training behind its own', async () => {
    const rehearsal = rehearse('a.json', { saveOnStop: true });
    await rehearsal.list.onTrainBegin();
    await rehearsal.list.onTrainBatchEnd(0);
    vi.spyOn(rehearsal.store, 'save').mockRejectedValue(
      new CheckpointError('closed', 'The store is closed.'),
    );
    await rehearsal.list.onTrainFailed(new Error('no language model'));
    expect(said.warnings[0]).toContain('The store is closed.');
  });

  it.each([0, -1, NaN])('refuses to save every %s ms', (saveEveryMs) => {
    expect(() => new ProgramCheckpoint('a.json', { saveEveryMs })).toThrow(
      `saveEveryMs is ${saveEveryMs}. Expected milliseconds above 0, or null for never.`,
    );
  });
});
