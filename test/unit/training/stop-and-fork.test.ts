import { beforeEach, describe, expect, it, vi } from 'vitest';
import {
  BackupAndRestore,
  Callback,
  EarlyStopping,
  findUnfinishedRun,
  MemoryCheckpointStore,
  NgramModel,
  ProgramCheckpoint,
} from '../../../src/index.ts';
import type {
  ChatReply,
  ChatRequest,
  CheckpointEntry,
  FitOptions,
  History,
  JsonValue,
  Program,
} from '../../../src/index.ts';
import { resetAutomaticNames } from '../../../src/testing.ts';
import { makeSorter, x, y } from '../../helpers/word-sorter.ts';

/** Batches an epoch: 6 of the 8 rows, 2 at a time. */
const batches = 3;

/** Calls back after so many batches, between two of them. */
class After extends Callback {
  readonly #batches: number;
  readonly #act: () => unknown;
  #seen = 0;

  constructor(count: number, act: () => unknown) {
    super();
    this.#batches = count;
    this.#act = act;
  }

  override async onTrainBatchEnd(): Promise<void> {
    this.#seen += 1;
    if (this.#seen === this.#batches) await this.#act();
  }
}

/** A model in whose calls a test can do things, and which knows what they are for. */
class Interrupted extends NgramModel {
  before: () => Promise<void> = () => Promise.resolve();
  phase: 'training' | 'validating' = 'training';
  readonly watch: Callback = Object.assign(new Callback(), {
    onTestBegin: () => void (this.phase = 'validating'),
    onTestEnd: () => void (this.phase = 'training'),
  });

  override async complete(request: ChatRequest): Promise<ChatReply> {
    await this.before();
    return super.complete(request);
  }
}

/** Counts what begins. */
class Tally extends Callback {
  override readonly stateName = 'Tally';
  batches = 0;
  validations = 0;

  override onTrainBatchBegin(): void {
    this.batches += 1;
  }

  override onTestBegin(): void {
    this.validations += 1;
  }

  override getState(): JsonValue {
    return [BigInt(this.batches), BigInt(this.validations)];
  }

