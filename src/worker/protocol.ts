import type { Logs } from '../callbacks/callback.ts';
import type { ModelUsage } from '../language-models/chat-model.ts';
import type { SaveReason } from '../checkpoints/checkpoint-store.ts';
import type {
  JudgedSample,
  ModulePrompt,
  SamplePage,
  TrainerJudgeOptions,
  TrainerPromptOptions,
  TrainerSample,
  TrainerSampleOptions,
} from './trainer-answers.ts';
import type { PlainValue, TrainerFitOptions, TrainerHistory, TrainerUseOptions } from './trainer-client.ts';
import type { TrainerEventType, TrainerStatus } from './trainer-events.ts';
import type { WireError } from '../base/wire-error.ts';

/** Both ends have to speak the same version; they come from one build, unless a page was updated while it was open. */
export const PROTOCOL_VERSION = 4;

/** What the page asks, by method: arguments, and what is answered. */
export interface TrainerMethods {
  fit: { readonly args: readonly [options: TrainerFitOptions]; readonly result: TrainerHistory };
  evaluate: { readonly args: readonly [dataset: string, options: TrainerUseOptions]; readonly result: Logs };
  predict: {
    readonly args: readonly [inputs: readonly PlainValue[], options: TrainerUseOptions];
    readonly result: readonly (PlainValue | null)[];
  };
  samples: {
    readonly args: readonly [dataset: string, options: TrainerSampleOptions];
    readonly result: SamplePage<TrainerSample>;
  };
  judge: {
    readonly args: readonly [dataset: string, options: TrainerJudgeOptions];
    readonly result: SamplePage<JudgedSample>;
  };
  prompt: {
    readonly args: readonly [input: PlainValue, options: TrainerPromptOptions];
    readonly result: readonly ModulePrompt[];
  };
  inspect: { readonly args: readonly [options: TrainerUseOptions]; readonly result: PlainValue };
  pause: { readonly args: readonly []; readonly result: null };
  resume: { readonly args: readonly []; readonly result: null };
  stop: { readonly args: readonly []; readonly result: null };
  save: { readonly args: readonly [reason: SaveReason]; readonly result: null };
}

export type TrainerMethod = keyof TrainerMethods;

/** A request of one method. */
export type TrainerRequest = {
  readonly [Method in TrainerMethod]: {
    readonly type: 'request';
    readonly id: number;
    readonly method: Method;
    readonly args: TrainerMethods[Method]['args'];
  };
}[TrainerMethod];

/** From the page to the worker. */
export type PageMessage =
  { readonly type: 'start'; readonly version: number; readonly settings: PlainValue } | TrainerRequest;

/** From the worker to the page: summaries, never payloads. */
export type WorkerMessage =
  | { readonly type: 'loaded'; readonly version: number }
  | { readonly type: 'status'; readonly status: TrainerStatus }
  | {
      readonly type: 'event';
      readonly event: TrainerEventType;
      readonly epoch: number | null;
      readonly batch: number | null;
      readonly logs: Logs;
    }
  | { readonly type: 'usage'; readonly usage: ModelUsage }
  | { readonly type: 'message'; readonly level: 'info' | 'warning'; readonly text: string }
  | { readonly type: 'result'; readonly id: number; readonly result: TrainerMethods[TrainerMethod]['result'] }
  | { readonly type: 'error'; readonly id: number; readonly error: WireError }
  | { readonly type: 'failed'; readonly error: WireError };
