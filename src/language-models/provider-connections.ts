import { ArgumentError } from '../base/errors.ts';
import { prefixOf, providerNames } from './provider-prefixes.ts';

/** A key, or who gives it: asked at every call, so that it may be changed, or kept elsewhere. */
export type ApiKey = string | (() => string | null | undefined | Promise<string | null | undefined>);

/** How the servers of a provider are reached: what no file holds. */
export interface ProviderConnection {
  /** Address of the OpenAI-compatible interface. @default the provider's own */
  readonly apiBase?: string;
  /** Held in memory only. @default none */
  readonly apiKey?: ApiKey;
  /** Sent with every request. @default none */
  readonly headers?: Readonly<Record<string, string>>;
  /** Makes the requests, such as to go through a proxy. @default the global `fetch` */
  readonly fetch?: typeof fetch;
}

const connections = new Map<string, ProviderConnection>();

/**
 * Says how a provider is reached from here on, for every model of it that is not told otherwise: those of loaded
 * programs too. What environment variables are to Python.
 *
 * It is kept in the memory of this page or worker, and nowhere else. The key and the headers go to the `apiBase` given
 * here, and to the provider's own address: a model that is elsewhere, as a file may say, has to be given its own.
 *
 * @param connection null forgets what was said
 * @throws ArgumentError `unknown-provider`
 * @example connectProvider('openrouter', { apiKey: () => sessionStorage.getItem('openrouter-key') });
 */
export function connectProvider(provider: string, connection: ProviderConnection | null): void {
  const prefix = prefixOf(provider);
  if (prefix === null) throw unknownProvider(provider);
  if (connection) connections.set(prefix, connection);
  else connections.delete(prefix);
}

/** What was said of a model's provider. */
export function connectionOf(model: string): ProviderConnection {
  return connections.get(prefixOf(model) ?? '') ?? {};
}

function unknownProvider(provider: string): ArgumentError {
  return new ArgumentError(
    'unknown-provider',
    `The provider "${provider}" is not known. Expected one of: ${providerNames.join(', ')}.`,
    { details: { provider } },
  );
}
