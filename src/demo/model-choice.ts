import { isRecord } from './is-record.ts';

const modelKinds = ['embedded', 'local', 'built-in', 'web-gpu', 'remote'] as const;

/** Who answers. */
export type ModelKind = (typeof modelKinds)[number];

/** A program on this computer that serves models. */
export type LocalServer = 'ollama' | 'lm-studio' | 'llama-cpp';

/** What was chosen, and what was typed for the other choices. Never a key. */
export type ModelChoice = {
  readonly kind: ModelKind;
  readonly server: LocalServer;
  readonly localAddress: string;
  readonly localModel: string;
  /** One of WebLLM's names. */
  readonly gpuModel: string;
  readonly remoteAddress: string;
  readonly remoteModel: string;
  /** Of a million tokens of the prompt, and of the answer; empty where it is not known. */
  readonly promptPrice: string;
  readonly completionPrice: string;
};

/** What is wrong with each field; empty when nothing is. */
export type ChoiceProblems = Partial<Record<keyof ModelChoice, string>>;

/** Where each local server is reached unless it was told otherwise. */
export const localAddresses: Readonly<Record<LocalServer, string>> = {
  ollama: 'http://localhost:11434',
  'lm-studio': 'http://localhost:1234/v1',
  'llama-cpp': 'http://localhost:8080/v1',
};

export const defaultChoice: ModelChoice = {
  kind: 'embedded',
  server: 'ollama',
  localAddress: localAddresses.ollama,
  localModel: '',
  gpuModel: 'Llama-3.2-1B-Instruct-q4f16_1-MLC',
  remoteAddress: 'https://api.openai.com/v1',
  remoteModel: '',
  promptPrice: '',
  completionPrice: '',
};

export function isLocalServer(value: unknown): value is LocalServer {
  return typeof value === 'string' && Object.hasOwn(localAddresses, value);
}

/** Reads a choice from wherever it was kept; what is missing or wrong is as it was in the beginning. */
export function readChoice(kept: unknown): ModelChoice {
  if (!isRecord(kept)) return defaultChoice;
  const { kind, server } = kept;
  const fields = Object.entries(defaultChoice).map(([name, value]) => {
    const is = kept[name];
    return [name, typeof is === 'string' ? is : value];
  });
  return {
    ...(Object.fromEntries(fields) as ModelChoice),
    kind: isKind(kind) ? kind : defaultChoice.kind,
    server: isLocalServer(server) ? server : defaultChoice.server,
  };
}

/** What may be kept of a choice: an address that cannot be used is not, as it may hold a key. */
export function keepable(choice: ModelChoice): ModelChoice {
  const kept = (name: 'localAddress' | 'remoteAddress'): string =>
    checkAddress(choice[name]) === null ? choice[name] : defaultChoice[name];
  return { ...choice, localAddress: kept('localAddress'), remoteAddress: kept('remoteAddress') };
}

function isKind(value: unknown): value is ModelKind {
  return (modelKinds as readonly unknown[]).includes(value);
}

/** Finds what keeps a choice from being used, in words for beside the fields. */
export function checkChoice(choice: ModelChoice): ChoiceProblems {
  if (choice.kind === 'local') return checkServer(choice, 'localAddress', 'localModel');
  if (choice.kind === 'remote')
    return { ...checkServer(choice, 'remoteAddress', 'remoteModel'), ...checkPrices(choice) };
  return {};
}

function checkServer(
  choice: ModelChoice,
  address: 'localAddress' | 'remoteAddress',
  model: 'localModel' | 'remoteModel',
): ChoiceProblems {
  const problem = checkAddress(choice[address]);
  const problems: ChoiceProblems = problem === null ? {} : { [address]: problem };
  if (choice[model].trim() !== '') return problems;
  return {
    ...problems,
    [model]: 'The model is empty. It takes a name that the server knows; “List” asks for them.',
  };
}

/** Finds what is wrong with a server's address; null when nothing is. The policy of the workers that ask allows no other. */
export function checkAddress(address: string): string | null {
  const text = address.trim();
  const url = URL.canParse(text) ? new URL(text) : null;
  if (!url || !/^https?:$/.test(url.protocol))
    return `“${text}” is no address. It takes one such as ${localAddresses.ollama} or https://api.openai.com/v1.`;
  if ([url.username, url.password, url.search, url.hash].some((part) => part !== ''))
    return 'The address holds a name, a password, a query or a “#”, which files would then hold too. Give the key in its own field.';
  if (isLocalHost(url.hostname)) return null;
  // This computer too, but browsers ignore what has brackets in a policy.
  if (url.hostname === '[::1]')
    return `“${text}” cannot be named in a policy. Write “${text.replace(/\[.*\]/, 'localhost')}”: it is the same computer.`;
  if (url.protocol === 'https:' && !/^[a-z\d-]+(\.[a-z\d-]+)*$/.test(url.hostname))
    return `“${url.hostname}” cannot be named in a policy. It takes a name of letters, digits, hyphens and dots.`;
  if (url.protocol === 'https:') return null;
  return `“${text}” is neither secure nor on this computer. It takes an address with https:, or localhost or 127.0.0.1.`;
}

export function isLocalHost(name: string): boolean {
  return name === 'localhost' || name === '127.0.0.1';
}

function checkPrices(choice: ModelChoice): ChoiceProblems {
  const problems: ChoiceProblems = {};
  for (const name of ['promptPrice', 'completionPrice'] as const) {
    const price = choice[name].trim();
    if (price === '' || (Number(price) >= 0 && Number.isFinite(Number(price)))) continue;
    problems[name] = `“${price}” is no price. It takes a number from 0, or nothing.`;
  }
  return problems;
}
