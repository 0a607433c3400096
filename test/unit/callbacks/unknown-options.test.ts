import { describe, expect, it } from 'vitest';
import { BackupAndRestore } from '../../../src/callbacks/backup-and-restore.ts';
import { CSVLogger } from '../../../src/callbacks/csv-logger.ts';
import { EarlyStopping } from '../../../src/callbacks/early-stopping.ts';
import { LambdaCallback } from '../../../src/callbacks/lambda-callback.ts';
import { ProgbarLogger } from '../../../src/callbacks/progbar-logger.ts';
import { ProgramCheckpoint } from '../../../src/callbacks/program-checkpoint.ts';

/** As plain JavaScript passes options: nobody checks them. */
const given = (options: object): never => options as never;

describe('an option that a callback does not know', () => {
  it.each([
    ['saveBestOnly', () => new ProgramCheckpoint('best.json', given({ save_best_only: true }))],
    ['doubleCheckpoint', () => new BackupAndRestore('backup', given({ double_checkpoint: true }))],
    ['patience', () => new EarlyStopping(given({ patients: 3 }))],
    ['separator', () => new CSVLogger('log.csv', given({ seperator: ';' }))],
    ['intervalMs', () => new ProgbarLogger(given({ interval: 100 }))],
    ['onEpochEnd', () => new LambdaCallback(given({ on_epoch_end: () => {} }))],
  ])('is refused with the one that was meant: %s', (closest, make) => {
    expect(make).toThrow(
      expect.objectContaining({
        name: 'ArgumentError',
        code: 'unknown-option',
        details: expect.objectContaining({ closest }) as unknown,
      }),
    );
  });

  it('may be one of a class of its own', () => {
    class Patient extends EarlyStopping {}
    expect(new Patient(given({ patience: 3, colour: 'blue' })).patience).toBe(3);
  });
});
