import type { LanguageModelError } from '../base/errors.ts';
import { excerpt, modelError } from './model-errors.ts';
import type { ModelErrorCode } from './model-errors.ts';

/** An answer whose status is not 200. */
export interface Refusal {
  readonly status: number;
  /** The header of that name. */
  readonly retryAfter: string | null;
  /** What the server wrote, without any key in it. */
  readonly said: string;
}

/** Makes an error of a refusal. */
export function httpFailure(
  { status, retryAfter, said }: Refusal,
  address: URL,
  model: string,
): LanguageModelError {
  const [code, advice] = meaningOf(status, address, model);
  const retryAfterMs = delayIn(retryAfter);
  const reason = messageIn(said).replace(/\.$/, '');
  return modelError(
    code,
    `${address.origin} answered ${status}${reason === '' ? '' : `: ${excerpt(reason)}`}.`,
    {
      advice,
      details: { status, model, address: address.origin, ...(retryAfterMs === null ? {} : { retryAfterMs }) },
    },
  );
}

function meaningOf(status: number, { origin }: URL, model: string): readonly [ModelErrorCode, string] {
  const name = model.slice(model.indexOf('/') + 1);
  if (status === 401 || status === 403) {
    return [
      'unauthorized',
      'The server refused the key, or its lack. Give a key that is valid for this model.',
    ];
  }
  if (status === 404) {
    const pull = model.startsWith('ollama') ? ` Get it with \`ollama pull ${name}\`.` : '';
    return [
      'not-found',
      `Expected a server at ${origin} that has the model "${name}".${pull || ' Check both.'}`,
    ];
  }
  if (status === 429) {
    return ['rate-limited', 'Too much was asked at once. Lower the concurrency, or wait.'];
  }
  if (status === 408) return ['timeout', 'The server waited too long. Ask again.'];
  if (status >= 500) return ['server-error', 'The server failed. Ask again, or look into its log.'];
  return ['bad-request', 'The server does not take this request. Check the model and its parameters.'];
}

/** Seconds, or a date; in milliseconds from now. */
function delayIn(header: string | null): number | null {
  if (header === null) return null;
  const seconds = Number(header);
  if (header.trim() !== '' && Number.isFinite(seconds)) return Math.max(0, seconds * 1000);
  const date = Date.parse(header);
  return Number.isNaN(date) ? null : Math.max(0, date - Date.now());
}

/** The words in an error's JSON, under the names that servers use; else the text as it is, unless it is a page. */
function messageIn(said: string): string {
  try {
    const { error, message, detail } = JSON.parse(said) as Readonly<Record<string, unknown>>;
    const inner = (error as { message?: unknown } | null)?.message ?? error ?? message ?? detail;
    if (inner !== undefined && inner !== null)
      return typeof inner === 'string' ? inner : JSON.stringify(inner);
  } catch {
    // Not JSON.
  }
  return said.trimStart().startsWith('<') ? '' : said.trim();
}
