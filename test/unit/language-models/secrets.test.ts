import 'fake-indexeddb/auto';
import { serialize } from 'node:v8';
import { unzipSync } from 'fflate';
import { openDB } from 'idb';
import { afterEach, describe, expect, it, vi } from 'vitest';
import {
  BackupAndRestore,
  connectProvider,
  connectTrainer,
  CSVLogger,
  LanguageModel,
  openCheckpointStore,
  openResponseCache,
  ProgramCheckpoint,
} from '../../../src/index.ts';
import type { LanguageModelOptions, TrainerClient } from '../../../src/index.ts';
import { serveTrainer } from '../../../src/worker.ts';
import type { Endpoint } from '../../../src/worker.ts';
import { OpenAiServer, randomFaults } from '../../helpers/openai-server.ts';
import { makeSorter } from '../../helpers/word-sorter.ts';

/** Where a key may be given; each is another secret, so that a leak tells where it came from. */
const planted = {
  apiKey: 'sk-planted-option-key',
  header: 'planted-header-secret',
  query: 'planted-query-secret',
  provider: 'sk-planted-provider-key',
};

const x = ['apple', 'pear', 'plum', 'saw', 'drill', 'file'].map((word) => ({ word }));
const y = x.map((_, index) => ({ kind: index < 3 ? 'fruit' : 'tool' }));

const servers: OpenAiServer[] = [];
let runs = 0;

afterEach(async () => {
  vi.restoreAllMocks();
  connectProvider('mistral', null);
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

/** Every record of every table of every database, as the bytes that it is stored as. */
async function everyStoredByte(): Promise<Buffer> {
  const parts: Buffer[] = [];
  for (const { name = '' } of await indexedDB.databases()) {
    const database = await openDB(name);
    for (const table of database.objectStoreNames) {
      parts.push(serialize([await database.getAllKeys(table), await database.getAll(table)]));
    }
    database.close();
  }
  return Buffer.concat(parts);
}

function secretsIn(bytes: Uint8Array): readonly string[] {
  const buffer = Buffer.from(bytes);
  return Object.values(planted).filter(
    (secret) => buffer.includes(secret) || buffer.includes(Buffer.from(secret, 'utf16le')),
  );
}

/** Trains in a worker as a page would, and keeps every message that crosses. */
function connect(options: Partial<LanguageModelOptions>, crossed: unknown[]): TrainerClient {
  const { port1, port2 } = new MessageChannel();
  port1.start();
  port2.start();
  const worker = Object.assign(new EventTarget(), {
    postMessage: (message: unknown) => port1.postMessage(message),
    terminate: () => port1.close(),
  });
  port1.addEventListener('message', ({ data }) => {
    crossed.push(data);
    worker.dispatchEvent(new MessageEvent('message', { data }));
  });
  serveTrainer(
    async () => {
      const languageModel = new LanguageModel({
        model: 'mistral/small',
        backoff: { initialMs: 1, maxMs: 2 },
        caching: true,
        ...options,
      });
      return {
        program: await makeSorter({ languageModel }),
        x,
        y,
        validationData: [x, y],
        callbacks: [
          new ProgramCheckpoint('runs/{epoch}.json'),
          new ProgramCheckpoint('runs/{epoch}.variables.json', { saveVariablesOnly: true }),
          new BackupAndRestore(`backup-${++runs}`, { deleteCheckpoint: false }),
          new CSVLogger('log.csv'),
        ],
        fitOptions: { batchSize: 3, seed: 1 },
      };
    },
    port2 as unknown as Endpoint,
  );
  return connectTrainer(worker as unknown as Worker);
}

function watchConsole(): () => string {
  const spies = (['log', 'info', 'warn', 'error', 'debug'] as const).map((level) =>
    vi.spyOn(console, level).mockImplementation(() => {}),
  );
  return () => JSON.stringify(spies.map(({ mock }) => mock.calls));
}

describe('a key', () => {
  it('is sent to the server, and is nowhere else when training is over', async () => {
    const logged = watchConsole();
    const faults = randomFaults(5, 0.2, ['refused-key', 'server-error', 'no-completion']);
    const server = await OpenAiServer.start({ answer: () => '{"kind": "tool"}', fault: faults });
    servers.push(server);
    const crossed: unknown[] = [];
    const trainer = connect(
      {
        apiBase: `${server.address}/v1?key=${planted.query}`,
        apiKey: planted.apiKey,
        headers: { 'x-secret': planted.header },
      },
      crossed,
    );
    await trainer.fit({ epochs: 2 });
    const seen = server.seen[0];
    expect(seen?.headers).toMatchObject({
      authorization: `Bearer ${planted.apiKey}`,
      'x-secret': planted.header,
    });
    expect(seen?.path).toContain(planted.query);

    const store = await openCheckpointStore();
    const cache = await openResponseCache();
    expect((await store.list()).entries.length).toBeGreaterThanOrEqual(5);
    expect((await cache.usage()).count).toBeGreaterThan(0);
    const stored = await everyStoredByte();
    expect(stored.includes('mistral/small')).toBe(true);
    expect(secretsIn(stored)).toEqual([]);
    const { bytes } = await store.export();
    expect(Object.values(unzipSync(bytes)).flatMap(secretsIn)).toEqual([]);
    expect(secretsIn(serialize(crossed))).toEqual([]);
    expect(secretsIn(Buffer.from(logged()))).toEqual([]);
    await store.close();
    await cache.close();
  });

  it('is not in the error that ends training, which a server may have written it into', async () => {
    const logged = watchConsole();
    const server = await OpenAiServer.start({ answer: () => '', fault: () => 'refused-key' });
    servers.push(server);
    connectProvider('mistral', { apiBase: server.address, apiKey: () => planted.provider });
    const crossed: unknown[] = [];
    const failed = connect({ retry: 1, caching: false }, crossed).fit();
    await expect(failed).rejects.toMatchObject({ code: 'unauthorized', details: { stops: true } });
    await expect(failed).rejects.toThrow('Incorrect API key provided: …');
    expect(server.seen[0]?.headers.authorization).toBe(`Bearer ${planted.provider}`);
    expect(secretsIn(serialize(crossed))).toEqual([]);
    expect(secretsIn(Buffer.from(logged()))).toEqual([]);
    expect(secretsIn(await everyStoredByte())).toEqual([]);
  });

  it('is found where it is, or this test would mean nothing', async () => {
    const database = await openDB('leak', 1, { upgrade: (opened) => void opened.createObjectStore('t') });
    await database.put('t', { deep: [new Map([['key', `é ${planted.apiKey}`]])] }, 1);
    database.close();
    expect(secretsIn(await everyStoredByte())).toEqual([planted.apiKey]);
  });
});
