import { BackupAndRestore, openCheckpointStore, ProgramCheckpoint } from 'tidemark';
import type { ChatModel } from 'tidemark';
import { serveTrainer } from 'tidemark/worker';
import type { DataRows, TrainerSetup } from 'tidemark/worker';
import { loadDataSet } from './data-set.ts';
import { rowsOf } from './language-rows.ts';
import { makeModel, reviverOf } from './make-model.ts';
import { makeOwnProgram } from './own-program.ts';
import type { Pair } from './own-task.ts';
import { loadTask, storeNameOf } from './own-tasks.ts';
import { makeProgram } from './program.ts';
import { backupDirOf } from './run-settings.ts';
import type { WorkerSettings } from './run-settings.ts';

serveTrainer(async (given) => {
  const settings = given as WorkerSettings;
  const model = makeModel(settings.model, settings);
  const store = await openCheckpointStore(storeNameOf(settings.task));
  return {
    store,
    ...(settings.task === '' ? await languagesTask(settings, model) : await ownTask(settings, model)),
    loadOptions: { languageModel: reviverOf(model) },
    fitOptions: { minibatchSize: null },
    callbacks: [
      new ProgramCheckpoint(settings.filepath, {
        monitor: 'val_reward',
        mode: 'max',
        saveBestOnly: settings.saveBestOnly,
        saveOnStop: true,
        verbose: 1,
        store,
      }),
      new BackupAndRestore(backupDirOf(settings.filepath), { store }),
    ],
  };
});

type Task = Pick<TrainerSetup, 'program' | 'x' | 'y' | 'validationData' | 'datasets'>;

async function languagesTask(settings: WorkerSettings, model: ChatModel): Promise<Task> {
  const { languages } = await loadDataSet(settings.dataSetUrl);
  const [x, y] = rowsOf(languages, 'train');
  const [validationData, test] = [rowsOf(languages, 'validation'), rowsOf(languages, 'test')];
  return { program: await makeProgram(languages, settings, model), x, y, validationData, datasets: { test } };
}

/** A task of the user's own: found in IndexedDB by its name. */
async function ownTask(settings: WorkerSettings, model: ChatModel): Promise<Task> {
  const task = await loadTask(settings.task);
  if (!task)
    throw new Error(
      `The task “${settings.task}” is no longer kept here. Choose another, or give its file again.`,
    );
  const [train, validationData, test] = [task.train, task.validation, task.test].map(columnsOf);
  if (!train || !validationData || !test) throw new Error(`The task “${task.name}” is not whole.`);
  const [x, y] = train;
  return { program: await makeOwnProgram(task, settings, model), x, y, validationData, datasets: { test } };
}

const columnsOf = (pairs: readonly Pair[]): DataRows => [pairs.map(([x]) => x), pairs.map(([, y]) => y)];
