import type { TypedEventTarget } from '../base/events.ts';
import type { Logs } from '../callbacks/callback.ts';
import type {
  JudgedSample,
  ModulePrompt,
  SamplePage,
  TrainerJudgeOptions,
  TrainerPromptOptions,
  TrainerSample,
  TrainerSampleOptions,
} from './trainer-answers.ts';
import type { TrainerEvents, TrainerStatus } from './trainer-events.ts';

/** Plain data that crosses a thread. */
export type PlainValue =
  null | boolean | number | string | readonly PlainValue[] | { readonly [key: string]: PlainValue };

/** What a page may ask of a run; everything else is the worker file's own. */
export interface TrainerFitOptions {
  readonly epochs?: number;
  readonly batchSize?: number;
  readonly shuffle?: boolean;
  /** Seeds both random streams. */
  readonly seed?: number;
  /** Path of a checkpoint to go on from; what is not given is then as that run was begun, `epochs` too. */
  readonly resumeFrom?: string;
  /** Goes on from it as a run of its own, which leaves the files of the other one alone. @default false */
  readonly fork?: boolean;
  /** Begins anew although a backup knows where to go on: forgets what was learned before. @default false */
  readonly startOver?: boolean;
  /**
   * Goes on although the program, the data or the settings are not what they were; as a run of its own. @default false
   */
  readonly allowChanges?: boolean;
  /** Id of the run, for its checkpoints. @default that of the run that is resumed, unless it forks; else a new one */
  readonly run?: string;
}

/** What `fit` answers: the record of a run, after Keras' `History`. */
export interface TrainerHistory {
  /** 0-based epochs. */
  readonly epoch: readonly number[];
  /** Log name → one value an epoch. */
  readonly history: Readonly<Record<string, readonly Logs[string][]>>;
}

/** Whose variables answer: a checkpoint's, or by default those the trainer has now. */
export interface TrainerUseOptions {
  /** Path of a checkpoint in the store. @default the program as it is now */
  readonly checkpoint?: string;
}

/**
 * A trainer in a worker, seen from the page. It never holds a program or a checkpoint's text: only summaries cross.
 */
export interface TrainerClient extends TypedEventTarget<TrainerEvents> {
  readonly status: TrainerStatus;
  /** Trains; resolves when training has ended or was stopped. @throws what the worker threw, with its class and code */
  fit(options?: TrainerFitOptions): Promise<TrainerHistory>;
  /** Judges on one of the worker's data sets: `'validation'`, `'train'`, or a name the worker gave. */
  evaluate(dataset: string, options?: TrainerUseOptions): Promise<Logs>;
  /** Answers inputs; null where the program gave no answer. */
  predict(
    inputs: readonly PlainValue[],
    options?: TrainerUseOptions,
  ): Promise<readonly (PlainValue | null)[]>;
  /** Reads samples of one of the worker's data sets; nothing is asked of a language model. */
  samples(dataset: string, options?: TrainerSampleOptions): Promise<SamplePage<TrainerSample>>;
  /** Judges sample by sample: what the program answers, and how good that is by the reward that is trained for. */
  judge(dataset: string, options?: TrainerJudgeOptions): Promise<SamplePage<JudgedSample>>;
  /**
   * Shows what the program's modules would ask for an input. Unless told to, nothing is asked, and a module that needs
   * another one's answer is left out.
   */
  prompt(input: PlainValue, options?: TrainerPromptOptions): Promise<readonly ModulePrompt[]>;
  /** Shows what the program is: the content of a program file without its variables. */
  inspect(options?: TrainerUseOptions): Promise<PlainValue>;
  /**
   * Holds training until `resume` or `stop`: calls of language models that are under way end, and no further one begins.
   * Resolves when the worker knows.
   */
  pause(): Promise<void>;
  resume(): Promise<void>;
  /**
   * Ends training after the batch at hand; `fit` then resolves with the history so far. The epoch stays open: with a
   * `BackupAndRestore`, or a `ProgramCheckpoint` with `saveOnStop`, training can go on from that very batch.
   */
  stop(): Promise<void>;
  /** Has the callbacks that save do so now: what there was after the last batch. Resolves when they have. */
  save(): Promise<void>;
  /** Ends the worker at once. Pending promises reject with `worker-terminated`. */
  terminate(): void;
}
