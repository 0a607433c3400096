import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { CheckpointError, TrainingError } from '../../../src/base/errors.ts';
import { TypedEventTarget } from '../../../src/base/events.ts';
import type { CheckpointInfo, CheckpointStore } from '../../../src/checkpoints/checkpoint-store.ts';
import { MemoryCheckpointStore } from '../../../src/checkpoints/memory-checkpoint-store.ts';
import { openCheckpointStore } from '../../../src/checkpoints/open-checkpoint-store.ts';
import { acquireRunLease } from '../../../src/checkpoints/run-lease.ts';
import '../../../src/elements/resume-offer/resume-offer.ts';
import type { ResumeOffer } from '../../../src/elements/resume-offer/resume-offer.ts';
import type { TrainerClient, TrainerFitOptions } from '../../../src/worker/trainer-client.ts';
import { TrainerStatusEvent } from '../../../src/worker/trainer-events.ts';
import type { TrainerEvents, TrainerStatus } from '../../../src/worker/trainer-events.ts';
import { accessibilityProblems } from './axe.ts';
import { deep, deepAll, mount, nextEvent, words } from './support.ts';

const latest = 'backup/latest.variables.json';

async function backUp(store: CheckpointStore, info: CheckpointInfo = {}, path = latest): Promise<void> {
  await store.save(path, '{}', {
    kind: 'other',
    reason: 'backup',
    run: 'r1',
    epoch: 6,
    epochs: 20,
    trainingState: '{}',
    ...info,
  });
}

function show(store: CheckpointStore, fields: Partial<ResumeOffer> = {}): ResumeOffer {
  return mount(Object.assign(document.createElement('resume-offer'), { store, ...fields }));
}

const saysIn = (offer: ResumeOffer): string => words(deep(offer, '[role="status"]'));

async function press(offer: ResumeOffer, label: string): Promise<void> {
  const button = await vi.waitFor(() => {
    const found = deepAll(offer, 'button').find((candidate) => words(candidate) === label);
    if (!found) throw new Error(`There is no button ${label}, but: ${saysIn(offer)}`);
    return found;
  });
  button.click();
}

/** A trainer that only takes note of what it is asked for, and ends as a test makes it end. */
class NotingTrainer extends TypedEventTarget<TrainerEvents> {
  status: TrainerStatus = 'idle';
  readonly asked: TrainerFitOptions[] = [];
  end: (outcome: Promise<never> | null) => void = () => {};

  async fit(options: TrainerFitOptions): Promise<unknown> {
    this.asked.push(options);
    this.become('training');
    try {
      return await new Promise((resolve) => (this.end = resolve));
    } finally {
      this.become('idle');
    }
  }

  become(status: TrainerStatus): void {
    this.status = status;
    this.dispatchEvent(new TrainerStatusEvent(status));
  }
}

function makeTrainer(): NotingTrainer & TrainerClient {
  return new NotingTrainer() as NotingTrainer & TrainerClient;
}

