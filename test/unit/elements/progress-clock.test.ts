import { describe, expect, it } from 'vitest';
import { ProgressClock } from '../../../src/elements/training-progress/progress-clock.ts';

function clockAt(): { clock: ProgressClock; wait: (ms: number) => void } {
  let now = 1000;
  const clock = new ProgressClock(() => now);
  return { clock, wait: (ms) => void (now += ms) };
}

describe('the progress clock', () => {
  it('knows nothing before the first batch', () => {
    const { clock, wait } = clockAt();
    wait(500);
    expect(clock.leftMs(10)).toBeNull();
    expect(clock.batchesPerSecond).toBeNull();
  });

  it('takes the first epoch’s length from its share of batches', () => {
    const { clock, wait } = clockAt();
    wait(200);
    clock.endBatch(0.1);
    expect(clock.leftMs(3)).toBe(2 * 2000 + 1800);
  });

  it('then goes by whole epochs, the latest three', () => {
    const { clock, wait } = clockAt();
    for (const ms of [9000, 1000, 2000, 3000]) {
      wait(ms);
      clock.endEpoch();
    }
    wait(500);
    expect(clock.leftMs(2)).toBe(2000 + 1500);
  });

  it('never promises less than nothing when an epoch takes longer than the ones before', () => {
    const { clock, wait } = clockAt();
    wait(1000);
    clock.endEpoch();
    wait(5000);
    expect(clock.leftMs(1)).toBe(0);
  });

  it('does not count pauses', () => {
    const { clock, wait } = clockAt();
    wait(1000);
    clock.pause();
    wait(60_000);
    clock.pause();
    expect(clock.elapsedMs).toBe(1000);
    clock.resume();
    wait(1000);
    clock.endEpoch();
    expect(clock.elapsedMs).toBe(2000);
    expect(clock.leftMs(1)).toBe(2000);
  });

  it('tells batches a second', () => {
    const { clock, wait } = clockAt();
    for (let batch = 0; batch < 5; batch += 1) {
      wait(250);
      clock.endBatch(null);
    }
    expect(clock.batchesPerSecond).toBe(4);
  });

  it('keeps the speed of the epoch before until there is a new one, without the gap between them', () => {
    const { clock, wait } = clockAt();
    for (const ms of [250, 250]) {
      wait(ms);
      clock.endBatch(null);
    }
    wait(9000);
    clock.endEpoch();
    expect(clock.batchesPerSecond).toBe(4);
    for (const ms of [500, 500]) {
      wait(ms);
      clock.endBatch(null);
    }
    expect(clock.batchesPerSecond).toBe(2);
  });
});
