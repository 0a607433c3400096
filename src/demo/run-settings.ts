/** What a run is made of; plain data, so that it can be remembered and sent to the worker. */
export type RunSettings = {
  readonly epochs: number;
  readonly batchSize: number;
  /** How many examples the prompt may hold at most. */
  readonly nbMaxExamples: number;
  readonly seed: number;
  /** The path under which checkpoints are saved. */
  readonly filepath: string;
  readonly saveBestOnly: boolean;
};

/** What a worker needs to know: the settings, where the sentences are, and the id under which it trains, if it does. */
export type WorkerSettings = RunSettings & { readonly dataSetUrl: string; readonly run?: string };
