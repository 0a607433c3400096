/**
 * Compares what is learned on the demo's task by this library's defaults and by Python's rules, with the same model and
 * the same number of its calls: the reward on validation data and on test data that nobody has seen, over several seeds.
 *
 * node test/bench/learning.mjs [--seeds 10] [--epochs 2]
 */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { importTypeScript } from '../../.scripts/import-typescript.mjs';

const { values } = parseArgs({
  options: { seeds: { type: 'string', default: '10' }, epochs: { type: 'string', default: '2' } },
});
const [seeds, epochs] = [values.seeds, values.epochs].map(Number);

const at = (path) => fileURLToPath(new URL(path, import.meta.url));
const { module, close } = await importTypeScript(at('learning.ts'), { tidemark: at('../../src/index.ts') });
const data = JSON.parse(readFileSync(at('../../public/data/languages.json'), 'utf8'));

const settings = [
  {
    name: "the demo's",
    optimizer: { nbMinExamples: 24, nbMaxExamples: 48 },
    fit: { batchSize: 32, minibatchSize: null },
  },
  { name: 'up to 24 examples', optimizer: { nbMaxExamples: 24 }, fit: { batchSize: 32 } },
  { name: 'up to 3 examples', optimizer: {}, fit: { batchSize: 32 } },
];

const mean = (numbers) => numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
const spread = (numbers) => Math.sqrt(mean(numbers.map((number) => (number - mean(numbers)) ** 2)));
const figure = (runs, of) => `${mean(runs.map(of)).toFixed(3)} ± ${spread(runs.map(of)).toFixed(3)}`;

const rows = [];
for (const { name, ...given } of settings) {
  const results = [];
  for (let seed = 0; seed < seeds; seed += 1) {
    results.push(await module.compareLearning({ ...given, data, seed, epochs }));
  }
  const [python, ours] = ['python', 'ours'].map((rules) => results.map((result) => result[rules]));
  rows.push({
    settings: name,
    calls: `${mean(python.map(({ calls }) => calls))} / ${mean(ours.map(({ calls }) => calls))}`,
    'Python, validation': figure(python, ({ validation }) => validation),
    'ours, validation': figure(ours, ({ validation }) => validation),
    'ours higher': `${results.filter(({ python, ours }) => ours.validation > python.validation).length} of ${seeds}`,
    'Python, test': figure(python, ({ test }) => test),
    'ours, test': figure(ours, ({ test }) => test),
  });
}
console.table(rows);
await close();
