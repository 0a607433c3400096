import { userEvent } from 'vitest/browser';
import { describe, expect, it, vi } from 'vitest';
import { TypedEventTarget } from '../../../src/base/events.ts';
import '../../../src/elements/training-log/training-log.ts';
import type { TrainingLog } from '../../../src/elements/training-log/training-log.ts';
import type { TrainerClient } from '../../../src/worker/trainer-client.ts';
import { TrainerFailedEvent, TrainerMessageEvent } from '../../../src/worker/trainer-events.ts';
import type { TrainerEvents } from '../../../src/worker/trainer-events.ts';
import { accessibilityProblems } from './axe.ts';
import { deep, deepAll, mount, words } from './support.ts';

/** As much of a trainer as speaks. */
class Speaker extends TypedEventTarget<TrainerEvents> {
  say(text: string, level: 'info' | 'warning' = 'info'): void {
    this.dispatchEvent(new TrainerMessageEvent(level, text));
  }

  fail(message: string): void {
    this.dispatchEvent(new TrainerFailedEvent(new Error(message)));
  }
}

async function show(
  fields: Partial<TrainingLog> = {},
): Promise<{ readonly log: TrainingLog; readonly trainer: Speaker }> {
  const trainer = new Speaker();
  const log = mount(document.createElement('training-log'));
  Object.assign(log, { trainer: trainer as unknown as TrainerClient, ...fields });
  await log.updateComplete;
  return { log, trainer };
}

function linesOf(log: TrainingLog): string[] {
  return deepAll(log, '.text').map(words);
}

describe('<training-log>', () => {
  it('says what it will show while there is nothing', async () => {
    const { log } = await show();
    expect(words(deep(log, '[role="log"]'))).toBe('No messages yet. What callbacks say appears here.');
  });

  it('shows what callbacks say, as it comes, and marks what went wrong', async () => {
    const { log, trainer } = await show();
    trainer.say('\nEpoch 1: val_reward improved from -inf to 0.5');
    trainer.say('Can save best program only with val_reward available.', 'warning');
    trainer.fail('out of memory');
    await log.updateComplete;
    expect(linesOf(log)).toEqual([
      'Epoch 1: val_reward improved from -inf to 0.5',
      'Warning Can save best program only with val_reward available.',
      'Error out of memory',
    ]);
  });

  it('keeps the last messages alone, and says how many came before', async () => {
    const { log, trainer } = await show({ limit: 5 });
    for (let number = 1; number <= 1200; number += 1) trainer.say(`message ${number}`);
    await log.updateComplete;
    expect(linesOf(log)).toEqual([1196, 1197, 1198, 1199, 1200].map((number) => `message ${number}`));
    expect(words(deep(log, '.note'))).toBe('1,195 earlier messages are not kept.');
  });

  it('goes along at its end, and stays where someone reads', async () => {
    const { log, trainer } = await show();
    for (let number = 0; number < 100; number += 1) trainer.say(`message ${number}`);
    await log.updateComplete;
    const lines = deep(log, '.lines');
    const fromEnd = (): number => lines.scrollHeight - lines.clientHeight - lines.scrollTop;
    expect(fromEnd()).toBeLessThan(2);
    lines.scrollTop = 200;
    trainer.say('one more');
    await log.updateComplete;
    trainer.say('and one more');
    await log.updateComplete;
    expect(lines.scrollTop).toBe(200);
    expect(words(deep(log, '.newer'))).toBe('2 newer messages');
    await userEvent.click(deep(log, '.newer'));
    await vi.waitFor(() => expect(fromEnd()).toBeLessThan(2));
    expect(deepAll(log, '.newer')).toEqual([]);
    expect(log.shadowRoot?.activeElement).toBe(lines);
  });

  it('is at its end when it is folded out', async () => {
    const { log, trainer } = await show();
    log.hidden = true;
    for (let number = 0; number < 100; number += 1) trainer.say(`message ${number}`);
    await log.updateComplete;
    log.hidden = false;
    const lines = deep(log, '.lines');
    await vi.waitFor(() =>
      expect(lines.scrollTop + lines.clientHeight).toBeGreaterThan(lines.scrollHeight - 2),
    );
  });

  it('reads warnings out, and keeps quiet about the rest', async () => {
    const { log, trainer } = await show();
    expect(deep(log, '[role="log"]').getAttribute('aria-live')).toBe('off');
    trainer.say('Epoch 1');
    await log.updateComplete;
    expect(words(deep(log, '[role="status"]'))).toBe('');
    trainer.say('the disk is nearly full', 'warning');
    await log.updateComplete;
    expect(words(deep(log, '[role="status"]'))).toBe('Warning: the disk is nearly full');
  });

  it('lets go of a trainer that it no longer follows', async () => {
    const { log, trainer } = await show();
    log.trainer = null;
    await log.updateComplete;
    trainer.say('too late');
    await log.updateComplete;
    expect(linesOf(log)).toEqual([]);
    log.trainer = trainer as unknown as TrainerClient;
    log.remove();
    trainer.say('nobody listens');
    document.body.append(log);
    trainer.say('here again');
    await vi.waitFor(() => expect(linesOf(log)).toEqual(['here again']));
  });

  it('shows a hostile message as text, and no more of it than can be read', async () => {
    const { log, trainer } = await show();
    trainer.say(`<img src=x onerror="alert(1)">\u202e ${'x'.repeat(1_000_000)}`);
    await log.updateComplete;
    expect(deepAll(log, 'img')).toEqual([]);
    const [line = ''] = linesOf(log);
    expect(line).toContain('<img src=x');
    expect(line).not.toContain('\u202e');
    expect(line.length).toBeLessThan(2100);
  });

  it('has nothing for axe-core to find', async () => {
    const { log, trainer } = await show();
    expect(await accessibilityProblems(log)).toEqual([]);
    trainer.say('Epoch 1');
    trainer.say('no', 'warning');
    await log.updateComplete;
    expect(await accessibilityProblems(log)).toEqual([]);
  });
});
