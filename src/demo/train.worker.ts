import { BackupAndRestore, ProgramCheckpoint } from 'tidemark';
import { serveTrainer } from 'tidemark/worker';
import type { DataRows } from 'tidemark/worker';
import { loadDataSet } from './data-set.ts';
import type { Language } from './data-set.ts';
import { makeModel, reviverOf } from './make-model.ts';
import { makeProgram } from './program.ts';
import { backupDirOf } from './run-settings.ts';
import type { WorkerSettings } from './run-settings.ts';

serveTrainer(async (given) => {
  const settings = given as WorkerSettings;
  const { languages } = await loadDataSet(settings.dataSetUrl);
  const [x, y] = rowsOf(languages, 'train');
  const model = makeModel(settings.model, settings);
  return {
    program: await makeProgram(languages, settings, model),
    x,
    y,
    validationData: rowsOf(languages, 'validation'),
    datasets: { test: rowsOf(languages, 'test') },
    loadOptions: { languageModel: reviverOf(model) },
    fitOptions: { minibatchSize: null },
    callbacks: [
      new ProgramCheckpoint(settings.filepath, {
        monitor: 'val_reward',
        mode: 'max',
        saveBestOnly: settings.saveBestOnly,
        saveOnStop: true,
        verbose: 1,
      }),
      new BackupAndRestore(backupDirOf(settings.filepath)),
    ],
  };
});

function rowsOf(languages: readonly Language[], part: 'train' | 'validation' | 'test'): DataRows {
  const pairs = languages.flatMap((language) =>
    language[part].map((text) => ({ text, language: language.name })),
  );
  return [pairs.map(({ text }) => ({ text })), pairs.map(({ language }) => ({ language }))];
}
