import type { Logs } from '../callbacks/callback.ts';
import type { ModelUsage } from '../language-models/chat-model.ts';

/** A hook of the trainer's callbacks, seen from the page: `train-begin`, `epoch-end`, `train-batch-end`, … */
export type TrainerEventType =
  | 'train-begin'
  | 'train-end'
  | 'epoch-begin'
  | 'epoch-end'
  | 'train-batch-begin'
  | 'train-batch-end'
  | 'test-begin'
  | 'test-end'
  | 'test-batch-begin'
  | 'test-batch-end'
  | 'predict-begin'
  | 'predict-end'
  | 'predict-batch-begin'
  | 'predict-batch-end';

/** A callback hook ran in the worker. */
export class TrainerEvent extends Event {
  declare readonly type: TrainerEventType;
  /** 0-based epoch; null outside epochs. */
  readonly epoch: number | null;
  /** 0-based batch; null outside batches. */
  readonly batch: number | null;
  /** Logged values under their snake_case names; empty in `-begin` events. */
  readonly logs: Logs;

  constructor(type: TrainerEventType, fields: { epoch: number | null; batch: number | null; logs: Logs }) {
    super(type);
    this.epoch = fields.epoch;
    this.batch = fields.batch;
    this.logs = fields.logs;
  }
}

/** What the trainer in the worker is doing; `terminated` once the page has ended it. */
export type TrainerStatus =
  'starting' | 'idle' | 'training' | 'paused' | 'stopping' | 'failed' | 'terminated';

/** The trainer's status changed. */
export class TrainerStatusEvent extends Event {
  readonly status: TrainerStatus;

  constructor(status: TrainerStatus) {
    super('status-changed');
    this.status = status;
  }
}

/** What was asked of language models in the worker has changed: told while training is under way. */
export class TrainerUsageEvent extends Event {
  readonly usage: ModelUsage;

  constructor(usage: ModelUsage) {
    super('usage-changed');
    this.usage = usage;
  }
}

/** A message or a warning of a callback (`ProgramCheckpoint` with `verbose`, say), as it stands in the console. */
export class TrainerMessageEvent extends Event {
  readonly level: 'info' | 'warning';
  readonly text: string;

  constructor(level: 'info' | 'warning', text: string) {
    super('trainer-message');
    this.level = level;
    this.text = text;
  }
}

/** The worker died or could not start: no further answer comes from it. */
export class TrainerFailedEvent extends Event {
  readonly error: Error;

  constructor(error: Error) {
    super('trainer-failed');
    this.error = error;
  }
}

/** The trainer's events by type. */
export type TrainerEvents = { readonly [Type in TrainerEventType]: TrainerEvent } & {
  readonly 'status-changed': TrainerStatusEvent;
  readonly 'usage-changed': TrainerUsageEvent;
  readonly 'trainer-message': TrainerMessageEvent;
  readonly 'trainer-failed': TrainerFailedEvent;
};
