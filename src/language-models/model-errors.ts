import { LanguageModelError } from '../base/errors.ts';
import type { ErrorDetail } from '../base/errors.ts';

/** Why a model gave no answer. Part of the public interface: branch on it. */
export type ModelErrorCode =
  /** Nobody listens at the address. */
  | 'server-down'
  /** A server listens, but does not let this page read its answers. */
  | 'cors-refused'
  /** A page that was loaded securely may not reach an address that is not. */
  | 'insecure-address'
  /** The user, or the browser, does not let this page reach servers on this computer. */
  | 'local-access-denied'
  | 'no-api-key'
  /** This browser, or this computer, cannot run the model. */
  | 'unavailable'
  /** 401 or 403. */
  | 'unauthorized'
  /** 404: there is no such model, or no such address. */
  | 'not-found'
  /** 429. */
  | 'rate-limited'
  /** Another refusal of the request itself, such as 400. */
  | 'bad-request'
  /** 5xx. */
  | 'server-error'
  | 'timeout'
  /** What the server sent is no chat completion. */
  | 'bad-response'
  /** The answer broke off at the limit of tokens. */
  | 'truncated-answer'
  | 'empty-answer'
  | 'refused-answer'
  /** The answer does not follow the schema. */
  | 'bad-answer';

/** What an error of a model carries. */
export interface ModelErrorOptions {
  readonly details?: Readonly<Record<string, ErrorDetail>>;
  readonly cause?: unknown;
  /**
   * What an author can do, where a page's user cannot. It ends the message, and is in `details` by itself: a page can
   * tell its users in its own words instead.
   */
  readonly advice?: string;
}

/** Makes an error of a model: what happened, what was expected, and what to do. */
export function modelError(
  code: ModelErrorCode,
  message: string,
  { advice, ...options }: ModelErrorOptions = {},
): LanguageModelError {
  if (advice === undefined) return new LanguageModelError(code, message, options);
  const details = { ...options.details, advice };
  return new LanguageModelError(code, `${message} ${advice}`, { ...options, details });
}

/** Failures that the same request meets again however often it is made. */
const lasting: ReadonlySet<string> = new Set<ModelErrorCode>([
  'insecure-address',
  'local-access-denied',
  'no-api-key',
  'unavailable',
  'bad-request',
  'bad-answer',
]);

/**
 * Tells whether the same request may succeed when it is made again.
 *
 * Refused keys and unknown models are tried again too, as Synalinks does: a gateway in front of a server gives them for
 * a moment while it restarts.
 */
export function mayPass(error: unknown): error is LanguageModelError {
  if (!(error instanceof LanguageModelError)) return false;
  if (error.code === 'empty-answer') return error.details.lasting !== true;
  return !lasting.has(error.code);
}

const answered: ReadonlySet<string> = new Set<ModelErrorCode>([
  'truncated-answer',
  'empty-answer',
  'refused-answer',
  'bad-answer',
]);

/** Tells whether the model did answer, if not as it should: another question may fare better. */
export const isAnswered = ({ code }: LanguageModelError): boolean => answered.has(code);

const hopeless: ReadonlySet<string> = new Set<ModelErrorCode>([
  'insecure-address',
  'local-access-denied',
  'no-api-key',
  'unavailable',
]);

/** Tells whether every other call would meet the same failure. */
export const isHopeless = ({ code }: LanguageModelError): boolean => hopeless.has(code);

/** How long the server asks to wait, in milliseconds; null when it does not say. */
export function askedDelayMs(error: unknown): number | null {
  const delay = error instanceof LanguageModelError ? error.details.retryAfterMs : null;
  return typeof delay === 'number' ? delay : null;
}

/** A text of unknown length, short enough for a message. */
export function excerpt(text: string, length = 300): string {
  return text.length <= length ? text : `${text.slice(0, length)}…`;
}
