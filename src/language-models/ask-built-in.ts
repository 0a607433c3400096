import { LanguageModelError } from '../base/errors.ts';
import type { JsonObject } from '../python/json-value.ts';
import { toPlainValue } from '../python/plain-value.ts';
import type { BuiltInModelOptions } from './built-in-model.ts';
import { builtInFactory } from './built-in-session.ts';
import type {
  BuiltInFactory,
  BuiltInPrompt,
  BuiltInSession,
  BuiltInSessionOptions,
} from './built-in-session.ts';
import type { ChatMessage, ChatReply, ChatRequest } from './chat-model.ts';
import { emptyAnswer } from './empty-answer.ts';
import { unavailable } from './model-availability.ts';
import type { ModelAvailability } from './model-availability.ts';
import { modelError } from './model-errors.ts';
import type { ModelErrorCode } from './model-errors.ts';

type OnProgress = NonNullable<BuiltInModelOptions['onProgress']>;

/** Tells whether this page has a built-in model, and if not, why. */
export async function availability(): Promise<ModelAvailability> {
  const factory = builtInFactory();
  if (!factory) return unavailable(missingReason());
  const state = await factory.availability();
  if (state === 'available') return { state: 'ready', reason: null };
  if (state !== 'unavailable') return { state: 'downloadable', reason: null };
  return unavailable(
    'This browser has a built-in model, but this computer cannot run it, or it is switched off. Expected enough ' +
      'graphics memory and free space on the disk; see chrome://on-device-internals.',
  );
}

function missingReason(): string {
  const isWorker = !('document' in globalThis);
  return isWorker
    ? 'Workers have no built-in model. Let the page lend its own: lendModel(worker, builtInModel()) there, borrowModel here.'
    : 'This browser has no built-in model. Expected a recent Chrome or Edge on a desktop computer.';
}

/**
 * Asks the built-in model once.
 *
 * @param onProgress is told how far its download has come
 * @throws LanguageModelError; the signal's reason when it is aborted
 */
export async function askBuiltIn(
  request: ChatRequest,
  onProgress: OnProgress = () => {},
): Promise<ChatReply> {
  const factory = builtInFactory();
  if (!factory) throw modelError('unavailable', missingReason());
  try {
    return await ask(factory, request, onProgress);
  } catch (error) {
    request.signal?.throwIfAborted();
    throw error instanceof LanguageModelError ? error : builtInFailure(error, codes);
  }
}

async function ask(
  factory: BuiltInFactory,
  request: ChatRequest,
  onProgress: OnProgress,
): Promise<ChatReply> {
  const { messages, schema, parameters = new Map(), signal } = request;
  const abort = signal ? { signal } : {};
  const prompts = messages.map(promptOf);
  const last = prompts.pop();
  const options = { initialPrompts: prompts, ...samplingOf(parameters), ...abort };
  const session = await begin(factory, options, onProgress);
  const constraint = schema ? { responseConstraint: toPlainValue(schema) as object } : {};
  return await answerOf(session, last?.content ?? '', { ...constraint, ...abort });
}

async function begin(
  factory: BuiltInFactory,
  options: BuiltInSessionOptions,
  onProgress: OnProgress,
): Promise<BuiltInSession> {
  const tell = (event: Event & { readonly loaded?: number }): void =>
    onProgress({ fraction: event.loaded ?? 0, text: null });
  const monitor = (download: EventTarget): void => download.addEventListener('downloadprogress', tell);
  try {
    return await factory.create({ ...options, monitor });
  } catch (error) {
    options.signal?.throwIfAborted();
    throw builtInFailure(error, codesOfBeginning);
  }
}

async function answerOf(
  session: BuiltInSession,
  input: string,
  options: Parameters<BuiltInSession['prompt']>[1],
): Promise<ChatReply> {
  try {
    const content = await session.prompt(input, options);
    if (content.trim() === '') throw emptyAnswer(null);
    return { content };
  } finally {
    session.destroy();
  }
}

function promptOf({ role, content }: ChatMessage): BuiltInPrompt {
  if (typeof content !== 'string' || role === 'tool' || role === 'function') {
    throw modelError(
      'bad-request',
      'The built-in model is given text alone, of the system, the user and itself. Leave the other messages out.',
    );
  }
  return { role: role === 'developer' ? 'system' : role, content };
}

/** The browser takes both or neither. */
function samplingOf(parameters: JsonObject): { readonly temperature?: number; readonly topK?: number } {
  const [temperature, topK] = [parameters.get('temperature') ?? null, parameters.get('top_k') ?? null];
  return temperature === null || topK === null
    ? {}
    : { temperature: Number(temperature), topK: Number(topK) };
}

type Codes = Readonly<Record<string, ModelErrorCode>>;

/** What the browser's errors mean, by their name. */
const codes: Codes = {
  NotSupportedError: 'bad-request',
  QuotaExceededError: 'bad-request',
  NotAllowedError: 'unavailable',
  NetworkError: 'server-down',
};

/** What they mean before anything was asked: browsers whose model cannot run there throw the first one. */
const codesOfBeginning: Codes = { ...codes, NotSupportedError: 'unavailable' };

function builtInFailure(thrown: unknown, meanings: Codes): LanguageModelError {
  const { name, message } = thrown instanceof Error ? thrown : new Error(String(thrown));
  const code = (Object.hasOwn(meanings, name) ? meanings[name] : null) ?? 'server-error';
  const told = `The browser's built-in model failed: ${message} ${adviceOn(code, name)}`;
  return modelError(code, told, { cause: thrown });
}

function adviceOn(code: ModelErrorCode, name: string): string {
  if (name === 'NotAllowedError')
    return 'Its download begins only within some seconds after a click on the page: start from a button, or press it again.';
  if (code === 'unavailable')
    return 'See chrome://on-device-internals for what it lacks, or ask another model.';
  if (code === 'server-down')
    return 'Its download needs a network: try again with one, or ask another model.';
  return code === 'bad-request'
    ? 'Shorten the prompt, or ask another model.'
    : 'Try again, or ask another model.';
}
