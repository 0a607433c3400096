import { LanguageModelError } from '../base/errors.ts';
import { connectionFailure } from './connection-failure.ts';
import { httpFailure } from './http-failure.ts';
import { excerpt, modelError } from './model-errors.ts';
import type { ModelErrorCode } from './model-errors.ts';

/** What is read of the AI SDK's errors. */
interface AiSdkError extends Error {
  readonly url?: string;
  readonly statusCode?: number;
  readonly responseHeaders?: Readonly<Record<string, string>>;
  readonly responseBody?: string;
}

/** What the SDK's own errors mean, by their name. */
const codes: Readonly<Record<string, ModelErrorCode>> = {
  AI_LoadAPIKeyError: 'no-api-key',
  AI_NoSuchModelError: 'not-found',
  AI_UnsupportedFunctionalityError: 'bad-request',
  AI_InvalidPromptError: 'bad-request',
  AI_InvalidArgumentError: 'bad-request',
  AI_JSONParseError: 'bad-response',
  AI_TypeValidationError: 'bad-response',
  AI_InvalidResponseDataError: 'bad-response',
  AI_EmptyResponseBodyError: 'bad-response',
};

/**
 * Makes one of our errors of whatever a model of the AI SDK threw. What it carries stays behind: a request's headers may
 * hold a key.
 */
export async function aiSdkFailure(thrown: unknown, model: string): Promise<LanguageModelError> {
  if (thrown instanceof LanguageModelError) return thrown;
  const error = (thrown instanceof Error ? thrown : new Error(String(thrown))) as AiSdkError;
  const { url, statusCode: status } = error;
  const address = url !== undefined && URL.canParse(url) ? new URL(url) : null;
  if (address && status !== undefined && status !== 200) {
    const retryAfter = error.responseHeaders?.['retry-after'] ?? null;
    return httpFailure({ status, retryAfter, said: error.responseBody ?? error.message }, address, model);
  }
  if (address && error.name === 'AI_APICallError' && status === undefined) {
    return await connectionFailure(
      address,
      model,
      (...request) => globalThis.fetch(...request),
      error.message,
    );
  }
  const code = Object.hasOwn(codes, error.name) ? codes[error.name] : null;
  const fallback = error.name === 'AI_APICallError' ? 'bad-response' : 'server-error';
  return modelError(
    code ?? fallback,
    `${model} failed: ${excerpt(error.message)}. Look into the settings of its provider.`,
    { details: { model, cause: error.name } },
  );
}
