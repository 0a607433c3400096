import type { LanguageModelError } from '../base/errors.ts';
import { modelError } from './model-errors.ts';
import { providerOf } from './providers.ts';

/** How long a server that may be up is given to show it. */
const probeMs = 3000;

/**
 * Finds out why a request never got an answer, and says what to change.
 *
 * Browsers tell pages nothing of it: a server that is down and one that refuses this page look alike. So it is asked
 * once more in a way that needs no permission, and gives no answer but that somebody is there; and one that is, in a way
 * that needs the same permission, and asks for nothing.
 *
 * @param headers of the request, which the server has to permit too; null where they are not known
 */
export async function connectionFailure(
  address: URL,
  model: string,
  send: typeof fetch,
  cause: unknown,
  headers: Readonly<Record<string, string>> | null = null,
): Promise<LanguageModelError> {
  const page = pageAddress();
  const options = { details: { address: address.origin, model }, cause };
  if (page && isBlocked(page, address)) {
    return modelError('insecure-address', insecureText(page, address), options);
  }
  if (page && isLocalTo(page, address) && (await isForbidden())) {
    return modelError('local-access-denied', forbiddenText(page, address), options);
  }
  const isUp =
    page !== null &&
    page.origin !== address.origin &&
    (await isAnswered(send, address.origin, { mode: 'no-cors' }));
  if (!isUp) return modelError('server-down', downText(page, address, model), options);
  if (headers && (await isAnswered(send, address, { headers })))
    return modelError('bad-response', brokenText(address), options);
  return modelError('cors-refused', corsText(page, address, model), options);
}

/** Where this page, or the worker's script, is from; null outside a browser, where nobody asks for permission. */
function pageAddress(): URL | null {
  const { location } = globalThis as { location?: { readonly href: string } };
  return location && URL.canParse(location.href) ? new URL(location.href) : null;
}

const isLoopback = ({ hostname }: URL): boolean => /^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname);

function isBlocked(page: URL, address: URL): boolean {
  return page.protocol === 'https:' && address.protocol === 'http:' && !isLoopback(address);
}

/** Whether an address is on this computer, and the page is not: browsers then ask their user for permission. */
const isLocalTo = (page: URL, address: URL): boolean => isLoopback(address) && !isLoopback(page);

/** What Chromium calls that permission, by now and at first. Other browsers do not tell. */
const permissionNames = ['loopback-network', 'local-network-access'] as const;

async function isForbidden(): Promise<boolean> {
  for (const name of permissionNames) {
    try {
      return (await navigator.permissions.query({ name: name as PermissionName })).state === 'denied';
    } catch {
      // A browser that knows no such name.
    }
  }
  return false;
}

async function isAnswered(send: typeof fetch, address: URL | string, request: RequestInit): Promise<boolean> {
  try {
    await send(address, { ...request, signal: AbortSignal.timeout(probeMs) });
    return true;
  } catch {
    return false;
  }
}

function insecureText(page: URL, address: URL): string {
  return (
    `Browsers let no page from ${page.origin} reach ${address.origin}, which is not secure. Expected an address with ` +
    'https:, or one on this computer. Put the server behind https, or open the page from this computer.'
  );
}

function forbiddenText(page: URL, address: URL): string {
  return (
    `This browser does not let the page from ${page.origin} reach servers on this computer, such as ${address.origin}. ` +
    'Expected your permission. Open the settings of this site, beside the address bar, and allow it to reach apps on ' +
    'this device, or the local network; then ask again.'
  );
}

function corsText({ origin }: URL, address: URL, model: string): string {
  return (
    `A server at ${address.origin} is there, but it does not let pages from ${origin} read its answers (CORS). ` +
    corsAdvice(origin, address, model)
  );
}

function corsAdvice(origin: string, address: URL, model: string): string {
  if (isOllama(address, model)) {
    return (
      `Start Ollama with the environment variable OLLAMA_ORIGINS=${origin}: on macOS ` +
      `\`launchctl setenv OLLAMA_ORIGINS "${origin}"\`, on Linux a line \`Environment="OLLAMA_ORIGINS=${origin}"\` ` +
      'in the service (`systemctl edit ollama`), on Windows among the environment variables of your account; then start ' +
      'Ollama again.'
    );
  }
  if (isLmStudio(address)) {
    return 'In LM Studio, switch on "Enable CORS" in the settings of the server (Developer), or start it with `lms server start --cors`.';
  }
  if (providerOf(model)?.prefix === 'hosted_vllm') {
    return `Start vLLM with --allowed-origins '["${origin}"]'.`;
  }
  return `Allow the origin ${origin} in the server's settings, or put a proxy before it that answers with \`Access-Control-Allow-Origin: ${origin}\`.`;
}

const isOllama = ({ port }: URL, model: string): boolean => model.startsWith('ollama') || port === '11434';

const isLmStudio = ({ port }: URL): boolean => port === '1234';

function brokenText({ origin }: URL): string {
  return (
    `${origin} is there, and the connection broke off before it answered. Expected an answer. Ask again, or look into ` +
    "the server's log."
  );
}

function downText(page: URL | null, address: URL, model: string): string {
  const permission =
    page && isLocalTo(page, address)
      ? ' When the browser asks whether this page may reach apps on this device, allow it.'
      : '';
  return `No server answers at ${address.origin}. ${downAdvice(address, model)}${permission}`;
}

function downAdvice(address: URL, model: string): string {
  if (isOllama(address, model)) return 'Start Ollama (`ollama serve`), or check the address.';
  if (isLmStudio(address)) return 'Start the server in LM Studio (`lms server start`), or check the address.';
  if (isLoopback(address)) return 'Start it, or check the address.';
  return 'Check the address and the network. When a browser asks whether this page may reach devices nearby, allow it.';
}
