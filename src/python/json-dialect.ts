/**
 * Which of Python's two readers decides what is JSON.
 *
 * - `orjson`: the one that reads program files, variables files and replies of language models. Strict; an integer
 *   beyond 64 bits becomes a float; a number too large for a float is refused.
 * - `json`: the standard library's, which many data sets were written for. Integers of any size, `NaN`, `Infinity`,
 *   `-Infinity`, `1e400` as infinity, and lone surrogates are read too.
 */
export type JsonDialect = 'orjson' | 'json';
