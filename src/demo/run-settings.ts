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

/** What a worker needs to know: the settings, and where the sentences are. */
export type WorkerSettings = RunSettings & { readonly dataSetUrl: string };
