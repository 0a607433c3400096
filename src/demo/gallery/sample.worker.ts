import { ProgramCheckpoint, openCheckpointStore } from 'tidemark';
import { serveTrainer } from 'tidemark/worker';
import { loadDataSet } from '../data-set.ts';
import { rowsOf } from '../language-rows.ts';
import { makeProgram } from '../program.ts';
import type { SampleSettings } from './sample-settings.ts';

/** Few enough to be trained on while one waits, and near enough to be taken for one another. */
const taught = new Set(['Danish', 'Norwegian', 'Swedish', 'Dutch']);

serveTrainer(async (given) => {
  const { storeName, dataSetUrl } = given as SampleSettings;
  const store = await openCheckpointStore(storeName);
  const languages = (await loadDataSet(dataSetUrl)).languages.filter(({ name }) => taught.has(name));
  const [x, y] = rowsOf(languages, 'train');
  return {
    program: await makeProgram(languages, { nbMaxExamples: 8 }),
    x,
    y,
    validationData: rowsOf(languages, 'validation'),
    store,
    callbacks: [
      new ProgramCheckpoint('runs/{epoch:02d}-{val_reward:.2f}.json', { monitor: 'val_reward', store }),
    ],
  };
});
