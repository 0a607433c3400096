import { checkOptions } from '../base/check-options.ts';
import type { OptionNames } from '../base/check-options.ts';
import type { TrainerMethod, TrainerMethods, TrainerRequest } from './protocol.ts';
import type { TrainerJudgeOptions, TrainerPromptOptions, TrainerSampleOptions } from './trainer-answers.ts';
import type { TrainerFitOptions, TrainerUseOptions } from './trainer-client.ts';
import type { TrainerSetup } from './trainer-setup.ts';

type OptionsOf<Method extends TrainerMethod> = TrainerMethods[Method]['args'] extends readonly [
  ...unknown[],
  infer Options,
]
  ? Options
  : never;

const setupNames: OptionNames<TrainerSetup> = {
  program: true,
  x: true,
  y: true,
  validationData: true,
  datasets: true,
  callbacks: true,
  fitOptions: true,
  loadOptions: true,
  store: true,
};

const fitNames: OptionNames<TrainerFitOptions> = {
  epochs: true,
  batchSize: true,
  shuffle: true,
  seed: true,
  resumeFrom: true,
  fork: true,
  startOver: true,
  allowChanges: true,
  run: true,
};

const useNames: OptionNames<TrainerUseOptions> = { checkpoint: true };
const sampleNames: OptionNames<TrainerSampleOptions> = { start: true, count: true };
const judgeNames: OptionNames<TrainerJudgeOptions> = { ...useNames, ...sampleNames };
const promptNames: OptionNames<TrainerPromptOptions> = { ...useNames, ask: true };

/** By method: what a page may ask for. What else there is of `fit` is given by the worker's own file. */
const names: { readonly [Method in TrainerMethod]?: OptionNames<OptionsOf<Method>> } = {
  fit: fitNames,
  evaluate: useNames,
  predict: useNames,
  inspect: useNames,
  samples: sampleNames,
  judge: judgeNames,
  prompt: promptNames,
};

/** @throws ArgumentError `unknown-option` */
export function checkSetup(setup: TrainerSetup): void {
  checkOptions('serveTrainer', setup, setupNames);
}

/** @throws ArgumentError `unknown-option` */
export function checkRequest({ method, args }: TrainerRequest): void {
  const known: object | undefined = names[method];
  if (known) checkOptions<object>(`trainer.${method}`, args.at(-1) as object, known);
}
