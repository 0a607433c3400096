import { checkOptions } from '../base/check-options.ts';
import type { OptionNames } from '../base/check-options.ts';
import { TypedEventTarget } from '../base/events.ts';
import { WorkerError } from '../base/errors.ts';
import type { Logs } from '../callbacks/callback.ts';
import { watchPageLeaving } from './page-leaving.ts';
import { PROTOCOL_VERSION } from './protocol.ts';
import type { TrainerMethod, TrainerMethods, WorkerMessage } from './protocol.ts';
import type {
  JudgedSample,
  ModulePrompt,
  SamplePage,
  TrainerJudgeOptions,
  TrainerPromptOptions,
  TrainerSample,
  TrainerSampleOptions,
} from './trainer-answers.ts';
import type {
  PlainValue,
  TrainerClient,
  TrainerFitOptions,
  TrainerHistory,
  TrainerUseOptions,
} from './trainer-client.ts';
import {
  TrainerEvent,
  TrainerFailedEvent,
  TrainerMessageEvent,
  TrainerStatusEvent,
  TrainerUsageEvent,
} from './trainer-events.ts';
import type { TrainerEvents, TrainerStatus } from './trainer-events.ts';
import { fromWireError } from '../base/wire-error.ts';

/** How a trainer is connected. */
export interface ConnectOptions {
  /** Plain data for the worker's setup function. @default null */
  readonly settings?: PlainValue;
}

const names: OptionNames<ConnectOptions> = { settings: true };

interface Pending {
  resolve(result: unknown): void;
  reject(error: Error): void;
}

/**
 * Connects the page to the trainer that a worker serves. Requests wait until it is ready.
 *
 * @throws ArgumentError `unknown-option`
 * @example
 * const worker = new Worker(new URL('./train.worker.ts', import.meta.url), { type: 'module' });
 * const trainer = connectTrainer(worker);
 * trainer.addEventListener('epoch-end', (event) => console.log(event.epoch, event.logs.val_reward));
 * await trainer.fit({ epochs: 10 });
 */
export function connectTrainer(worker: Worker, options: ConnectOptions = {}): TrainerClient {
  checkOptions('connectTrainer', options, names);
  return new WorkerTrainerClient(worker, options.settings ?? null);
}

class WorkerTrainerClient extends TypedEventTarget<TrainerEvents> implements TrainerClient {
  readonly #worker: Worker;
  readonly #pending = new Map<number, Pending>();
  #status: TrainerStatus = 'starting';
  #failure: Error | null = null;
  #lastId = 0;

  constructor(worker: Worker, settings: PlainValue) {
    super();
    this.#worker = worker;
    worker.addEventListener('message', ({ data }) => this.#receive(data as WorkerMessage));
    worker.addEventListener('error', (event) => this.#fail(workerDied(event.message)));
    worker.addEventListener('messageerror', () => this.#fail(workerDied('a message could not be read')));
    worker.postMessage({ type: 'start', version: PROTOCOL_VERSION, settings });
  }

  get status(): TrainerStatus {
    return this.#status;
  }

  async fit(options: TrainerFitOptions = {}): Promise<TrainerHistory> {
    const endWatch = watchPageLeaving(() => this.#saveIfLast());
    try {
      return await this.#request('fit', [options]);
    } finally {
      endWatch();
    }
  }

  evaluate(dataset: string, options: TrainerUseOptions = {}): Promise<Logs> {
    return this.#request('evaluate', [dataset, options]);
  }

  predict(
    inputs: readonly PlainValue[],
    options: TrainerUseOptions = {},
  ): Promise<readonly (PlainValue | null)[]> {
    return this.#request('predict', [inputs, options]);
  }

  samples(dataset: string, options: TrainerSampleOptions = {}): Promise<SamplePage<TrainerSample>> {
    return this.#request('samples', [dataset, options]);
  }

  judge(dataset: string, options: TrainerJudgeOptions = {}): Promise<SamplePage<JudgedSample>> {
    return this.#request('judge', [dataset, options]);
  }

  prompt(input: PlainValue, options: TrainerPromptOptions = {}): Promise<readonly ModulePrompt[]> {
    return this.#request('prompt', [input, options]);
  }

  inspect(options: TrainerUseOptions = {}): Promise<PlainValue> {
    return this.#request('inspect', [options]);
  }

  async pause(): Promise<void> {
    await this.#request('pause', []);
  }

  async resume(): Promise<void> {
    await this.#request('resume', []);
  }

  async stop(): Promise<void> {
    await this.#request('stop', []);
  }

  async save(): Promise<void> {
    await this.#request('save', ['manual']);
  }

  terminate(): void {
    this.#worker.terminate();
    this.#setStatus('terminated');
    this.#rejectAll(
      new WorkerError(
        'worker-terminated',
        'The worker was ended by terminate(). Connect a new one to go on.',
      ),
    );
  }

  /** The page may be going away: nobody will hear whether this last save worked. */
  #saveIfLast(): void {
    this.#request('save', ['interrupted']).catch(() => undefined);
  }

  #request<Method extends TrainerMethod>(
    method: Method,
    args: TrainerMethods[Method]['args'],
  ): Promise<TrainerMethods[Method]['result']> {
    if (this.#failure) return Promise.reject(this.#failure);
    this.#lastId += 1;
    const id = this.#lastId;
    return new Promise((resolve, reject) => {
      this.#pending.set(id, { resolve: resolve as Pending['resolve'], reject });
      this.#worker.postMessage({ type: 'request', id, method, args });
    });
  }

  #receive(message: WorkerMessage): void {
    switch (message.type) {
      case 'loaded':
        return this.#checkVersion(message.version);
      case 'status':
        return this.#setStatus(message.status);
      case 'event':
        this.dispatchEvent(new TrainerEvent(message.event, message));
        return undefined;
      case 'usage':
        this.dispatchEvent(new TrainerUsageEvent(message.usage));
        return undefined;
      case 'message':
        this.dispatchEvent(new TrainerMessageEvent(message.level, message.text));
        return undefined;
      case 'failed':
        return this.#fail(fromWireError(message.error));
      case 'result':
        this.#take(message.id)?.resolve(message.result);
        return undefined;
      default:
        this.#take(message.id)?.reject(fromWireError(message.error));
        return undefined;
    }
  }

  #take(id: number): Pending | undefined {
    const pending = this.#pending.get(id);
    this.#pending.delete(id);
    return pending;
  }

  #checkVersion(version: number): void {
    if (version === PROTOCOL_VERSION) return;
    this.#fail(
      new WorkerError(
        'protocol-version',
        `The worker speaks protocol version ${version}, the page ${PROTOCOL_VERSION}. Reload the page, so that both come from one build.`,
        { details: { worker: version, page: PROTOCOL_VERSION } },
      ),
    );
  }

  #setStatus(status: TrainerStatus): void {
    if (status === this.#status) return;
    this.#status = status;
    this.dispatchEvent(new TrainerStatusEvent(status));
  }

  /** Nothing more will come from the worker: whoever waits is told so. */
  #fail(error: Error): void {
    this.#setStatus('failed');
    this.#rejectAll(error);
    this.dispatchEvent(new TrainerFailedEvent(error));
  }

  #rejectAll(error: Error): void {
    this.#failure = error;
    for (const { reject } of this.#pending.values()) reject(error);
    this.#pending.clear();
  }
}

function workerDied(reason: string): WorkerError {
  const advice = 'Look at its console; connect a new worker to go on.';
  return new WorkerError(
    'worker-died',
    `The worker ended by an error: ${reason || 'its file could not be loaded'}. ${advice}`,
    { details: { advice } },
  );
}
