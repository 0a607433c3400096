import { describe, expect, it, onTestFinished } from 'vitest';
import { TypedEventTarget } from '../../../src/base/events.ts';
import '../../../src/elements/training-progress/training-progress.ts';
import type { TrainingProgress } from '../../../src/elements/training-progress/training-progress.ts';
import type { TrainerClient } from '../../../src/worker/trainer-client.ts';
import { TrainerEvent, TrainerStatusEvent } from '../../../src/worker/trainer-events.ts';
import type { TrainerEventType, TrainerEvents, TrainerStatus } from '../../../src/worker/trainer-events.ts';
import { setTexts } from '../../../src/elements/internal/texts.ts';
import { accessibilityProblems } from './axe.ts';
import { deep, mount, words } from './support.ts';

/** A trainer that tells only what a test makes it tell. */
class SilentTrainer extends TypedEventTarget<TrainerEvents> implements TrainerClient {
  status: TrainerStatus = 'idle';
  fit = () => Promise.resolve({ epoch: [], history: {} });
  evaluate = () => Promise.resolve({});
  predict = () => Promise.resolve([]);
  samples = () => Promise.resolve({ total: 0, samples: [] });
  judge = () => Promise.resolve({ total: 0, samples: [] });
  prompt = () => Promise.resolve([]);
  inspect = () => Promise.resolve(null);
  pause = () => Promise.resolve();
  resume = () => Promise.resolve();
  stop = () => Promise.resolve();
  save = () => Promise.resolve();
  terminate = () => {};

  tell(type: TrainerEventType, epoch: number | null = null, batch: number | null = null): void {
    this.dispatchEvent(new TrainerEvent(type, { epoch, batch, logs: {} }));
  }

  become(status: TrainerStatus): void {
    this.status = status;
    this.dispatchEvent(new TrainerStatusEvent(status));
  }
}

async function show(fields: Partial<TrainingProgress>): Promise<TrainingProgress> {
  const progress = mount(Object.assign(document.createElement('training-progress'), fields));
  await progress.updateComplete;
  return progress;
}

async function read(
  progress: TrainingProgress,
): Promise<{ place: string; work: string; now: string | null }> {
  await progress.updateComplete;
  return {
    place: words(deep(progress, '.place')),
    work: words(deep(progress, '.work')),
    now: deep(progress, '[role="progressbar"]').getAttribute('aria-valuenow'),
  };
}

