import { describe, expect, it, vi } from 'vitest';
import {
  BackupAndRestore,
  Callback,
  CheckpointError,
  EarlyStopping,
  MemoryCheckpointStore,
  ProgramCheckpoint,
} from '../../../src/index.ts';
import type { BackupAndRestoreOptions, History, Program } from '../../../src/index.ts';
import { makeSorter, x, y } from '../../helpers/word-sorter.ts';

/** Dies, as a tab that is killed does, at the end of a batch. */
class Killer extends Callback {
  #batches = 0;
  readonly #after: number;

  constructor(after: number) {
    super();
    this.#after = after;
  }

  override onTrainBatchBegin(): void {
    this.#batches += 1;
    if (this.#batches > this.#after) throw new Error('killed');
  }
}

async function train(
  store: MemoryCheckpointStore,
  backup: BackupAndRestore,
  killAfter = Infinity,
  others: readonly Callback[] = [],
): Promise<{ program: Program; history: History }> {
  const program = await makeSorter();
  const history = await program.fit(x, y, {
    epochs: 4,
    batchSize: 2,
    seed: 3,
    validationSplit: 0.25,
    store,
    callbacks: [
      new ProgramCheckpoint('best.json', { store, saveBestOnly: true, mode: 'max' }),
      backup,
      new Killer(killAfter),
      ...others,
    ],
  });
  return { program, history };
}

const backupIn = (store: MemoryCheckpointStore, options: BackupAndRestoreOptions = {}): BackupAndRestore =>
  new BackupAndRestore('backup', { store, ...options });

describe('BackupAndRestore', () => {
  it.each([
    ['epoch' as const, 5],
    [1, 5],
    [1, 7],
    [2, 10],
  ])(
    'goes on to the same end after a kill, saving each %s, killed after %s batches',
    async (saveFreq, kill) => {
      const plain = await train(new MemoryCheckpointStore(), backupIn(new MemoryCheckpointStore()));
      const store = new MemoryCheckpointStore();
      await expect(train(store, backupIn(store, { saveFreq }), kill)).rejects.toThrow('killed');
      const { program, history } = await train(store, backupIn(store, { saveFreq }));
      expect(program.toProgramFile()).toBe(plain.program.toProgramFile());
      expect(history.history).toEqual(plain.history.history);
      expect(history.epoch).toEqual([0, 1, 2, 3]);
    },
  );

  it('deletes its own backups at the end and nothing else in the folder', async () => {
    const store = new MemoryCheckpointStore();
    await store.save('backup/mine.json', '{}');
    await train(store, backupIn(store, { doubleCheckpoint: true }));
    const { entries } = await store.list({ folder: 'backup' });
    expect(entries.map(({ path }) => path)).toEqual(['backup/mine.json']);
  });

  it('keeps its backup when asked to', async () => {
    const store = new MemoryCheckpointStore();
    await train(store, backupIn(store, { deleteCheckpoint: false }));
    expect(await store.info('backup/latest.variables.json')).toMatchObject({ epoch: 3, reason: 'backup' });
  });

  it('ends as the run would have that was killed when it had just stopped early', async () => {
    const store = new MemoryCheckpointStore();
    const stopping = (): Callback => new EarlyStopping({ mode: 'max', stopAt: 0 });
    const dying = Object.assign(new Callback(), { onTrainEnd: () => Promise.reject(new Error('killed')) });
    await expect(train(store, backupIn(store), Infinity, [stopping(), dying])).rejects.toThrow('killed');
    expect(await backupIn(store).findResumePoint()).not.toBeNull();
    const { history } = await train(store, backupIn(store), Infinity, [stopping()]);
    expect(history.epoch).toEqual([0]);
    expect(await backupIn(store).findResumePoint()).toBeNull();
  });

  it('warns of a damaged backup, and goes on from the one before it', async () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => undefined);
    const store = new MemoryCheckpointStore();
    await expect(train(store, backupIn(store), 7)).rejects.toThrow('killed');
    const load = store.load.bind(store);
    vi.spyOn(store, 'load').mockImplementation(async (path) => {
      const checkpoint = await load(path);
      return { ...checkpoint, entry: { ...checkpoint.entry, damaged: true } };
    });
    await train(store, backupIn(store));
    expect(warn.mock.calls).toEqual([
      [
        'The newest text of the backup backup/latest.variables.json is damaged. Training goes on from the backup before it.',
      ],
    ]);
    warn.mockRestore();
  });

  it('saves nothing at all with saveFreq false', async () => {
    const store = new MemoryCheckpointStore();
    await expect(train(store, backupIn(store, { saveFreq: false }), 7)).rejects.toThrow('killed');
    expect((await store.list({ folder: 'backup' })).entries).toEqual([]);
  });

  it('uses the backup before the newest when that one is damaged, and says so', async () => {
    const store = new MemoryCheckpointStore();
    const options = { saveFreq: 1, doubleCheckpoint: true };
    await expect(train(store, backupIn(store, options), 6)).rejects.toThrow('killed');
    await store.delete('backup/latest.variables.json');
    const before = await store.info('backup/latest.bkp.variables.json');
    expect(before).toMatchObject({ epoch: 1, batch: 1 });
    const plain = await train(new MemoryCheckpointStore(), backupIn(new MemoryCheckpointStore()));
    const { program } = await train(store, backupIn(store, options));
    expect(program.toProgramFile()).toBe(plain.program.toProgramFile());
  });

  it('keeps what training has come to when the backups cannot be deleted at its end, and says why they stay', async () => {
    const store = new MemoryCheckpointStore();
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => undefined);
    store.deleteAll = async () => {
      throw new CheckpointError('not-opened', 'The disk is full.');
    };
    const { history } = await train(store, backupIn(store));
    expect(history.epoch).toEqual([0, 1, 2, 3]);
    expect(warn.mock.calls).toEqual([['The disk is full. Training goes on; the next save tries again.']]);
    warn.mockRestore();
  });

  it('starts over once its backups are deleted', async () => {
    const store = new MemoryCheckpointStore();
    await expect(train(store, backupIn(store), 7)).rejects.toThrow('killed');
    await backupIn(store).deleteBackups();
    expect(await backupIn(store).findResumePoint()).toBeNull();
  });

  it('refuses an empty folder and a wrong frequency with the words of Synalinks', () => {
    expect(() => new BackupAndRestore('')).toThrow('Empty `backup_dir` argument passed');
    expect(() => new BackupAndRestore('backup', { saveFreq: 0 })).toThrow('Unrecognized save_freq: 0');
  });

  it('keeps the best of before the kill, so that a worse one does not replace it', async () => {
    const info = vi.spyOn(console, 'info').mockImplementation(() => undefined);
    const whole = new MemoryCheckpointStore();
    await train(whole, backupIn(whole));
    const store = new MemoryCheckpointStore();
    await expect(train(store, backupIn(store), 9)).rejects.toThrow('killed');
    await train(store, backupIn(store));
    expect((await store.load('best.json')).text).toBe((await whole.load('best.json')).text);
    info.mockRestore();
  });
});

describe('a BackupAndRestore without a store of its own', () => {
  it('opens the default one again when that failed before', async () => {
    const open = (): never => {
      throw new DOMException('The requested version is less than the existing version.', 'VersionError');
    };
    vi.stubGlobal('indexedDB', { open });
    const backup = new BackupAndRestore('backup');
    await expect(backup.findResumePoint()).rejects.toMatchObject({ code: 'newer-schema' });
    vi.unstubAllGlobals();
    expect(await backup.findResumePoint()).toBeNull();
  });
});
