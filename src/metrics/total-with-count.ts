import { jsonObject } from '../python/json-value.ts';

/** The form of a total with the number of values in it. */
export const TOTAL_WITH_COUNT_SCHEMA = jsonObject(
  ['additionalProperties', false],
  [
    'properties',
    jsonObject(
      ['total', jsonObject(['default', 0], ['title', 'Total'], ['type', 'number'])],
      ['count', jsonObject(['default', 0n], ['title', 'Count'], ['type', 'integer'])],
    ),
  ],
  ['title', 'TotalWithCount'],
  ['type', 'object'],
);

/** A total of nothing. */
export const EMPTY_TOTAL = jsonObject(['total', 0], ['count', 0n]);