describe('<training-progress>', () => {
  it('shows what it is told in attributes, counting from 1', async () => {
    const progress = await show({ status: 'training', epochs: 10, epoch: 2, batch: 3, batches: 8 });
    expect(await read(progress)).toEqual({ place: 'Epoch 3 of 10', work: 'batch 5 of 8', now: '25' });
  });

  it('follows a trainer from the first batch to the end', async () => {
    const trainer = new SilentTrainer();
    const progress = await show({ trainer, epochs: 2, batches: 2 });
    expect((await read(progress)).place).toBe('Not training');
    trainer.become('training');
    trainer.tell('train-begin');
    trainer.tell('epoch-begin', 0);
    trainer.tell('train-batch-end', 0, 0);
    expect(await read(progress)).toMatchObject({ place: 'Epoch 1 of 2', work: 'batch 2 of 2', now: '25' });
    trainer.tell('train-batch-end', 0, 1);
    trainer.tell('test-begin', 0);
    expect((await read(progress)).work).toBe('checking on validation data');
    trainer.tell('test-end', 0);
    trainer.tell('epoch-end', 0);
    trainer.tell('epoch-begin', 1);
    expect(await read(progress)).toMatchObject({ place: 'Epoch 2 of 2', now: '50' });
    trainer.tell('epoch-end', 1);
    trainer.tell('train-end');
    trainer.become('idle');
    expect(await read(progress)).toMatchObject({ place: 'Done: 2 epochs', now: '100' });
  });

  it('learns from the first epoch how many batches there are', async () => {
    const trainer = new SilentTrainer();
    const progress = await show({ trainer, epochs: 4 });
    trainer.become('training');
    trainer.tell('train-begin');
    trainer.tell('epoch-begin', 0);
    trainer.tell('train-batch-end', 0, 4);
    expect((await read(progress)).work).toBe('batch 6');
    trainer.tell('epoch-end', 0);
    trainer.tell('epoch-begin', 1);
    expect((await read(progress)).work).toBe('batch 1 of 5');
  });

  it('says when training was paused, stopped or has failed', async () => {
    const trainer = new SilentTrainer();
    const progress = await show({ trainer, epochs: 4 });
    trainer.become('training');
    trainer.tell('train-begin');
    trainer.tell('epoch-begin', 0);
    trainer.become('paused');
    await progress.updateComplete;
    expect(words(deep(progress, '.time'))).toBe('Paused');
    trainer.become('training');
    trainer.tell('epoch-end', 0);
    trainer.become('stopping');
    trainer.tell('train-end');
    trainer.become('idle');
    expect((await read(progress)).place).toBe('Stopped after 1 epoch');
    trainer.become('failed');
    expect((await read(progress)).place).toBe('Training failed');
  });

  it('says how a run ended also after its trainer was ended, and that it was stopped if that ended it', async () => {
    const trainer = new SilentTrainer();
    const progress = await show({ trainer, epochs: 1 });
    trainer.become('training');
    trainer.tell('train-begin');
    trainer.tell('epoch-end', 0);
    trainer.tell('train-end');
    trainer.become('terminated');
    expect((await read(progress)).place).toBe('Done: 1 epoch');

    const other = new SilentTrainer();
    progress.trainer = other;
    await progress.updateComplete;
    expect((await read(progress)).place).toBe('Not training');
    other.become('training');
    other.tell('train-begin');
    other.become('terminated');
    expect((await read(progress)).place).toBe('Stopped after 0 epochs');
  });

  it('tells speed in samples where it knows how many a batch has', async () => {
    const trainer = new SilentTrainer();
    const progress = await show({ trainer, epochs: 4, batches: 50, batchSize: 32 });
    trainer.become('training');
    trainer.tell('train-begin');
    trainer.tell('epoch-begin', 0);
    trainer.tell('train-batch-end', 0, 0);
    await new Promise((resolve) => setTimeout(resolve, 50));
    trainer.tell('train-batch-end', 0, 1);
    expect((await read(progress)).work).toMatch(/^batch 3 of 50 · [\d,.]+ samples? per second$/);
  });

  it('speaks other words, and counts in the language of the page', async () => {
    setTexts({ progress: { epoch: (epoch, of) => `Epoche ${epoch} von ${of}` } });
    onTestFinished(() =>
      setTexts({ progress: { epoch: (epoch, of) => `Epoch ${epoch}${of && ` of ${of}`}` } }),
    );
    const progress = await show({ status: 'training', epochs: 2000, epoch: 1233, lang: 'de' });
    expect((await read(progress)).place).toBe('Epoche 1.234 von 2.000');
  });

  it('has nothing for axe-core to find', async () => {
    const progress = await show({ status: 'training', epochs: 10, epoch: 2, batch: 3, batches: 8 });
    expect(await accessibilityProblems(progress)).toEqual([]);
  });

  it('lets go of a trainer that it no longer follows', async () => {
    const [first, second] = [new SilentTrainer(), new SilentTrainer()];
    const progress = await show({ trainer: first, epochs: 4 });
    progress.trainer = second;
    await progress.updateComplete;
    first.become('failed');
    expect((await read(progress)).place).toBe('Not training');
  });

  it('tells a screen reader where training is', async () => {
    const progress = await show({ status: 'paused', epochs: 10, epoch: 2 });
    expect(deep(progress, '[role="progressbar"]').getAttribute('aria-valuetext')).toBe(
      'Epoch 3 of 10, Paused',
    );
  });
});
