import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** The body of a request, as far as the server reads it. */
export interface CompletionRequest {
  readonly model: string;
  readonly messages: readonly { readonly role: string; readonly content: unknown }[];
  readonly [parameter: string]: unknown;
}

/** What goes wrong with a request. */
export type Fault =
  | 'refused-key'
  | 'rate-limited'
  | 'server-error'
  | 'connection-lost'
  | 'half-an-answer'
  | 'silence'
  | 'truncated'
  | 'no-completion';

export const allFaults: readonly Fault[] = [
  'refused-key',
  'rate-limited',
  'server-error',
  'connection-lost',
  'half-an-answer',
  'silence',
  'truncated',
  'no-completion',
];

export interface OpenAiServerOptions {
  /** The content of an answer, or a whole completion. */
  readonly answer: (request: CompletionRequest) => unknown;
  /** How long each answer takes. @default 0 */
  readonly latencyMs?: number;
  /** What goes wrong with the `index`th request, 0-based; null for nothing. @default nothing */
  readonly fault?: (index: number) => Fault | null;
  /** Which pages may read answers. @default none */
  readonly allowedOrigin?: string;
}

/** One request as it came. */
export interface SeenRequest {
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: CompletionRequest;
  readonly text: string;
}

/** A server that speaks OpenAI's chat completions, and fails when it is told to. */
export class OpenAiServer {
  readonly seen: SeenRequest[] = [];
  /** How many requests came, of whatever kind. */
  hits = 0;
  /** The most requests that were under way at once. */
  mostAtOnce = 0;
  readonly #server: Server;
  readonly #options: OpenAiServerOptions;
  #underWay = 0;
  #port = 0;

  private constructor(options: OpenAiServerOptions) {
    this.#options = options;
    this.#server = createServer((request, response) => void this.#serve(request, response));
  }

  static async start(options: OpenAiServerOptions): Promise<OpenAiServer> {
    const started = new OpenAiServer(options);
    await new Promise<void>((resolve) => started.#server.listen(0, '127.0.0.1', resolve));
    started.#port = (started.#server.address() as AddressInfo).port;
    return started;
  }

  /** Stays what it was when the server is closed. */
  get address(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    this.hits += 1;
    this.#underWay += 1;
    this.mostAtOnce = Math.max(this.mostAtOnce, this.#underWay);
    response.on('close', () => (this.#underWay -= 1));
    const { allowedOrigin, latencyMs = 0 } = this.#options;
    if (allowedOrigin) {
      response.setHeader('access-control-allow-origin', allowedOrigin);
      response.setHeader('access-control-allow-headers', '*, authorization');
    }
    if (request.method === 'OPTIONS') return void response.writeHead(allowedOrigin ? 204 : 403).end();
    if (request.method === 'GET') {
      return void json(response, 200, { data: [{ id: 'small' }, { id: 'large' }] });
    }
    const text = await textOf(request);
    const body = JSON.parse(text) as CompletionRequest;
    const index = this.seen.push({ path: request.url ?? '', headers: request.headers, body, text }) - 1;
    await sleep(latencyMs);
    const fault = this.#options.fault?.(index) ?? null;
    if (fault) fail(fault, request, response);
    else json(response, 200, completion(await this.#options.answer(body)));
  }
}

/** Faults at random, the same ones for the same seed. */
export function randomFaults(seed: number, rate: number, kinds: readonly Fault[]): () => Fault | null {
  let state = seed;
  // The mulberry32 generator: a simpler one would tie the kind of a fault to the chance that brought it.
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return () => (next() < rate ? (kinds[Math.floor(next() * kinds.length)] ?? null) : null);
}

function completion(answer: unknown): unknown {
  if (typeof answer !== 'string') return answer;
  return {
    id: 'chatcmpl-1',
    object: 'chat.completion',
    created: 1,
    model: 'test',
    choices: [{ index: 0, message: { role: 'assistant', content: answer }, finish_reason: 'stop' }],
    usage: { prompt_tokens: 10, completion_tokens: 3, total_tokens: 13 },
  };
}

function fail(fault: Fault, request: IncomingMessage, response: ServerResponse): void {
  const key = String(request.headers.authorization).replace('Bearer ', '');
  switch (fault) {
    case 'refused-key':
      return json(response, 401, { error: { message: `Incorrect API key provided: ${key}` } });
    case 'rate-limited':
      response.setHeader('retry-after', '0.01');
      return json(response, 429, { error: { message: 'Slow down' } });
    case 'server-error':
      return json(response, 503, { error: 'overloaded' });
    case 'connection-lost':
      request.socket.destroy();
      return;
    case 'half-an-answer':
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' });
      response.write('{"choices": [{"mess');
      setTimeout(() => request.socket.destroy(), 5);
      return;
    case 'silence':
      return;
    case 'truncated':
      return json(response, 200, {
        choices: [{ message: { role: 'assistant', content: '{"ans' }, finish_reason: 'length' }],
      });
    case 'no-completion':
      response.writeHead(200, { 'content-type': 'text/html' }).end('<html>Sign in to the network</html>');
      return;
    default:
      fault satisfies never;
  }
}

function json(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

async function textOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString('utf8');
}
