/**
 * Replays recordings of Python Synalinks and prints, for each file, how many vectors hold, how many are held by a rule
 * of ours, and the first differences of those that fail. `npm run parity [-- --vectors DIR]`; without a folder, the
 * recordings of the tests. The exit code is not 0 if any vector fails.
 */
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { importTypeScript } from './import-typescript.mjs';

const at = (path) => fileURLToPath(new URL(path, import.meta.url));
const { values } = parseArgs({ options: { vectors: { type: 'string' } } });
const folder = values.vectors === undefined ? at('../test/parity/vectors') : resolve(values.vectors);

const { module, close } = await importTypeScript(at('../test/parity/run.ts'));
const reports = await module.runParity(folder);
for (const report of reports) process.stdout.write(`${module.formatReport(report)}\n`);

const failed = reports.reduce((total, report) => total + report.failures.length, 0);
process.stdout.write(`${reports.length} files, ${failed} failed\n`);
process.exitCode = failed > 0 || reports.length === 0 ? 1 : 0;
await close();
