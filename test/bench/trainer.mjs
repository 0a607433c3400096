/**
 * Measures what training costs beside the model: milliseconds a sample in the first and in the last tenth of the
 * epochs, with a model that answers at once.
 *
 * node test/bench/trainer.mjs [--epochs 100] [--samples 64] [--batch-size 8]
 */
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { importTypeScript } from '../../.scripts/import-typescript.mjs';

const { values } = parseArgs({
  options: {
    epochs: { type: 'string', default: '100' },
    samples: { type: 'string', default: '64' },
    'batch-size': { type: 'string', default: '8' },
  },
});
const [epochs, samples, batchSize] = [values.epochs, values.samples, values['batch-size']].map(Number);

const file = fileURLToPath(new URL('trainer.ts', import.meta.url));
const { module, close } = await importTypeScript(file);

function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  return (sorted[Math.floor(middle)] + sorted[Math.ceil(middle)]) / 2;
}

/** The median of the epochs, so that a pause of the machine does not count as the trainer's. */
const perSample = (costs) => median(costs.map(({ overheadMs, calls }) => overheadMs / calls));

function row(task, costs) {
  const tenth = Math.max(1, Math.floor(costs.length / 10));
  const [first, last] = [perSample(costs.slice(0, tenth)), perSample(costs.slice(-tenth))];
  const total = costs.reduce((sum, { overheadMs }) => sum + overheadMs, 0);
  const calls = costs.reduce((sum, cost) => sum + cost.calls, 0);
  return {
    examples: task.nbMaxExamples,
    saves: task.saves,
    'first tenth, ms a sample': first.toFixed(4),
    'last tenth, ms a sample': last.toFixed(4),
    'last / first': (last / first).toFixed(2),
    'samples a second': Math.round((calls / total) * 1000),
  };
}

const rows = [];
// The first run warms up what all of them use.
await module.measureTraining({ epochs, samples, batchSize, nbMaxExamples: 3, saves: true });
for (const saves of [false, true]) {
  for (const nbMaxExamples of [3, 24]) {
    const task = { epochs, samples, batchSize, nbMaxExamples, saves };
    rows.push(row(task, await module.measureTraining(task)));
  }
}
console.table(rows);
await close();
