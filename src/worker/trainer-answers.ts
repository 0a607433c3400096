import type { PlainValue, TrainerUseOptions } from './trainer-client.ts';

/** Which samples of a data set. */
export interface TrainerSampleOptions {
  /** 0-based. @default 0 */
  readonly start?: number;
  /** How many at most. @default 32 */
  readonly count?: number;
}

/** Which samples to judge, and whose variables answer. */
export interface TrainerJudgeOptions extends TrainerUseOptions, TrainerSampleOptions {}

/** Whose prompt is shown, and what may be done for it. */
export interface TrainerPromptOptions extends TrainerUseOptions {
  /** Asks language models, so that what needs an answer of theirs is shown too. @default false */
  readonly ask?: boolean;
}

/** One sample: what goes in, and what should come out. */
export interface TrainerSample {
  readonly input: PlainValue;
  readonly target: PlainValue;
}

/** What a program made of a sample. */
export interface JudgedSample extends TrainerSample {
  /** Null where the program gave no answer. */
  readonly answer: PlainValue;
  /** How good the answer is, by the reward that the trainer trains for. */
  readonly reward: number;
}

/** Some samples of a data set, in their order. */
export interface SamplePage<Sample extends TrainerSample> {
  /** How many samples the data set has in all. */
  readonly total: number;
  readonly samples: readonly Sample[];
}

/** One turn of a conversation, as it would be sent to a language model. */
export interface PromptMessage {
  readonly role: string;
  /** Text; a list of parts; or null, where a message only calls tools. */
  readonly content: PlainValue;
  /** Further fields under the names of the chat-completions format. @default none */
  readonly fields?: PlainValue;
}

/** What a module would ask its language model for a sample. */
export interface ModulePrompt {
  /** The module's name. */
  readonly module: string;
  readonly messages: readonly PromptMessage[];
  /** The JSON schema that the answer has to follow; null for free text. */
  readonly schema: PlainValue;
}
