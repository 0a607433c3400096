import { givenOptions } from '../base/check-options.ts';
import { TrainingError } from '../base/errors.ts';
import type { StateReport } from '../programs/state-tree.ts';
import type { JsonValue } from '../python/json-value.ts';
import { checkData, isRows } from './batch-source.ts';
import type { BatchSource, Data } from './batch-source.ts';
import { FitLoop } from './fit-loop.ts';
import { checkFitOptions } from './fit-options.ts';
import type { FitOptions } from './fit-options.ts';
import type { FitWishes } from './fit-wishes.ts';
import { lineageOf } from './lineage.ts';
import type { Lineage } from './lineage.ts';
import { restoreState } from './restore-state.ts';
import type { Restore } from './restore-state.ts';
import { findResumePoint } from './resume-point.ts';
import type { ResumePoint } from './resume-point.ts';
import { RowBatches } from './row-batches.ts';
import { checkIdentity, isJudgedAlike, runIdentity } from './run-identity.ts';
import { settingsOf } from './run-settings.ts';
import { toSamples } from './samples.ts';
import type { Ends, Row, Sample } from './samples.ts';
import { SourceBatches } from './source-batches.ts';
import type { Trainer } from './trainer.ts';
import type { TrainingData } from './training-data.ts';
import type { TrainingState } from './training-state.ts';
import { readValidation, validationOf } from './validation-data.ts';
import type { ValidationData } from './validation-data.ts';

/** What a `fit` has to do. */
export interface FitPlan {
  readonly data: TrainingData;
  readonly validation: ValidationData;
  readonly options: FitOptions;
  /** What has to be the same when the run goes on one day. */
  readonly identity: JsonValue;
  /** Where it goes on; null when it starts anew. */
  readonly resumed: TrainingState | null;
  readonly lineage: Lineage;
  /** `section/path` of variables that it had no value for, when it goes on though the program has changed. */
  readonly missing: readonly string[];
}

/** What a plan is made of. */
export interface FitRequest {
  readonly trainer: Trainer;
  /** What the program takes and gives. */
  readonly ends: Ends;
  readonly x: Data;
  readonly y: readonly Row[] | null | undefined;
  readonly options: FitOptions;
  /** Gives the program the state of the run that goes on; nothing is changed if it does not fit. */
  readonly restore: Restore;
}

/** Samples that are all there, or a source of batches. */
type Training =
  { readonly samples: readonly Sample[] } | { readonly samples?: undefined; readonly source: BatchSource };

/** Makes ready what is asked for. */
export async function planFit(request: FitRequest, wishes: FitWishes): Promise<FitLoop> {
  return new FitLoop(request.trainer, wishes, await makeFitPlan(request));
}

/** Reads the data, and takes up the state of the run that goes on, if one does. */
async function makeFitPlan(request: FitRequest): Promise<FitPlan> {
  const { trainer, ends, restore } = request;
  checkData(request.x, request.y);
  checkFitOptions(request.options);
  const point = await findResumePoint(request.options);
  const options = { ...settingsOf(point?.state.identity ?? null), ...givenOptions(request.options) };
  const [training, validation] = await readData({ ...request, options });
  const data = training.samples
    ? new RowBatches(training.samples, options)
    : new SourceBatches(training.source, ends, options.stepsPerEpoch);
  const identity = await runIdentity(trainer, training.samples ?? null, validation.samples, options);
  const isAnother = point !== null && checkIdentity(point.state.identity, identity, options);
  if (options.startOver) restore(trainer.goToBeginning(), { strict: false });
  const { missing, unexpected } = point ? await goOn(data, point, restore, options) : nothingAmiss;
  const lineage = lineageOf(point, options, isAnother || missing.length + unexpected.length > 0);
  const resumed = point && {
    ...point.state,
    best: isJudgedAlike(point.state.identity, identity) ? point.state.best : null,
  };
  return { data, validation, options, identity, resumed, lineage, missing };
}

const nothingAmiss: StateReport = { missing: [], unexpected: [] };

/** Brings the data, and then the program, to where the run was; data that was begun in vain is let go of. */
async function goOn(
  data: TrainingData,
  { state, variables }: ResumePoint,
  restore: Restore,
  options: FitOptions,
): Promise<StateReport> {
  try {
    await data.resume(state, options.signal);
    return restoreState(restore, variables, options);
  } catch (error) {
    data.close();
    throw error;
  }
}

/** Rows are read at once, so that one that does not fit is refused before anything starts. */
async function readData({
  ends,
  x,
  y,
  options,
}: FitRequest): Promise<readonly [training: Training, validation: ValidationData]> {
  const { validationData, validationSplit = 0.1 } = options;
  const training = isRows(x) ? { samples: toSamples(ends, x, y ?? null) } : { source: x };
  if (validationData) {
    if (training.samples?.length === 0) throw noRows();
    const validation = await readValidation(ends, validationData, options);
    if (validation.samples.length === 0) throw noValidationRows();
    return [training, validation];
  }
  if (!training.samples) throw noSplit();
  const { samples } = training;
  const at = Math.floor(samples.length * (1 - validationSplit));
  if (at === 0 || at === samples.length) throw tooFew(samples.length, validationSplit);
  return [{ samples: samples.slice(0, at) }, validationOf(samples.slice(at), options)];
}

function noSplit(): TrainingError {
  return new TrainingError(
    'no-validation-data',
    'There is no validation data, which candidates are scored on, and none can be split off: batches come as they are ' +
      'made, and nobody knows how many. Pass validationData.',
  );
}

function tooFew(samples: number, validationSplit: number): TrainingError {
  return new TrainingError(
    'no-validation-data',
    validationSplit === 0
      ? 'There is no validation data, which candidates are scored on. Pass validationData, or a validationSplit above 0.'
      : `Training data contains ${samples} samples, which is not sufficient to split it into a validation and training set as specified by \`validation_split=${validationSplit}\`. Either provide more data, or a different value for the \`validation_split\` argument.`,
    { details: { samples, validationSplit } },
  );
}

const noRows = (): TrainingError =>
  new TrainingError('no-data', 'The training data holds no row. Expected one at least in x.');

const noValidationRows = (): TrainingError =>
  new TrainingError(
    'no-validation-data',
    'The validation data holds no row, and candidates are scored on it. Expected one at least.',
  );
