import {
  BackupAndRestore,
  CachedModel,
  Callback,
  dataModel,
  EarlyStopping,
  ExactMatch,
  Generator,
  Input,
  NgramModel,
  openCheckpointStore,
  openResponseCache,
  Program,
  ProgramCheckpoint,
  RandomFewShot,
} from 'tidemark';
import type { ChatModel, ChatReply, ChatRequest, Row } from 'tidemark';
import { serveTrainer } from 'tidemark/worker';

/** What the page asks of this worker. */
export interface SurvivalSettings {
  /** Where everything of this run is saved. */
  readonly folder: string;
  /** Saves each batch and keeps it all, or backs up and goes on after a kill. */
  readonly task: 'save' | 'resume';
  readonly backupFreq: 'epoch' | number;
  /** Where calls of the model are counted; without it they are neither counted nor cached. */
  readonly callLog?: string;
}

const words = {
  fruit: 'apple apricot banana cherry grape lemon mango melon peach pear plum quince fig lime orange'.split(
    ' ',
  ),
  tool: 'hammer chisel drill wrench pliers saw screwdriver level clamp file axe spade rake plane vise'.split(
    ' ',
  ),
  bird: 'robin sparrow finch eagle heron raven owl swift thrush wren gull falcon stork crane magpie'.split(
    ' ',
  ),
};
const pairs = Object.entries(words).flatMap(([kind, list]) => list.map((word) => ({ word, kind })));
const rows = (from: number, to: number): readonly [Row[], Row[]] => {
  const part = pairs.filter((_, index) => index % 15 >= from && index % 15 < to);
  return [part.map(({ word }) => ({ word })), part.map(({ kind }) => ({ kind }))];
};

/** A model whose calls are told to somebody whom no kill reaches: by the text of the request, each in its time. */
class ToldModel implements ChatModel {
  readonly #model: ChatModel;
  readonly #before: (key: string) => Promise<unknown>;
  readonly #after: (key: string) => Promise<unknown>;

  constructor(
    model: ChatModel,
    { before = nothing, after = nothing }: Partial<Record<'before' | 'after', typeof nothing>>,
  ) {
    this.#model = model;
    this.#before = before;
    this.#after = after;
  }

  get config(): ChatModel['config'] {
    return this.#model.config;
  }

  async complete(request: ChatRequest): Promise<ChatReply> {
    const key = await keyOf(request);
    await this.#before(key);
    const reply = await this.#model.complete(request);
    await this.#after(key);
    return reply;
  }
}

function nothing(_key: string): Promise<unknown> {
  return Promise.resolve();
}

/** The text of a request, shortened so that it fits into an address. */
async function keyOf({ messages }: ChatRequest): Promise<string> {
  const text = new TextEncoder().encode(JSON.stringify(messages.map(({ role, content }) => [role, content])));
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', text));
  return Array.from(digest.slice(0, 12), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Caches answers in a cache of the run's own, and tells which requests were asked, and which answers were used. */
async function countedModel(folder: string, callLog: string): Promise<ChatModel> {
  const used = new Set<string>();
  const tell = (what: string, key: string): Promise<unknown> =>
    fetch(`${callLog}/${folder}/${what}/${key}`, { method: 'POST' });
  const asked = new ToldModel(new NgramModel(), { before: (key) => tell('asked', key) });
  const cache = await openResponseCache({ name: `answers-${folder}` });
  return new ToldModel(new CachedModel(asked, { cache }), {
    after: async (key) => {
      if (used.has(key)) return;
      used.add(key);
      await tell('used', key);
    },
  });
}

async function makeProgram(languageModel: ChatModel): Promise<Program> {
  const inputs = Input(dataModel({ title: 'Word', properties: { word: { type: 'string' } } }));
  const kind = { type: 'string', enum: Object.keys(words) };
  const answer = dataModel({ title: 'Kind', properties: { kind } });
  const outputs = await new Generator({ dataModel: answer, languageModel }).call(inputs);
  const program = new Program({ inputs, outputs, name: 'sorter' });
  program.compile({ reward: new ExactMatch(), optimizer: new RandomFewShot({ nbMaxExamples: 8 }) });
  return program;
}

/** Saves what a run has come to under a known path. */
class FinalFiles extends Callback {
  readonly #folder: string;
  readonly #trained: Program;

  constructor(folder: string, trained: Program) {
    super();
    this.#folder = folder;
    this.#trained = trained;
  }

  override async onTrainEnd(): Promise<void> {
    await this.#trained.save(`${this.#folder}/final.json`);
    await this.#trained.saveVariables(`${this.#folder}/final.variables.json`);
  }
}

function savers({ folder }: SurvivalSettings): Callback[] {
  const best = { monitor: 'reward', mode: 'max', saveBestOnly: true } as const;
  return [
    new ProgramCheckpoint(`${folder}/{epoch:02d}-{batch:02d}.json`, { monitor: 'reward', saveFreq: 1 }),
    new ProgramCheckpoint(`${folder}/best.variables.json`, { ...best, saveVariablesOnly: true }),
  ];
}

/** The backup stands first, where what it saves could be ahead of what the others have saved. */
function resumers({ folder, backupFreq }: SurvivalSettings, program: Program): Callback[] {
  const retention = { best: 2, latest: 2 };
  return [
    new BackupAndRestore(`${folder}/backup`, { saveFreq: backupFreq, doubleCheckpoint: true }),
    new ProgramCheckpoint(`${folder}/{epoch:02d}-{batch:02d}.json`, {
      monitor: 'reward',
      mode: 'max',
      saveFreq: 3,
      retention,
    }),
    new ProgramCheckpoint(`${folder}/best.json`, { mode: 'max', saveBestOnly: true }),
    new EarlyStopping({ mode: 'max', patience: 4, stopAt: null, restoreBestVariables: true }),
    new FinalFiles(folder, program),
  ];
}

serveTrainer(async (given) => {
  const settings = given as unknown as SurvivalSettings;
  const { folder, callLog } = settings;
  const program = await makeProgram(
    callLog === undefined ? new NgramModel() : await countedModel(folder, callLog),
  );
  const [x, y] = rows(0, 10);
  return {
    program,
    x,
    y,
    validationData: rows(10, 15),
    store: await openCheckpointStore(),
    fitOptions: { batchSize: 2, minibatchSize: 6, shuffle: true },
    callbacks: settings.task === 'save' ? savers(settings) : resumers(settings, program),
  };
});