describe('<resume-offer>', () => {
  it('shows nothing while there is no run to resume', async () => {
    const offer = show(new MemoryCheckpointStore());
    await offer.updateComplete;
    expect(saysIn(offer)).toBe('');
    expect(deepAll(offer, 'button')).toEqual([]);
  });

  it('says where and when a run stopped, counting from 1', async () => {
    const clock = vi.spyOn(Date, 'now').mockReturnValue(1_700_000_000_000);
    onTestFinished(() => clock.mockRestore());
    const store = new MemoryCheckpointStore();
    await backUp(store, { batch: 3 });
    clock.mockReturnValue(1_700_000_000_000 + 3 * 60_000);
    const offer = show(store);
    await expect
      .poll(() => saysIn(offer))
      .toMatch('Stopped at epoch 7 of 20, batch 4, 3 minutes ago. Resume Start over');
  });

  it('speaks the page’s language where it writes numbers and times', async () => {
    document.documentElement.lang = 'de';
    onTestFinished(() => document.documentElement.removeAttribute('lang'));
    const store = new MemoryCheckpointStore();
    await backUp(store, { epoch: 1233, epochs: 2000 });
    const offer = show(store);
    await expect.poll(() => saysIn(offer)).toMatch('Stopped at epoch 1.234 of 2.000, jetzt.');
  });

  it('looks the run up by its path, whatever else there is', async () => {
    const store = new MemoryCheckpointStore();
    await backUp(store);
    const [list, load] = [vi.spyOn(store, 'list'), vi.spyOn(store, 'load')];
    const offer = show(store);
    await expect.poll(() => saysIn(offer)).toMatch('Stopped at epoch 7');
    expect(list).not.toHaveBeenCalled();
    expect(load.mock.calls).toEqual([[latest]]);
  });

  it('offers no run that came to its end, and none of another folder', async () => {
    const store = new MemoryCheckpointStore();
    await store.save(latest, '{}', {
      kind: 'other',
      reason: 'backup',
      epoch: 19,
      trainingState: '{}',
    });
    await backUp(store, {}, 'elsewhere/latest.variables.json');
    const load = vi.spyOn(store, 'load');
    const offer = show(store);
    await vi.waitFor(() => expect(load).toHaveBeenCalled());
    await offer.updateComplete;
    expect(saysIn(offer)).toBe('');
    offer.backupDir = 'elsewhere';
    await expect.poll(() => saysIn(offer)).toMatch('Stopped at epoch 7 of 20');
  });

  it('has its trainer go on from there, and is out of the way meanwhile', async () => {
    const [store, trainer] = [new MemoryCheckpointStore(), makeTrainer()];
    await backUp(store);
    const offer = show(store, { trainer });
    await press(offer, 'Resume');
    await expect.poll(() => saysIn(offer)).toMatch(/^$/);
    expect(trainer.asked).toEqual([{ resumeFrom: latest }]);
    await store.delete(latest);
    trainer.end(null);
    await offer.updateComplete;
    expect(saysIn(offer)).toBe('');
  });

  it('offers again what was stopped', async () => {
    const [store, trainer] = [new MemoryCheckpointStore(), makeTrainer()];
    await backUp(store);
    const offer = show(store, { trainer });
    await press(offer, 'Resume');
    await backUp(store, { epoch: 8 });
    await expect.poll(() => saysIn(offer)).toMatch(/^$/);
    trainer.end(null);
    await expect.poll(() => saysIn(offer)).toMatch('Stopped at epoch 9 of 20');
  });

  it('starts over with nothing of the old run left, and as many epochs', async () => {
    const [store, trainer] = [new MemoryCheckpointStore(), makeTrainer()];
    await backUp(store);
    await backUp(store, {}, 'backup/latest.bkp.variables.json');
    await store.save('backup/mine.json', '{}');
    const offer = show(store, { trainer });
    await press(offer, 'Start over');
    await vi.waitFor(() => expect(trainer.asked).toEqual([{ startOver: true, epochs: 20 }]));
    expect((await store.list()).entries.map(({ path }) => path)).toEqual(['backup/mine.json']);
  });

  it('leaves everything to the page that cancels its requests', async () => {
    const [store, trainer] = [new MemoryCheckpointStore(), makeTrainer()];
    await backUp(store);
    const offer = show(store, { trainer });
    for (const type of ['resume-request', 'start-over-request'] as const) {
      offer.addEventListener(type, (event) => event.preventDefault());
    }
    const [resumed, startedOver] = [
      nextEvent(offer, 'resume-request'),
      nextEvent(offer, 'start-over-request'),
    ];
    await press(offer, 'Resume');
    expect((await resumed).entry.path).toBe(latest);
    await press(offer, 'Start over');
    expect((await startedOver).fitOptions).toEqual({
      startOver: true,
      epochs: 20,
    });
    expect(trainer.asked).toEqual([]);
    expect(await store.info(latest)).not.toBeNull();
  });

  it('lets the page say how to train', async () => {
    const store = new MemoryCheckpointStore();
    await backUp(store);
    const offer = show(store);
    const train = vi.fn<() => Promise<void>>(() => Promise.resolve());
    offer.addEventListener('resume-request', (event) => event.answerWith(train));
    await press(offer, 'Resume');
    await vi.waitFor(() => expect(train).toHaveBeenCalledOnce());
  });

  it('says so when nobody trains, and goes on once somebody does', async () => {
    const [store, trainer] = [new MemoryCheckpointStore(), makeTrainer()];
    await backUp(store);
    const offer = show(store);
    const failed = nextEvent(offer, 'element-error');
    await press(offer, 'Resume');
    expect((await failed).error).toMatchObject({ code: 'unanswered-request', details: { path: latest } });
    offer.trainer = trainer;
    await press(offer, 'Try again');
    await vi.waitFor(() => expect(trainer.asked).toEqual([{ resumeFrom: latest }]));
  });

  it('says what has changed, and goes on all the same only when told to', async () => {
    const [store, trainer] = [new MemoryCheckpointStore(), makeTrainer()];
    await backUp(store);
    const offer = show(store, { trainer });
    const changed = new TrainingError('run-changed', 'This run cannot go on as it was: …', {
      details: {
        changed: ['batchSize'],
        differences: ['batchSize was 3 and is 4'],
      },
    });
    await press(offer, 'Resume');
    trainer.end(Promise.reject(changed));
    await expect.poll(() => saysIn(offer)).toMatch('It cannot go on as it was: batchSize was 3 and is 4.');
    await press(offer, 'Resume anyway');
    expect(trainer.asked.at(-1)).toEqual({
      resumeFrom: latest,
      allowChanges: true,
    });
    await expect.poll(() => saysIn(offer)).toMatch(/^$/);
  });

  it('says why it has failed, tells the page, and can be tried again', async () => {
    const [store, trainer] = [new MemoryCheckpointStore(), makeTrainer()];
    await backUp(store);
    const offer = show(store, { trainer });
    const failed = nextEvent(offer, 'element-error');
    await press(offer, 'Resume');
    trainer.end(Promise.reject(new Error('The model does not answer.')));
    await expect.poll(() => saysIn(offer)).toMatch('The model does not answer. Try again');
    expect((await failed).error).toMatchObject({
      message: 'The model does not answer.',
    });
    await press(offer, 'Try again');
    expect(trainer.asked).toHaveLength(2);
  });

  it('resumes by itself what it finds first, if asked to, and never what is stopped later', async () => {
    const [store, trainer] = [new MemoryCheckpointStore(), makeTrainer()];
    await backUp(store);
    const offer = show(store, { trainer, auto: true });
    await vi.waitFor(() => expect(trainer.asked).toEqual([{ resumeFrom: latest }]));
    await backUp(store, { epoch: 8 });
    trainer.end(null);
    await expect.poll(() => saysIn(offer)).toMatch('Stopped at epoch 9 of 20');
    expect(trainer.asked).toHaveLength(1);
  });

  it('resumes by itself once there is a trainer', async () => {
    const [store, trainer] = [new MemoryCheckpointStore(), makeTrainer()];
    await backUp(store);
    const offer = show(store, { auto: true });
    await expect.poll(() => saysIn(offer)).toMatch('Stopped at epoch 7');
    offer.trainer = trainer;
    await expect.poll(() => trainer.asked).toEqual([{ resumeFrom: latest }]);
  });

  it('does not resume by itself what was begun and stopped while the page was open', async () => {
    const [store, trainer] = [new MemoryCheckpointStore(), makeTrainer()];
    const look = vi.spyOn(store, 'load');
    const offer = show(store, { trainer, auto: true });
    await vi.waitFor(() => expect(look).toHaveBeenCalledTimes(2));
    const fit = trainer.fit({ epochs: 20 });
    await backUp(store);
    trainer.end(null);
    await fit;
    await expect.poll(() => saysIn(offer)).toMatch('Stopped at epoch 7');
    expect(trainer.asked).toEqual([{ epochs: 20 }]);
  });

  it('says nothing when another tab was quicker', async () => {
    const [store, trainer] = [new MemoryCheckpointStore(), makeTrainer()];
    await backUp(store);
    const offer = show(store, { trainer });
    const failed = nextEvent(offer, 'element-error');
    await press(offer, 'Resume');
    trainer.end(Promise.reject(new CheckpointError('run-locked', 'Another tab is training.')));
    await failed;
    await offer.updateComplete;
    expect(saysIn(offer)).not.toMatch('Another tab');
  });

  it('uses the backup before one that is damaged, and says so', async () => {
    const store = new MemoryCheckpointStore();
    await backUp(store, { epoch: 7 });
    await backUp(store, { epoch: 6 }, 'backup/latest.bkp.variables.json');
    const load = store.load.bind(store);
    vi.spyOn(store, 'load').mockImplementation(async (path) => {
      const checkpoint = await load(path);
      return path === latest
        ? {
            ...checkpoint,
            entry: { ...checkpoint.entry, epoch: 5, damaged: true },
          }
        : checkpoint;
    });
    const offer = show(store);
    await expect.poll(() => saysIn(offer)).toMatch('Stopped at epoch 6 of 20');
    await expect
      .poll(() => saysIn(offer))
      .toMatch(`The newest text of the backup ${latest} is damaged. This is the one before it.`);
  });

  it('waits while another tab is at the run, and offers it when that tab is gone', async () => {
    const name = `offer-${Math.random()}`;
    const store = await openCheckpointStore(name);
    onTestFinished(() => store.close());
    await backUp(store);
    const lease = await acquireRunLease('backup', { store: name });
    const query = vi.spyOn(navigator.locks, 'query');
    onTestFinished(() => query.mockRestore());
    const offer = show(store);
    await vi.waitFor(() => expect(query.mock.results.length).toBeGreaterThan(1), { timeout: 10_000 });
    expect(saysIn(offer)).toBe('');
    lease.release();
    await vi.waitFor(() => expect(saysIn(offer)).toMatch('Stopped at epoch 7'), { timeout: 10_000 });
  });

  it('takes whoever backs up for one who trains, where that is all one can know', async () => {
    const store = new MemoryCheckpointStore();
    await backUp(store);
    const offer = show(store);
    await expect.poll(() => saysIn(offer)).toMatch('Stopped at epoch 7');
    await backUp(store, { epoch: 7 });
    await expect.poll(() => saysIn(offer)).toMatch(/^$/);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(saysIn(offer)).toBe('');
  });

  it('explains what failed elsewhere, for a checkpoint that is no backup', async () => {
    const store = new MemoryCheckpointStore();
    const entry = await store.save('runs/03.json', '{}', {
      epoch: 2,
      trainingState: '{}',
    });
    const offer = show(store);
    offer.explain(entry, new Error('No.'));
    await expect.poll(() => saysIn(offer)).toMatch(/^Stopped at epoch 3, .*No\. Try again Start over$/);
    await store.delete('runs/03.json');
    await expect.poll(() => saysIn(offer)).toMatch(/^$/);
  });

  it.each(['light', 'dark'])('finds nothing in the way in %s, says axe-core', async (scheme) => {
    document.documentElement.style.colorScheme = scheme;
    onTestFinished(() => void document.documentElement.style.removeProperty('color-scheme'));
    const store = new MemoryCheckpointStore();
    await backUp(store);
    const offer = show(store);
    const entry = await store.info(latest);
    if (entry) offer.explain(entry, new Error('No.'));
    await expect.poll(() => saysIn(offer)).toMatch('No.');
    expect(await accessibilityProblems(offer)).toEqual([]);
  });
});
