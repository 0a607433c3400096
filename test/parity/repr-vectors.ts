import { TidemarkError } from '../../src/base/errors.ts';
import { parseJson } from '../../src/python/parse-json.ts';
import { repr } from '../../src/python/repr.ts';
import { differs, held, parseRecorded } from './vector.ts';
import type { Vector, Verdict } from './vector.ts';

interface ReprVector extends Vector {
  readonly json: string;
  readonly repr: string;
  /** Where the reader of replies makes another value of the text. */
  readonly lm_repr?: string;
  /** Where the reader of replies refuses the text. */
  readonly lm_error?: string;
}

/** Reads the text as a data file and as a reply is read, and compares the repr of both. */
export function checkReprVector(vector: Vector): Verdict {
  const { json, repr: recorded, lm_repr: recordedReply, lm_error: refused } = vector as ReprVector;
  const received = repr(parseRecorded(json));
  if (received !== recorded) return differs('repr', recorded, received);
  const expected = refused === undefined ? (recordedReply ?? recorded) : 'refused';
  const reply = replyRepr(json);
  return reply === expected ? held : differs('repr as a reply', expected, reply);
}

function replyRepr(json: string): string {
  try {
    return repr(parseJson(json));
  } catch (error) {
    if (error instanceof TidemarkError && error.code === 'bad-json') return 'refused';
    throw error;
  }
}
