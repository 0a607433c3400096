import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { parseSync } from 'vite';
import { describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '../src');

/** Which rooms and packages each room may import; a room may always import itself. */
const allowed: Record<string, readonly string[]> = {
  base: [],
  python: ['base'],
  data: ['base', 'python'],
  'language-models': ['base', 'python', 'data', 'idb', '@cfworker/json-schema'],
  programs: ['base', 'python', 'data', 'language-models', '@huggingface/jinja'],
  rewards: ['base', 'python', 'data', 'programs'],
  metrics: ['base', 'python', 'data', 'programs'],
  optimizers: ['base', 'python', 'data', 'programs', 'rewards'],
  checkpoints: ['base', 'python', 'idb', 'fflate'],
  callbacks: ['base', 'python', 'programs', 'metrics', 'checkpoints'],
  training: [
    'base',
    'python',
    'data',
    'language-models',
    'programs',
    'rewards',
    'metrics',
    'optimizers',
    'checkpoints',
    'callbacks',
  ],
  worker: [
    'base',
    'python',
    'data',
    'language-models',
    'programs',
    'rewards',
    'metrics',
    'optimizers',
    'checkpoints',
    'callbacks',
    'training',
  ],
  elements: ['base', 'checkpoints', 'worker', 'callbacks', 'lit', 'uplot', 'diff', '@dagrejs/dagre'],
  demo: ['tidemark', 'virtual:pwa-register', '@mlc-ai/web-llm', 'idb', 'papaparse'],
};

interface Import {
  readonly from: string;
  readonly target: string;
  readonly typeOnly: boolean;
}

const files = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts'))
  .map((path) => join(root, path));

function importsOf(file: string): readonly Import[] {
  const pattern =
    /(?:^|\n)\s*(import|export)\s+(type\s+)?(?:[^'";]*?\sfrom\s+)?'([^']+)'|import\('([^']+)'\)/g;
  return [...readFileSync(file, 'utf8').matchAll(pattern)].map((match) => ({
    from: file,
    target: match[3] ?? match[4] ?? '',
    typeOnly: match[2] !== undefined,
  }));
}

function roomOf(path: string): string {
  return relative(root, path).split('/')[0] ?? '';
}

/** The room or package that an import leads to. */
function goalOf({ from, target }: Import): string {
  if (target.startsWith('.')) return roomOf(resolve(dirname(from), target));
  return target.startsWith('@') ? target.split('/').slice(0, 2).join('/') : (target.split('/')[0] ?? '');
}

/** The kinds of syntax that a source is made of; comments and texts have no say. */
function syntaxOf(source: string): ReadonlySet<string> {
  const { program, errors } = parseSync('source.ts', source);
  if (errors.length > 0) throw new Error(errors[0]?.message);
  const kinds = new Set<string>();
  JSON.stringify(program, (key, value: unknown) => {
    if (key === 'type') kinds.add(String(value));
    return typeof value === 'bigint' ? null : value;
  });
  return kinds;
}

const show = ({ from, target }: Import): string => `${relative(root, from)} imports ${target}`;

describe('the import table', () => {
  it('covers every room', () => {
    const rooms = new Set(files.map(roomOf).filter((room) => !room.endsWith('.ts')));
    expect([...rooms].filter((room) => !(room in allowed))).toEqual([]);
  });

  it.each(Object.keys(allowed))('holds for %s', (room) => {
    const wrong = files
      .filter((file) => roomOf(file) === room)
      .flatMap(importsOf)
      .filter((found) => goalOf(found) !== room && !allowed[room]?.includes(goalOf(found)));
    expect(wrong.map(show)).toEqual([]);
  });

  it('lets only what stores in IndexedDB import idb', () => {
    const wrong = files
      .flatMap(importsOf)
      .filter(
        ({ from, target }) =>
          target === 'idb' && !/(checkpoints|language-models)\/indexeddb-|demo\/own-tasks/.test(from),
      );
    expect(wrong.map(show)).toEqual([]);
  });

  it('keeps the IndexedDB store out of callbacks and training', () => {
    const wrong = files
      .filter((file) => ['callbacks', 'training'].includes(roomOf(file)))
      .flatMap(importsOf)
      .filter(({ target }) => target.includes('indexeddb'));
    expect(wrong.map(show)).toEqual([]);
  });

  it('gives elements only the types of worker and callbacks', () => {
    const wrong = files
      .filter((file) => roomOf(file) === 'elements')
      .flatMap(importsOf)
      .filter((found) => ['worker', 'callbacks'].includes(goalOf(found)) && !found.typeOnly);
    expect(wrong.map(show)).toEqual([]);
  });
});

describe('the house rules', () => {
  it('keeps every file within 300 lines', () => {
    const long = files.filter((file) => readFileSync(file, 'utf8').split('\n').length > 301);
    expect(long.map((file) => relative(root, file))).toEqual([]);
  });

  it('has no barrels but the entries', () => {
    const barrels = files.filter((file) => relative(root, file).endsWith('/index.ts'));
    expect(barrels).toEqual([]);
  });

  it('has no default exports and no any', () => {
    const forbidden = ['TSAnyKeyword', 'ExportDefaultDeclaration'];
    const wrong = files.flatMap((file) => {
      const found = syntaxOf(readFileSync(file, 'utf8'));
      return forbidden.filter((kind) => found.has(kind)).map((kind) => `${relative(root, file)}: ${kind}`);
    });
    expect(wrong).toEqual([]);
  });

  it('has every part that is loaded late say what to do where it does not come; elements do so of any failure', () => {
    const rooms = (file: string): boolean => !['elements', 'demo'].includes(roomOf(file));
    const bare = files.filter(rooms).filter((file) => {
      const source = readFileSync(file, 'utf8');
      return /\bimport\('/.test(source.replaceAll(/loadPart\(\(\) => import\('[^']+'\)\)/g, ''));
    });
    expect(bare.map((file) => relative(root, file))).toEqual([]);
  });

  it('tells code from words about it', () => {
    const type = 'any';
    const talk = syntaxOf(
      `/** Takes ${type}: as ${type} would. */ const text = 'x as ${type}'; // : ${type}`,
    );
    expect(talk).not.toContain('TSAnyKeyword');
    const places = [`const x: ${type} = 1`, `f<${type}>(x)`, `x as ${type}`, `let x: Map<string, ${type}[]>`];
    for (const code of places) expect(syntaxOf(code)).toContain('TSAnyKeyword');
    expect(syntaxOf('export default 1')).toContain('ExportDefaultDeclaration');
  });
});
