/** What the worker of the sample run needs to know. */
export type SampleSettings = {
  readonly storeName: string;
  readonly dataSetUrl: string;
};
