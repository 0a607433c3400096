import { isRecord } from './is-record.ts';

/** One language of the data set. */
export interface Language {
  readonly name: string;
  /** What its speakers call it. */
  readonly endonym: string;
  /** A few of its commonest words. */
  readonly hints: readonly string[];
  readonly train: readonly string[];
  readonly validation: readonly string[];
  readonly test: readonly string[];
}

/** The sentences the page trains on, and whom to thank for them. */
export interface DataSet {
  readonly source: string;
  readonly url: string;
  readonly license: string;
  readonly languages: readonly Language[];
}

/**
 * Loads the data set.
 *
 * @throws Error when it cannot be fetched or is not one
 */
export async function loadDataSet(url: string): Promise<DataSet> {
  const response = await fetch(url);
  if (!response.ok)
    throw new Error(`The sentences could not be loaded: the server answered ${response.status}.`);
  const data: unknown = await response.json();
  if (!isRecord(data) || !Array.isArray(data['languages']))
    throw new Error('The sentences are not what was expected.');
  return data as unknown as DataSet;
}
