import { addTexts } from './texts.ts';

const epochs = (count: number, shown: string): string => `${shown} ${count === 1 ? 'epoch' : 'epochs'}`;

/** What `<training-progress>` says. */
export const progressTexts = {
  label: 'Training',
  starting: 'Starting…',
  idle: 'Not training',
  failed: 'Training failed',
  finished: (count: number, shown: string): string => `Done: ${epochs(count, shown)}`,
  stopped: (count: number, shown: string): string => `Stopped after ${epochs(count, shown)}`,
  epoch: (epoch: string, of: string): string => `Epoch ${epoch}${of && ` of ${of}`}`,
  batch: (batch: string, of: string): string => `batch ${batch}${of && ` of ${of}`}`,
  took: (duration: string): string => `in ${duration}`,
  left: (duration: string): string => `about ${duration} left`,
  almostDone: 'almost done',
  measuring: 'Measuring the time left…',
  paused: 'Paused',
  stopping: 'Stopping after this batch…',
  validating: 'checking on validation data',
  samplesPerSecond: (count: number, shown: string): string =>
    `${shown} ${count === 1 ? 'sample' : 'samples'} per second`,
  batchesPerSecond: (count: number, shown: string): string =>
    `${shown} ${count === 1 ? 'batch' : 'batches'} per second`,
  /** What is being done, and how fast. */
  work: (parts: readonly string[]): string => parts.join(' · '),
  /** Where training is, and how long it takes, for screen readers. */
  spoken: (parts: readonly string[]): string => parts.join(', '),
};

addTexts('progress', progressTexts);
