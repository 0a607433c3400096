/**
 * Replays recordings of Synalinks' ProgramCheckpoint and prints, for each file, how many vectors came out exactly, how
 * many hold by a rule of ours (and by which), and the first failures in full.
 * `npm run conformance [-- --vectors DIR]`; without a folder, the recordings of the tests. The exit code is not 0 if
 * any vector fails, or if there is none.
 */
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { importTypeScript } from './import-typescript.mjs';

const at = (path) => fileURLToPath(new URL(path, import.meta.url));
const { values } = parseArgs({ options: { vectors: { type: 'string' } } });
const folder = values.vectors === undefined ? at('../test/conformance/vectors') : resolve(values.vectors);

const { module, close } = await importTypeScript(at('../test/conformance/run.ts'));
const reports = await module.runConformance(folder);
for (const report of reports) process.stdout.write(`${module.formatReport(report)}\n`);

const vectors = reports.reduce((total, report) => total + report.vectors, 0);
const failed = reports.reduce((total, report) => total + report.failures.length, 0);
process.stdout.write(`${reports.length} files, ${vectors} vectors, ${failed} failed\n`);
process.exitCode = failed > 0 || vectors === 0 ? 1 : 0;
await close();
