import { LanguageModelError } from '../base/errors.ts';
import { formatJson } from '../python/format-json.ts';
import { parseJson } from '../python/parse-json.ts';
import { isJsonObject } from '../python/json-value.ts';
import type { JsonValue } from '../python/json-value.ts';
import { completionBody } from './completion-body.ts';
import type { CompletionCall } from './completion-call.ts';
import { connectionFailure } from './connection-failure.ts';
import { httpFailure } from './http-failure.ts';
import type { Refusal } from './http-failure.ts';
import { excerpt, modelError } from './model-errors.ts';
import { connectionOf } from './provider-connections.ts';
import type { ApiKey, ProviderConnection } from './provider-connections.ts';
import { providerOf } from './providers.ts';
import type { Provider } from './providers.ts';
import { endpoint, serverAddress } from './server-address.ts';

/** Takes a call to a model, and brings its chat completion back. */
export type Transport = (call: CompletionCall, signal?: AbortSignal) => Promise<JsonValue>;

/** A request with all that it needs. */
interface Target {
  readonly address: URL;
  /** Whether the server was named, and is not just the provider's. */
  readonly isOwn: boolean;
  readonly headers: Readonly<Record<string, string>>;
  /** The key, and what the headers say: kept apart to keep them out of every message. */
  readonly secrets: readonly string[];
  readonly send: typeof fetch;
  readonly model: string;
}

/**
 * A transport over HTTP, to any server that answers OpenAI's chat completions.
 *
 * @param connection goes before what `connectProvider` says
 */
export function openAiTransport(connection: ProviderConnection): Transport {
  return async (call, signal) => {
    const target = await targetOf(call, 'chat/completions', connection);
    const text = await post(target, bodyText(call, target.isOwn), signal);
    const completion = readBody(text, target);
    // Some servers refuse with a status of 200.
    const isRefusal = isJsonObject(completion) && completion.has('error');
    return isRefusal ? readBody(withoutSecrets(text, target), target) : completion;
  };
}

/** Asks a server which models it has; see `listModels`. */
export async function askForModels(
  provider: string,
  { signal, ...connection }: ProviderConnection & { readonly signal?: AbortSignal } = {},
): Promise<readonly string[]> {
  const target = await targetOf({ model: provider, arguments: new Map() }, 'models', connection);
  const listed = readBody(await receive(target, { signal: signal ?? null }), target);
  const models = listed instanceof Map ? (listed as ReadonlyMap<string, JsonValue>).get('data') : null;
  if (!Array.isArray(models)) return [];
  return models.flatMap((entry: JsonValue) => {
    const id = entry instanceof Map ? (entry as ReadonlyMap<string, JsonValue>).get('id') : null;
    return typeof id === 'string' ? [id] : [];
  });
}

/** What says where a call goes. */
type Addressed = Pick<CompletionCall, 'model' | 'arguments'>;

/** The model's own address goes first, then what was said of its provider, then where the provider is known to be. */
function addressOf(
  { model, arguments: given }: Addressed,
  { apiBase }: ProviderConnection,
): { readonly address: URL; readonly isOwn: boolean } {
  const provider = providerOf(model);
  const own = given.get('api_base');
  const named = typeof own === 'string' && own !== provider?.apiBase ? own : apiBase;
  const known = named ?? provider?.apiBase;
  if (known) return { address: serverAddress(known), isOwn: named !== undefined };
  throw modelError(
    'not-found',
    `It is not known where the model "${model}" is reached. Expected an \`apiBase\`: the address of a server that ` +
      "speaks OpenAI's format.",
    { details: { model } },
  );
}

/** What was said of a provider, without its secrets when the address, which a file may have named, is none of its own. */
function connectionFor(address: URL, model: string, said: ProviderConnection): ProviderConnection {
  const theirs = [said.apiBase, providerOf(model)?.apiBase].filter((base) => typeof base === 'string');
  if (theirs.some((base) => serverAddress(base).origin === address.origin)) return said;
  const { apiKey: _key, headers: _headers, ...rest } = said;
  return rest;
}

/** @param connection goes before what was said of the provider */
async function targetOf(call: Addressed, path: string, connection: ProviderConnection): Promise<Target> {
  const { model } = call;
  const [provider, said] = [providerOf(model), connectionOf(model)];
  const { address, isOwn } = addressOf(call, { ...said, ...connection });
  const { apiKey, headers = {}, fetch: send } = { ...connectionFor(address, model, said), ...connection };
  const key = await readKey(apiKey);
  if (key === null && !isOwn && !provider?.isLocal) throw noKey(model, provider);
  return {
    address: endpoint(address, path),
    isOwn,
    headers: { ...keyHeaders(key, provider), ...headers },
    secrets: secretsOf(key, headers),
    send: send ?? ((...request) => globalThis.fetch(...request)),
    model,
  };
}

