/**
 * Writes the report of the public interface, one file an entry, from the declarations that `npm run build` made.
 * A change of what authors can import shows in review as a change of these files.
 *
 * node .scripts/api-report.mjs
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

// A CommonJS package, whose names Node does not see.
const { default: extractor } = await import('@microsoft/api-extractor');
const { Extractor, ExtractorConfig } = extractor;
const root = fileURLToPath(new URL('..', import.meta.url));

export const entries = ['index', 'worker', 'elements', 'testing'];

/** Where the reports lie. */
export const reportFolder = resolve(root, 'test/package/api');

/** Reports say what there is, not what the extractor thinks of it: its advice is for packages that use its own tags. */
const messages = {
  compilerMessageReporting: { default: { logLevel: 'error' } },
  extractorMessageReporting: { default: { logLevel: 'none' } },
  tsdocMessageReporting: { default: { logLevel: 'none' } },
};

/**
 * Reports one entry.
 *
 * @param entry such as `index`
 * @param types the folder of the built declarations
 * @param folder where the report goes
 */
export function reportApi(entry, types, folder) {
  mkdirSync(folder, { recursive: true });
  // A report that differs in white space alone would be left as it is.
  rmSync(join(folder, `${entry}.api.md`), { force: true });
  const configObject = {
    projectFolder: root,
    newlineKind: 'lf',
    mainEntryPointFilePath: resolve(types, `${entry}.d.ts`),
    compiler: { tsconfigFilePath: resolve(root, 'src/tsconfig.build.json') },
    apiReport: {
      enabled: true,
      reportFileName: `${entry}.api.md`,
      reportFolder: folder,
      reportTempFolder: mkdtempSync(join(tmpdir(), 'tidemark-api-')),
    },
    docModel: { enabled: false },
    dtsRollup: { enabled: false },
    tsdocMetadata: { enabled: false },
    messages,
  };
  const packageJsonFullPath = resolve(root, 'package.json');
  const config = ExtractorConfig.prepare({
    configObject,
    configObjectFullPath: undefined,
    packageJsonFullPath,
  });
  const { errorCount } = Extractor.invoke(config, {
    localBuild: true,
    messageCallback: (message) => {
      if (message.logLevel === 'error') console.error(message.text);
      message.handled = true;
    },
  });
  if (errorCount > 0) throw new Error(`The interface of ${entry} cannot be reported: see the errors above.`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const entry of entries) reportApi(entry, resolve(root, 'dist/types'), reportFolder);
}
