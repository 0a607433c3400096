/** A logged value: a scalar, or a list where a metric gives one value a field. */
export type LogValue = number | readonly number[];

/** Logged values under their snake_case names (`reward`, `val_reward`), sorted by name. */
export type Logs = Readonly<Record<string, LogValue>>;
