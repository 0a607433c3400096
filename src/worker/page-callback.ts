import { Callback } from '../callbacks/callback.ts';
import type { Logs } from '../callbacks/callback.ts';
import type { WorkerMessage } from './protocol.ts';
import type { TrainerEventType } from './trainer-events.ts';

/** Tells the page of every hook. */
export class PageCallback extends Callback {
  readonly #post: (message: WorkerMessage) => void;
  #epoch: number | null = null;

  constructor(post: (message: WorkerMessage) => void) {
    super();
    this.#post = post;
  }

  override onTrainBegin(logs: Logs): void {
    this.#tell('train-begin', null, logs);
  }

  override onTrainEnd(logs: Logs): void {
    this.#epoch = null;
    this.#tell('train-end', null, logs);
  }

  override onEpochBegin(epoch: number, logs: Logs): void {
    this.#epoch = epoch;
    this.#tell('epoch-begin', null, logs);
  }

  override onEpochEnd(_epoch: number, logs: Logs): void {
    this.#tell('epoch-end', null, logs);
  }

  override onTrainBatchBegin(batch: number, logs: Logs): void {
    this.#tell('train-batch-begin', batch, logs);
  }

  override onTrainBatchEnd(batch: number, logs: Logs): void {
    this.#tell('train-batch-end', batch, logs);
  }

  override onTestBegin(logs: Logs): void {
    this.#tell('test-begin', null, logs);
  }

  override onTestEnd(logs: Logs): void {
    this.#tell('test-end', null, logs);
  }

  override onTestBatchBegin(batch: number, logs: Logs): void {
    this.#tell('test-batch-begin', batch, logs);
  }

  override onTestBatchEnd(batch: number, logs: Logs): void {
    this.#tell('test-batch-end', batch, logs);
  }

  override onPredictBegin(logs: Logs): void {
    this.#tell('predict-begin', null, logs);
  }

  override onPredictEnd(logs: Logs): void {
    this.#tell('predict-end', null, logs);
  }

  override onPredictBatchBegin(batch: number, logs: Logs): void {
    this.#tell('predict-batch-begin', batch, logs);
  }

  override onPredictBatchEnd(batch: number, logs: Logs): void {
    this.#tell('predict-batch-end', batch, logs);
  }

  #tell(event: TrainerEventType, batch: number | null, logs: Logs): void {
    this.#post({ type: 'event', event, epoch: this.#epoch, batch, logs });
  }
}
