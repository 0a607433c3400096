import { afterEach, describe, expect, it } from 'vitest';
import {
  connectTrainer,
  ExactMatch,
  LMAsJudge,
  MemoryCheckpointStore,
  OMEGA,
  ProgramCheckpoint,
} from '../../../src/index.ts';
import type { OMEGAOptions, Reward, TrainerClient } from '../../../src/index.ts';
import { serveTrainer } from '../../../src/worker.ts';
import type { Endpoint } from '../../../src/worker.ts';
import { makeRiddler, riddles } from './riddler.ts';
import { ScriptedModel, scriptedEmbed } from './scripted-model.ts';

const ports: MessagePort[] = [];

/** A trainer whose worker is in this thread: messages are cloned as between threads. */
function connect(
  options: OMEGAOptions,
  reward: Reward = new ExactMatch(),
  store = new MemoryCheckpointStore(),
): TrainerClient {
  const { port1, port2 } = new MessageChannel();
  ports.push(port1, port2);
  serveTrainer(
    async () => {
      const program = await makeRiddler(new ScriptedModel());
      program.compile({ reward, optimizer: new OMEGA({ name: 'omega', ...options }) });
      const [x, y] = riddles(0, 6);
      return {
        program,
        x,
        y,
        validationData: riddles(7, 12),
        fitOptions: { batchSize: 3, seed: 7 },
        callbacks: [
          new ProgramCheckpoint('best.json', { store, monitor: 'reward', mode: 'max', saveBestOnly: true }),
        ],
        store,
      };
    },
    port2 as unknown as Endpoint,
  );
  for (const port of [port1, port2]) port.start();
  return connectTrainer(Object.assign(port1, { terminate: () => port1.close() }) as unknown as Worker);
}

afterEach(() => {
  for (const port of ports.splice(0)) port.close();
});

describe('OMEGA in a worker', () => {
  it('trains there as it does here, and keeps the best', async () => {
    const store = new MemoryCheckpointStore();
    const languageModel = new ScriptedModel();
    const history = await connect({ languageModel, embed: scriptedEmbed }, new ExactMatch(), store).fit({
      epochs: 3,
    });
    const here = await makeRiddler(new ScriptedModel());
    here.compile({
      reward: new ExactMatch(),
      optimizer: new OMEGA({ languageModel: new ScriptedModel(), embed: scriptedEmbed, name: 'omega' }),
    });
    const expected = await here.fit(...riddles(0, 6), {
      validationData: riddles(7, 12),
      batchSize: 3,
      seed: 7,
      epochs: 3,
    });
    expect(history.history).toEqual(expected.history);
    expect((await store.load('best.json')).text).toContain('"class_name": "OMEGA"');
  });

  it('says across the threads what it lacks', async () => {
    await expect(connect({}).fit({ epochs: 1 })).rejects.toMatchObject({ code: 'no-language-model' });
    const languageModel = new ScriptedModel();
    await expect(connect({ languageModel }).fit({ epochs: 1 })).rejects.toMatchObject({
      code: 'no-embedding',
      details: { optimizer: 'omega' },
    });
  });

  it('is judged by a language model there', async () => {
    const languageModel = new ScriptedModel();
    const judge = new LMAsJudge({
      languageModel: {
        config: { model: 'mock/judge' },
        complete: async () => ({ content: '{"critique": "fine", "reward": 0.5}' }),
      },
    });
    const history = await connect({ languageModel, embed: scriptedEmbed }, judge).fit({ epochs: 1 });
    expect(history.history['val_reward']).toEqual([0.5]);
  });
});