async function readKey(apiKey: ApiKey | undefined): Promise<string | null> {
  const key = (typeof apiKey === 'function' ? await apiKey() : apiKey)?.trim() || null;
  // Left to itself, `fetch` refuses it in a message that holds it.
  if (key !== null && !/^[!-~]+$/.test(key)) throw badKey();
  return key;
}

function badKey(): LanguageModelError {
  return modelError(
    'unauthorized',
    'The key holds characters that no key has. Expected letters, digits and signs. Copy it once more.',
  );
}

function keyHeaders(key: string | null, provider: Provider | null): Readonly<Record<string, string>> {
  if (key === null) return {};
  if (provider?.prefix === 'azure') return { 'api-key': key };
  // Without this, Anthropic answers no page.
  const extra =
    provider?.prefix === 'anthropic' ? { 'anthropic-dangerous-direct-browser-access': 'true' } : {};
  return { authorization: `Bearer ${key}`, ...extra };
}

function noKey(model: string, provider: Provider | null): LanguageModelError {
  const name = provider?.prefix ?? model;
  return modelError('no-api-key', `The model "${model}" needs a key, and none was given.`, {
    details: { model },
    advice: `Pass \`apiKey\`, or call connectProvider('${name}', { apiKey }).`,
  });
}

function bodyText(call: CompletionCall, isOwnServer: boolean): string {
  try {
    return formatJson(completionBody(call, isOwnServer));
  } catch (cause) {
    throw modelError('bad-request', `The request cannot be sent: ${String(cause)}`, { cause });
  }
}

async function post(target: Target, body: string, signal: AbortSignal | undefined): Promise<string> {
  const headers = { 'content-type': 'application/json' };
  return await receive(target, { method: 'POST', headers, body, signal: signal ?? null });
}

/** Makes a request and gives the text of its answer. */
async function receive(target: Target, request: RequestInit): Promise<string> {
  const { address, send, model } = target;
  const headers = { ...(request.headers as Record<string, string> | undefined), ...target.headers };
  try {
    const response = await send(address, { ...request, headers });
    const text = await textOf(response, target);
    if (!response.ok) throw httpFailure(refusalIn(response, withoutSecrets(text, target)), address, model);
    return text;
  } catch (error) {
    request.signal?.throwIfAborted();
    if (error instanceof LanguageModelError) throw error;
    throw await connectionFailure(address, model, send, error, headers);
  }
}

/** An answer that began, from a server that is there and lets itself be read. */
async function textOf(response: Response, { address, model }: Target): Promise<string> {
  try {
    return await response.text();
  } catch (cause) {
    throw modelError(
      'bad-response',
      `${address.origin} began to answer, and the connection broke off. Expected a whole answer. Ask again, or look into ` +
        "the server's log.",
      { details: { address: address.origin, model }, cause },
    );
  }
}

function refusalIn({ status, headers }: Response, said: string): Refusal {
  return { status, retryAfter: headers.get('retry-after'), said };
}

function readBody(text: string, target: Target): JsonValue {
  try {
    return parseJson(text);
  } catch {
    throw modelError(
      'bad-response',
      `${target.address.origin} answered with something that is not JSON: ` +
        `"${excerpt(withoutSecrets(text, target).trim(), 100)}". Check that the address is that of an OpenAI-compatible server.`,
      { details: { address: target.address.origin, model: target.model } },
    );
  }
}

/** What is shorter is no key, but a word put in its place. A header may say of what kind its key is. */
function secretsOf(key: string | null, headers: ProviderConnection['headers'] = {}): readonly string[] {
  const values = Object.values(headers).map((value) => value.trim().replace(/^(basic|bearer) +/i, ''));
  return [key ?? '', ...values].filter((secret) => secret.length >= 8);
}

/** Some servers write the key that they refuse, and JSON may write each sign of it in three ways. */
function withoutSecrets(text: string, { secrets }: Target): string {
  const patterns = secrets.map((secret) => [...secret].map(signPattern).join(''));
  return patterns.reduce((told, pattern) => told.replaceAll(new RegExp(pattern, 'gi'), '…'), text);
}

function signPattern(sign: string): string {
  const code = (sign.codePointAt(0) ?? 0).toString(16).padStart(4, '0');
  return `(?:\\\\u${code}|\\\\?${sign.replace(/\W/, '\\$&')})`;
}