  override setState(state: JsonValue): void {
    [this.batches, this.validations] = (state as readonly bigint[]).map(Number) as [number, number];
  }
}

interface Setting {
  readonly store: MemoryCheckpointStore;
  readonly program?: Program;
  readonly callbacks?: readonly Callback[];
  readonly saveFreq?: 'epoch' | number;
}

const savers = ({ store, saveFreq = 'epoch' }: Setting): Callback[] => [
  new ProgramCheckpoint('runs/{epoch:02d}.json', { store }),
  new ProgramCheckpoint('best.json', { store, saveBestOnly: true, mode: 'max' }),
  new BackupAndRestore('backup', { store, saveFreq }),
];

async function fit(
  setting: Setting,
  options: FitOptions = {},
): Promise<{ program: Program; history: History }> {
  const program = setting.program ?? (await makeSorter());
  const history = await program.fit(x, y, {
    epochs: 4,
    batchSize: 2,
    seed: 3,
    validationSplit: 0.25,
    store: setting.store,
    ...options,
    callbacks: [...savers(setting), ...(setting.callbacks ?? [])],
  });
  return { program, history };
}

/** Trains, and stops by hand after so many batches. */
async function stopAfter(count: number, setting: Setting, options: FitOptions = {}): Promise<History> {
  const program = setting.program ?? (await makeSorter());
  const callbacks = [...(setting.callbacks ?? []), new After(count, () => program.stop())];
  return (await fit({ ...setting, program, callbacks }, options)).history;
}

async function entriesOf(store: MemoryCheckpointStore): Promise<Map<string, CheckpointEntry>> {
  const { entries } = await store.list({ limit: 1000 });
  return new Map(entries.map((entry) => [entry.path, entry]));
}

/** What each path holds, whenever it was saved. */
async function texts(store: MemoryCheckpointStore): Promise<Record<string, string>> {
  return Object.fromEntries(
    [...(await entriesOf(store))].map(([path, { sha256 }]) => [path, sha256]).toSorted(),
  );
}

beforeEach(() => resetAutomaticNames());

describe('a run that is stopped by hand', () => {
  it.each([1, 2, 3, 4, 5, 8])('after %i batches goes on to the same files and history', async (count) => {
    const whole = new MemoryCheckpointStore();
    const expected = await fit({ store: whole });
    const store = new MemoryCheckpointStore();
    const stopped = await stopAfter(count, { store });
    expect(stopped.epoch).toHaveLength(Math.floor((count - 1) / batches));
    const { program, history } = await fit({ store });
    expect(program.toProgramFile()).toBe(expected.program.toProgramFile());
    expect([history.epoch, history.history]).toEqual([expected.history.epoch, expected.history.history]);
    expect(await texts(store)).toEqual(await texts(whole));
  });

  it('leaves its epoch open: it is not validated, and saved nowhere but in the backup', async () => {
    const store = new MemoryCheckpointStore();
    const validated = vi.fn<() => void>();
    const callbacks = [Object.assign(new Callback(), { onTestBegin: validated })];
    const history = await stopAfter(2, { store, callbacks });
    expect(history.history).toEqual({});
    expect(validated).not.toHaveBeenCalled();
    expect([...(await entriesOf(store)).keys()]).toEqual(['backup/latest.variables.json']);
    expect(await findUnfinishedRun(store, 'backup')).toMatchObject({
      epochs: 4,
      problem: null,
      checkpoint: { entry: { epoch: 0, batch: 1, reason: 'backup' } },
    });
  });

  it('can be stopped again and again', async () => {
    const whole = new MemoryCheckpointStore();
    const expected = await fit({ store: whole });
    const store = new MemoryCheckpointStore();
    for (let stop = 0; stop < 5; stop += 1) await stopAfter(2, { store });
    const { program, history } = await fit({ store });
    expect(program.toProgramFile()).toBe(expected.program.toProgramFile());
    expect(history.history).toEqual(expected.history.history);
    expect(await texts(store)).toEqual(await texts(whole));
  });

  it('saves the moment with saveOnStop, and goes on from that too', async () => {
    const expected = await fit({ store: new MemoryCheckpointStore() });
    const store = new MemoryCheckpointStore();
    const saver = new ProgramCheckpoint('stops/{epoch}.json', { store, saveOnStop: true });
    await stopAfter(5, { store, callbacks: [saver] });
    expect(await store.info('stops/2-stopped.json')).toMatchObject({ epoch: 1, batch: 1, reason: 'stopped' });
    const callbacks = [new ProgramCheckpoint('stops/{epoch}.json', { store, saveOnStop: true })];
    const { program } = await fit({ store, callbacks }, { resumeFrom: 'stops/2-stopped.json' });
    expect(program.toProgramFile()).toBe(expected.program.toProgramFile());
  });

  it('is what was asked for even if it was asked for before the first batch', async () => {
    const store = new MemoryCheckpointStore();
    const program = await makeSorter();
    const running = fit({ store, program });
    program.stop();
    expect((await running).history.epoch).toEqual([]);
    expect((await fit({ store, program })).history.epoch).toEqual([0, 1, 2, 3]);
  });
});

describe('a run that comes to its end', () => {
  it.each([
    ['as planned', []],
    ['early', [new EarlyStopping({ mode: 'max', stopAt: 0 })]],
  ])('%s leaves no backup', async (_, callbacks) => {
    const store = new MemoryCheckpointStore();
    await fit({ store, callbacks });
    expect(await findUnfinishedRun(store, 'backup')).toBeNull();
    expect(await store.info('backup/latest.variables.json')).toBeNull();
  });

  it('is not taken for one to go on with when its backup is kept', async () => {
    const store = new MemoryCheckpointStore();
    const kept = new BackupAndRestore('kept', { store, deleteCheckpoint: false });
    const callbacks = [kept, new EarlyStopping({ mode: 'max', stopAt: 0 })];
    await fit({ store, callbacks });
    expect(await store.info('kept/latest.variables.json')).toMatchObject({ epoch: 0, resumable: true });
    expect(await findUnfinishedRun(store, 'kept')).toBeNull();
  });
});

describe('a save that is asked for', () => {
  it('is made between two batches, and training goes on from it to the same end', async () => {
    const expected = await fit({ store: new MemoryCheckpointStore() });
    const store = new MemoryCheckpointStore();
    const program = await makeSorter();
    const asked: Promise<void>[] = [];
    const callbacks = [new After(4, () => void asked.push(program.saveNow()))];
    await fit({ store, program, callbacks });
    await Promise.all(asked);
    expect(await store.info('runs/02-manual.json')).toMatchObject({ epoch: 1, batch: 0, reason: 'manual' });
    const resumed = await fit({ store }, { resumeFrom: 'runs/02-manual.json' });
    expect(resumed.program.toProgramFile()).toBe(expected.program.toProgramFile());
  });

  it('is made at once while training is held', async () => {
    const store = new MemoryCheckpointStore();
    const program = await makeSorter();
    let isHeld = false;
    class Hold extends Callback {
      override async onTrainRest(): Promise<void> {
        if (isHeld) return;
        isHeld = true;
        await program.saveNow('interrupted');
      }
    }
    await fit({ store, program, callbacks: [new Hold(), new After(2, () => program.stop())] });
    expect(await findUnfinishedRun(store, 'backup')).toMatchObject({ checkpoint: { entry: { batch: 1 } } });
  });

  it.each([
    ['amid a batch', 'training', 17],
    ['amid a validation', 'validating', 3],
  ] as const)(
    '%s is made at once, as of the last rest: training goes on exactly from there',
    async (_, phase, call) => {
      const whole = new Tally();
      const expected = await fit({ store: new MemoryCheckpointStore(), callbacks: [whole] });
      const store = new MemoryCheckpointStore();
      const model = new Interrupted();
      const program = await makeSorter({ languageModel: model });
      let left = call;
      model.before = async () => {
        if (model.phase !== phase) return;
        left -= 1;
        if (left !== 0) return;
        await program.saveNow();
        throw new Error('killed');
      };
      const callbacks = [model.watch, new Tally()];
      await expect(fit({ store, program, callbacks })).rejects.toThrow('killed');
      const { entries } = await store.list({ folder: 'runs' });
      const saved = entries.find(({ reason }) => reason === 'manual')?.path;
      expect(saved).toMatch(/^runs\/\d+-manual\.json$/);
      for (const resumeFrom of ['backup/latest.variables.json', saved ?? '']) {
        const tally = new Tally();
        const { program: resumed, history } = await fit({ store, callbacks: [tally] }, { resumeFrom });
        expect(resumed.toProgramFile()).toBe(expected.program.toProgramFile());
        expect(history.history).toEqual(expected.history.history);
        expect([tally.batches, tally.validations]).toEqual([whole.batches, whole.validations]);
      }
    },
  );

  it('when training fails is of the last rest too', async () => {
    const expected = await fit({ store: new MemoryCheckpointStore() });
    const store = new MemoryCheckpointStore();
    const model = new Interrupted();
    let left = 40;
    model.before = () => ((left -= 1) === 0 ? Promise.reject(new Error('unplugged')) : Promise.resolve());
    const program = await makeSorter({ languageModel: model });
    const saver = (): Callback => new ProgramCheckpoint('own/{epoch}.json', { store, saveOnStop: true });
    await expect(fit({ store, program, callbacks: [saver()] })).rejects.toThrow('unplugged');
    const [failed] = (await store.list({ folder: 'own' })).entries;
    expect(failed).toMatchObject({ reason: 'failed', batch: expect.any(Number) });
    expect(failed?.batch).not.toBe(null);
    expect(await store.info('backup/latest.variables.json')).toMatchObject({ batch: failed?.batch });
    for (const resumeFrom of ['backup/latest.variables.json', failed?.path ?? '']) {
      const resumed = await fit({ store, callbacks: [saver()] }, { resumeFrom });
      expect(resumed.program.toProgramFile()).toBe(expected.program.toProgramFile());
    }
  });

  it.each(['epoch', 7] as const)(
    'says which epoch has ended when the next has begun: %s',
    async (saveFreq) => {
      const store = new MemoryCheckpointStore();
      const model = new Interrupted();
      const program = await makeSorter({ languageModel: model });
      class SaveAtStart extends Callback {
        override onEpochBegin(epoch: number): void {
          if (epoch !== 2) return;
          model.before = async () => {
            model.before = () => Promise.resolve();
            await program.saveNow('interrupted');
            throw new Error('killed');
          };
        }
      }
      const path = saveFreq === 'epoch' ? 'own/{epoch}.json' : 'own/{epoch}-{batch}.json';
      const own = new ProgramCheckpoint(path, {
        store,
        saveOnStop: true,
        saveFreq,
        monitor: 'none',
        saveBestOnly: true,
      });
      const backup = new BackupAndRestore('other', { store, saveFreq: 7 });
      await expect(fit({ store, program, callbacks: [own, backup, new SaveAtStart()] })).rejects.toThrow(
        'killed',
      );
      const [saved] = (await store.list({ folder: 'own' })).entries;
      expect(saved).toMatchObject({ reason: 'interrupted', epoch: 1 });
      expect(await store.info('other/latest.variables.json')).toMatchObject({ epoch: 1, batch: null });
    },
  );

  it('that fails does not end training', async () => {
    const store = new MemoryCheckpointStore();
    const program = await makeSorter();
    const asked: Promise<unknown>[] = [];
    class Failing extends Callback {
      override readonly savesState = true;
      override onSaveRequest(): Promise<void> {
        return Promise.reject(new Error('no'));
      }
    }
    const callbacks = [new Failing(), new After(1, () => void asked.push(program.saveNow().catch(String)))];
    expect((await fit({ store, program, callbacks })).history.epoch).toEqual([0, 1, 2, 3]);
    expect(await Promise.all(asked)).toEqual(['Error: no']);
  });

  it('is nothing while no training is under way', async () => {
    await expect((await makeSorter()).saveNow()).resolves.toBeUndefined();
  });
});

describe('a checkpoint that is saved because the page may go away', () => {
  const saver = (store: MemoryCheckpointStore, options = {}): ProgramCheckpoint =>
    new ProgramCheckpoint('mine/{epoch}.json', { store, saveOnStop: true, ...options });

  async function interrupt(
    counts: readonly number[],
    options = {},
  ): Promise<{
    readonly store: MemoryCheckpointStore;
    readonly seen: readonly (readonly string[])[];
  }> {
    const store = new MemoryCheckpointStore();
    const program = await makeSorter();
    const seen: string[][] = [];
    const look = async (): Promise<void> => {
      seen.push(
        (await store.list({ folder: 'mine', orderBy: 'path', direction: 'ascending' })).entries.map(
          ({ path }) => path,
        ),
      );
    };
    class Looking extends Callback {
      override onTrainBatchBegin(): Promise<void> {
        return look();
      }
    }
    const asking = counts.map((count) => new After(count, () => void program.saveNow('interrupted')));
    await fit({ store, program, callbacks: [saver(store, options), ...asking, new Looking()] });
    await look();
    return { store, seen };
  }

  it('says so, and makes way for the next save', async () => {
    const { seen } = await interrupt([2]);
    expect(seen.slice(0, 4)).toEqual([[], [], ['mine/1-interrupted.json'], ['mine/1.json']]);
    expect(seen.at(-1)).toEqual(['mine/1.json', 'mine/2.json', 'mine/3.json', 'mine/4.json']);
  });

  it('is there once, however often the page may go away', async () => {
    const { seen } = await interrupt([1, 2, 4]);
    expect(seen.flat().filter((path) => path.endsWith('-interrupted.json'))).toEqual([
      'mine/1-interrupted.json',
      'mine/1-interrupted.json',
      'mine/2-interrupted.json',
      'mine/2-interrupted.json',
    ]);
  });

  it('takes nothing away from what is to be kept', async () => {
    const { seen } = await interrupt([1, 2, 4, 7, 8, 10], { retention: { latest: 2 } });
    expect(seen.at(-1)).toEqual(['mine/3.json', 'mine/4.json']);
  });

  it('is not made unless saveOnStop asks for it', async () => {
    const { seen } = await interrupt([2], { saveOnStop: false });
    expect(seen[2]).toEqual([]);
  });

  it('is gone when the run that it belongs to has gone on', async () => {
    const store = new MemoryCheckpointStore();
    const program = await makeSorter();
    const dying = new After(3, () => Promise.reject(new Error('killed')));
    const callbacks = [saver(store), new After(2, () => void program.saveNow('interrupted')), dying];
    await expect(fit({ store, program, callbacks })).rejects.toThrow('killed');
    expect(await store.info('mine/1-interrupted.json')).toMatchObject({ reason: 'interrupted', batch: 1 });
    await fit({ store, callbacks: [saver(store)] });
    expect(await store.info('mine/1-interrupted.json')).toBeNull();
  });

  it('stays when it is pinned', async () => {
    const store = new MemoryCheckpointStore();
    const program = await makeSorter();
    const pin = new After(3, () => store.pin('mine/1-interrupted.json', true));
    await fit({
      store,
      program,
      callbacks: [saver(store), new After(2, () => void program.saveNow('interrupted')), pin],
    });
    expect(await store.info('mine/1-interrupted.json')).not.toBeNull();
  });
});

describe('a fork', () => {
  it('is a run of its own, and leaves the files of the other one alone', async () => {
    const store = new MemoryCheckpointStore();
    await fit({ store });
    const before = await entriesOf(store);
    const origin = before.get('runs/02.json')?.run;
    await fit({ store }, { resumeFrom: 'runs/02.json', fork: true, epochs: 5 });
    const after = await entriesOf(store);
    for (const [path, entry] of before) expect(after.get(path)).toEqual(entry);
    const fork = after.get('runs/03-v1.json');
    expect(fork).toMatchObject({ epoch: 2, parent: 'runs/02.json' });
    expect(fork?.run).not.toBe(origin);
    expect([...after.keys()].filter((path) => !before.has(path)).toSorted()).toEqual(
      expect.arrayContaining(['runs/03-v1.json', 'runs/04-v1.json', 'runs/05.json']),
    );
  });

  it('never replaces a better program of the run that it left, nor does it after it was interrupted itself', async () => {
    const store = new MemoryCheckpointStore();
    await fit({ store });
    const best = await store.info('best.json');
    const branch = {
      resumeFrom: 'runs/01.json',
      fork: true,
      epochs: 6,
      seed: 9,
      allowChanges: true,
      minibatchSize: 1,
    };
    await stopAfter(4, { store }, branch);
    expect(await store.info('best.json')).toEqual(best);
    expect((await findUnfinishedRun(store, 'backup'))?.epochs).toBe(6);
    await fit({ store }, { minibatchSize: 1, epochs: 6 });
    expect(await store.info('best.json')).toEqual(best);
  });

  it('is what a run becomes that goes on although something has changed', async () => {
    const store = new MemoryCheckpointStore();
    await fit({ store });
    const before = await entriesOf(store);
    await fit({ store }, { resumeFrom: 'runs/02.json', minibatchSize: 1, allowChanges: true });
    const after = await entriesOf(store);
    for (const [path, entry] of before) expect(after.get(path)).toEqual(entry);
    expect(after.get('runs/03-v1.json')?.run).not.toBe(before.get('runs/03.json')?.run);
  });

  it('is not what a run becomes that goes on as it was', async () => {
    const store = new MemoryCheckpointStore();
    await fit({ store });
    const before = await store.info('runs/03.json');
    await fit({ store }, { resumeFrom: 'runs/02.json', allowChanges: true });
    expect(await store.info('runs/03.json')).toMatchObject({
      run: before?.run,
      sha256: before?.sha256,
      generation: 2,
    });
  });
});

describe('two runs of one page', () => {
  it('do not see each other’s best', async () => {
    const store = new MemoryCheckpointStore();
    const bestOnly = (): ProgramCheckpoint =>
      new ProgramCheckpoint('both/{epoch:02d}-{val_reward:.2f}.json', {
        store,
        saveBestOnly: true,
        mode: 'max',
      });
    const first = await fit({ store, callbacks: [bestOnly()] });
    const second = await fit({ store, callbacks: [bestOnly()] }, { seed: 8 });
    const { entries } = await store.list({ folder: 'both', limit: 1000 });
    const runs = [...new Set(entries.map(({ run }) => run))];
    expect(runs).toHaveLength(2);
    for (const [index, { history }] of [second, first].entries()) {
      const values = history.history['val_reward']?.map(Number) ?? [];
      const records = values.filter((value, epoch) =>
        values.slice(0, epoch).every((before) => before < value),
      );
      const saved = entries.filter(({ run }) => run === runs[index]);
      expect(saved.map(({ logs }) => logs['val_reward']).toReversed()).toEqual(records);
    }
  });
});

describe('starting over', () => {
  it('is as if nothing had been before, with the same program and the same callbacks', async () => {
    const whole = new MemoryCheckpointStore();
    const expected = await fit({ store: whole });
    const [program, store] = [await makeSorter(), new MemoryCheckpointStore()];
    const own = [new ProgramCheckpoint('own.json', { store, saveBestOnly: true, mode: 'max' })];
    await stopAfter(8, { store, program, callbacks: own }, { seed: 77 });
    const { history } = await fit({ store, program, callbacks: own }, { startOver: true });
    expect(program.toProgramFile()).toBe(expected.program.toProgramFile());
    expect([history.epoch, history.history]).toEqual([expected.history.epoch, expected.history.history]);
    const values = history.history['val_reward']?.map(Number) ?? [];
    expect(own[0]?.best).toBe(Math.max(...values));
  });

  it('draws as in the beginning when there is no seed', async () => {
    const untouched = await makeSorter();
    const options = { batchSize: 2, epochs: 2, validationSplit: 0.25 };
    await untouched.fit(x, y, options);
    const program = await makeSorter();
    await program.fit(x, y, { ...options, epochs: 3 });
    await program.fit(x, y, { ...options, startOver: true });
    expect(program.toProgramFile()).toBe(untouched.toProgramFile());
  });

  it('leaves nothing to go on with, from the first moment on', async () => {
    const store = new MemoryCheckpointStore();
    await stopAfter(4, { store });
    const dying = new After(1, () => Promise.reject(new Error('killed')));
    await expect(fit({ store, callbacks: [dying] }, { startOver: true })).rejects.toThrow('killed');
    expect(await findUnfinishedRun(store, 'backup')).toBeNull();
  });

  it('is refused together with a checkpoint to go on from', async () => {
    const options = { startOver: true, resumeFrom: 'runs/01.json' };
    await expect(fit({ store: new MemoryCheckpointStore() }, options)).rejects.toMatchObject({
      code: 'bad-option',
      details: { option: 'startOver' },
    });
  });
});

describe('a run that goes on', () => {
  it('has as many epochs as it was planned to have, unless told otherwise', async () => {
    const store = new MemoryCheckpointStore();
    await fit({ store });
    const program = await makeSorter();
    const options = { batchSize: 2, validationSplit: 0.25, store, resumeFrom: 'runs/02.json' };
    expect((await program.fit(x, y, options)).epoch).toEqual([0, 1, 2, 3]);
    expect((await program.fit(x, y, { ...options, epochs: 3 })).epoch).toEqual([0, 1, 2]);
  });

  it('takes a setting that is undefined for one that it is not told', async () => {
    const store = new MemoryCheckpointStore();
    await stopAfter(2, { store }, { batchSize: 3 });
    const untold: object = { batchSize: undefined };
    await expect(fit({ store }, untold)).resolves.toMatchObject({ history: { epoch: expect.any(Array) } });
  });

  it('has the settings that it was begun with, unless told otherwise', async () => {
    const given = {
      batchSize: 3,
      minibatchSize: null,
      shuffle: false,
      keepBest: false,
      validationFreq: [3],
      validationBatchSize: 1,
      validationSteps: 1,
    };
    const expected = await fit({ store: new MemoryCheckpointStore() }, given);
    const store = new MemoryCheckpointStore();
    await stopAfter(3, { store }, given);
    const program = await makeSorter();
    const callbacks = savers({ store });
    const history = await program.fit(x, y, { store, callbacks });
    expect(program.toProgramFile()).toBe(expected.program.toProgramFile());
    expect(history.history).toEqual(expected.history.history);
    await stopAfter(3, { store }, given);
    await expect(fit({ store }, { batchSize: 2 })).rejects.toMatchObject({
      code: 'run-changed',
      details: { changed: ['batchSize'], differences: ['batchSize was 3 and is 2'] },
    });
  });

  it('gives callbacks their states by name, whatever a minifier calls their classes', async () => {
    class Counter extends Callback {
      override readonly stateName = 'Counter';
      count = 0;
      override onEpochEnd(): void {
        this.count += 1;
      }
      override getState(): JsonValue {
        return BigInt(this.count);
      }
      override setState(state: JsonValue): void {
        this.count = Number(state);
      }
    }
    const store = new MemoryCheckpointStore();
    await fit({ store, callbacks: [new Counter()] });
    const renamed = new (class a extends Counter {})();
    await fit({ store, callbacks: [new Callback(), renamed] }, { resumeFrom: 'runs/03.json' });
    expect(renamed.count).toBe(4);
  });
});
