import { ArgumentError } from '../base/errors.ts';

/**
 * Reads the address of a server: one without a path gets `/v1`, where OpenAI-compatible servers answer.
 *
 * @throws ArgumentError `bad-address`
 */
export function serverAddress(apiBase: string): URL {
  const address = URL.canParse(apiBase) ? new URL(apiBase) : null;
  if (!address || !/^https?:$/.test(address.protocol)) throw badAddress('is no address', apiBase);
  if (address.username !== '' || address.password !== '') {
    throw badAddress('has a name or a password in it, which browsers refuse', address.host);
  }
  if (address.pathname === '/') address.pathname = '/v1';
  return address;
}

/** An address of a server's interface, such as that of its chat completions. */
export function endpoint(base: URL, path: string): URL {
  const address = new URL(base);
  address.pathname = `${base.pathname.replace(/\/+$/, '')}/${path}`;
  return address;
}

/** An address as it may be written down: without a query, in which some hide a key. */
export function withoutQuery(apiBase: string): string {
  return apiBase.replace(/[?#].*$/s, '');
}

function badAddress(problem: string, received: string): ArgumentError {
  return new ArgumentError(
    'bad-address',
    `The \`apiBase\` "${withoutQuery(received)}" ${problem}. Expected one such as "http://localhost:11434"; ` +
      'a key is given as `apiKey`.',
  );
}
