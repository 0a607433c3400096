import { describe, expect, it, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import '../../../src/elements/training-chart/training-chart.ts';
import type { TrainingChart } from '../../../src/elements/training-chart/training-chart.ts';
import { deep, deepAll, mount, words } from './support.ts';

const run = {
  untrained: { val_reward: 0.3 },
  history: { epoch: [0, 1, 2], history: { reward: [0.5, 0.6, 0.7], val_reward: [0.4, 0.8, 0.6] } },
  saves: [
    { epoch: 0, path: 'runs/01.json', value: 0.4, best: false },
    { epoch: 1, path: 'runs/02.json', value: 0.8, best: true },
  ],
};

async function show(fields: Partial<TrainingChart>): Promise<TrainingChart> {
  const chart = mount(Object.assign(document.createElement('training-chart'), fields));
  await chart.updateComplete;
  return chart;
}

/** How many pixels of the canvas have about the colour of an element's text colour. */
function pixelsLike(chart: TrainingChart, sample: string): number {
  const canvas = deep(chart, 'canvas') as HTMLCanvasElement;
  const paint = new OffscreenCanvas(1, 1).getContext('2d')!;
  paint.fillStyle = getComputedStyle(deep(chart, sample)).color;
  paint.fillRect(0, 0, 1, 1);
  const wanted = paint.getImageData(0, 0, 1, 1).data;
  const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height);
  let count = 0;
  for (let at = 0; at < data.length; at += 4) {
    const isAlike = [0, 1, 2].every((channel) => Math.abs(data[at + channel]! - wanted[channel]!) < 12);
    if (isAlike && data[at + 3] === 255) count += 1;
  }
  return count;
}

describe('<training-chart>', () => {
  it('says what it will show while there is nothing', async () => {
    const chart = await show({});
    expect(deepAll(chart, 'canvas')).toEqual([]);
    expect(words(deep(chart, '.empty'))).toBe('The curves appear as training goes.');
  });

  it('draws the tide line in the accent colour', async () => {
    const chart = await show({ ...run, saves: [] });
    await vi.waitFor(() => expect(pixelsLike(chart, '.sample')).toBeGreaterThan(300));
  });

  it('says the same in a sentence and a table', async () => {
    const chart = await show(run);
    expect(words(deep(chart, 'figcaption'))).toContain(
      'reward and val_reward over 3 epochs. Best val_reward 0.800 at epoch 2. 2 checkpoints saved.',
    );
    expect(deepAll(chart, 'tbody tr').map((row) => [...row.children].map(words).join(' '))).toEqual([
      'Untrained – 0.300 –',
      'Epoch 1 0.500 0.400 0.400',
      'Epoch 2 0.600 0.800 0.800',
      'Epoch 3 0.700 0.600 0.800',
    ]);
  });

  it('shows the last values, and those of an epoch that is pointed at by keys', async () => {
    const chart = await show(run);
    expect(words(deep(chart, '.legend'))).toContain(
      'epoch 3 reward 0.700 val_reward 0.600 best so far 0.800',
    );
    await vi.waitFor(() => expect(deepAll(chart, 'canvas').length).toBe(1));
    deep(chart, '.plot').focus();
    await userEvent.keyboard('{ArrowLeft}');
    await vi.waitFor(() => expect(words(deep(chart, '.legend'))).toContain('epoch 2 reward 0.600'));
    expect(deep(chart, '.plot').getAttribute('aria-valuetext')).toBe(
      'Epoch 2: reward 0.600, val_reward 0.800, saved as runs/02.json',
    );
    await userEvent.keyboard('{Home}');
    await vi.waitFor(() => expect(words(deep(chart, '.legend'))).toContain('untrained'));
  });

  it('grows with the run, in the same plot', async () => {
    const chart = await show(run);
    const canvas = deep(chart, 'canvas');
    chart.history = { epoch: [0, 1, 2, 3], history: { val_reward: [0.4, 0.8, 0.6, 0.9] } };
    await chart.updateComplete;
    expect(deep(chart, 'canvas')).toBe(canvas);
    expect(words(deep(chart, '.legend'))).toContain('best so far 0.900');
  });

  it('is as wide as its place', async () => {
    const chart = await show(run);
    await vi.waitFor(() => expect(deep(chart, '.uplot').offsetWidth).toBe(800));
    chart.style.width = '400px';
    await vi.waitFor(() => expect(deep(chart, '.uplot').offsetWidth).toBe(400));
  });

  it('takes the colours of the scheme it stands in, when that changes too', async () => {
    const chart = await show({ ...run, saves: [] });
    chart.style.colorScheme = 'light';
    await vi.waitFor(() => expect(pixelsLike(chart, '.sample')).toBeGreaterThan(300));
    const light = getComputedStyle(deep(chart, '.sample')).color;
    chart.style.colorScheme = 'dark';
    await vi.waitFor(() => {
      expect(getComputedStyle(deep(chart, '.sample')).color).not.toBe(light);
      expect(pixelsLike(chart, '.sample')).toBeGreaterThan(300);
    });
  });

  it('starts over when a new run has no values yet', async () => {
    const chart = await show(run);
    Object.assign(chart, { untrained: null, history: null, saves: [] });
    await chart.updateComplete;
    expect(deepAll(chart, 'canvas')).toEqual([]);
    Object.assign(chart, run);
    await chart.updateComplete;
    expect(deepAll(chart, 'canvas').length).toBe(1);
  });
});
