import { checkOptions } from '../base/check-options.ts';
import type { OptionNames } from '../base/check-options.ts';
import type { TrainerMethod, TrainerMethods, TrainerRequest } from './protocol.ts';
import type { TrainerJudgeOptions, TrainerPromptOptions, TrainerSampleOptions } from './trainer-answers.ts';
import type { TrainerUseOptions } from './trainer-client.ts';
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

const useNames: OptionNames<TrainerUseOptions> = { checkpoint: true };
const sampleNames: OptionNames<TrainerSampleOptions> = { start: true, count: true };
const judgeNames: OptionNames<TrainerJudgeOptions> = { ...useNames, ...sampleNames };
const promptNames: OptionNames<TrainerPromptOptions> = { ...useNames, ask: true };

/** By method; those of `fit` are checked where training begins. */
const names: {
  readonly [Method in Exclude<TrainerMethod, 'fit'>]?: OptionNames<OptionsOf<Method>>;
} = {
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
  if (method === 'fit') return;
  const known: object | undefined = names[method];
  if (known) checkOptions<object>(method, args.at(-1) as object, known);
}
