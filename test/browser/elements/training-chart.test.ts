import { describe, expect, it, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { MemoryCheckpointStore } from '../../../src/checkpoints/memory-checkpoint-store.ts';
import '../../../src/elements/training-chart/training-chart.ts';
import type { TrainingChart } from '../../../src/elements/training-chart/training-chart.ts';
import { accessibilityProblems } from './axe.ts';
import { bare, deep, deepAll, mount, saveEpoch, words } from './support.ts';

const run = {
  untrained: { val_reward: 0.3 },
  history: { epoch: [0, 1, 2], history: { reward: [0.5, 0.6, 0.7], val_reward: [0.4, 0.8, 0.6] } },
  saves: [
    { epoch: 0, path: 'runs/01.json', value: 0.4, best: false },
    { epoch: 1, path: 'runs/02.json', value: 0.8, best: true },
  ],
};

const long = {
  history: {
    epoch: Array.from({ length: 40 }, (_, epoch) => epoch),
    history: { val_reward: Array.from({ length: 40 }, (_, epoch) => epoch / 50) },
  },
};

function button(chart: TrainingChart, name: string): HTMLElement {
  const found = deepAll(chart, 'button').find((one) => (one.ariaLabel ?? words(one)) === name);
  if (!found) throw new Error(`There is no button ${name}.`);
  return found;
}

/** Drags across a plot, from one share of its width to another. */
function drag(over: HTMLElement, from: number, to: number): void {
  const { left, top, width } = over.getBoundingClientRect();
  const tell = (target: EventTarget, type: string, share: number): void => {
    const place = { clientX: left + share * width, clientY: top + 20, movementX: 1, bubbles: true };
    target.dispatchEvent(new MouseEvent(type, place));
  };
  tell(over, 'mousemove', from);
  tell(over, 'mousedown', from);
  tell(over, 'mousemove', to);
  tell(document, 'mouseup', to);
}

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

  it('says the same in a sentence, and in a table', async () => {
    const chart = await show(run);
    expect(words(deep(chart, 'figcaption'))).toBe(
      'training reward and validation reward over 3 epochs. Best validation reward 0.800 at epoch 2. 2 checkpoints saved.',
    );
    expect(deepAll(chart, 'table')).toEqual([]);
    await userEvent.click(button(chart, 'As a table'));
    expect(deepAll(chart, 'thead th').map(words)).toEqual([
      'Epoch',
      'training reward',
      'validation reward',
      'best so far',
    ]);
    expect(deepAll(chart, 'tbody tr').map((row) => [...row.children].map(words).join(' '))).toEqual([
      'untrained – 0.300 –',
      'epoch 1 0.500 0.400 0.400',
      'epoch 2 0.600 0.800 0.800',
      'epoch 3 0.700 0.600 0.800',
    ]);
  });

  it('shows the last values, and those of an epoch that is pointed at by keys', async () => {
    const chart = await show(run);
    expect(words(deep(chart, '.legend'))).toContain(
      'epoch 3 training reward 0.700 validation reward 0.600 best so far 0.800',
    );
    await vi.waitFor(() => expect(deepAll(chart, 'canvas').length).toBe(1));
    deep(chart, '.plot').focus();
    await userEvent.keyboard('{ArrowLeft}');
    await vi.waitFor(() => expect(words(deep(chart, '.legend'))).toContain('epoch 2 training reward 0.600'));
    expect(bare(deep(chart, '.plot').getAttribute('aria-valuetext'))).toBe(
      'epoch 2: training reward 0.600; validation reward 0.800; saved as runs/02.json, the best',
    );
    expect(words(deep(chart, '.hint'))).toBe('saved as runs/02.json, the best');
    await userEvent.keyboard('{Home}');
    await vi.waitFor(() => expect(words(deep(chart, '.legend'))).toContain('untrained'));
  });

  it('shows the values under the pointer', async () => {
    const chart = await show(run);
    await vi.waitFor(() => expect(deepAll(chart, '.u-over').length).toBe(1));
    const over = deep(chart, '.u-over');
    await userEvent.hover(over, { position: { x: over.clientWidth / 3, y: 20 } });
    await vi.waitFor(() => expect(words(deep(chart, '.legend'))).toContain('epoch 1'));
    await userEvent.unhover(over);
    await vi.waitFor(() => expect(words(deep(chart, '.legend'))).toContain('epoch 3'));
  });

  it('looks closer by dragging, by keys and by buttons, and shows all again', async () => {
    const chart = await show(long);
    await vi.waitFor(() => expect(deepAll(chart, '.u-over').length).toBe(1));
    const showAll = button(chart, 'Show all');
    const isZoomed = (): boolean => showAll.ariaDisabled === 'false';
    drag(deep(chart, '.u-over'), 0.25, 0.5);
    await vi.waitFor(() => expect(isZoomed()).toBe(true));
    await userEvent.click(showAll);
    expect(isZoomed()).toBe(false);
    deep(chart, '.plot').focus();
    await userEvent.keyboard('+');
    expect(isZoomed()).toBe(true);
    await userEvent.keyboard('{Home}');
    await vi.waitFor(() => expect(words(deep(chart, '.legend'))).toContain('epoch 1 '));
    await userEvent.keyboard('0');
    expect(isZoomed()).toBe(false);
    await userEvent.click(button(chart, 'Look closer'));
    await userEvent.click(button(chart, 'Look from farther away'));
    expect(isZoomed()).toBe(false);
  });

  it('has curves for each metric that was logged', async () => {
    const chart = await show({
      history: { epoch: [0, 1], history: { reward: [0.1, 0.2], f1: [0.3, 0.4], val_f1: [0.5, 0.6] } },
      monitor: 'f1',
    });
    const select = deep(chart, 'select') as HTMLSelectElement;
    expect([...select.options].map(({ value }) => value)).toEqual(['reward', 'f1']);
    expect(words(deep(chart, '.legend'))).toContain(
      'training f1 0.400 validation f1 0.600 best so far 0.400',
    );
    await userEvent.selectOptions(select, 'reward');
    expect(words(deep(chart, '.legend'))).toContain('reward 0.200');
    expect(words(deep(chart, '.legend'))).not.toContain('best so far');
  });

  it('draws other runs that it is given, without giving the own run values beyond its end', async () => {
    const other = { name: 'bold idea', history: { epoch: [0, 4], history: { val_reward: [0.2, 0.9] } } };
    const chart = await show({ ...run, runs: [other] });
    expect(words(deep(chart, '.legend'))).toContain('epoch 3');
    await vi.waitFor(() => expect(deepAll(chart, 'canvas').length).toBe(1));
    deep(chart, '.plot').focus();
    await userEvent.keyboard('{End}');
    await vi.waitFor(() =>
      expect(words(deep(chart, '.legend'))).toContain(
        'epoch 5 training reward – validation reward – bold idea 0.900 best so far –',
      ),
    );
  });

  it('offers the earlier runs of a store, by name where they have one, and follows them', async () => {
    const store = new MemoryCheckpointStore();
    await saveEpoch(store, 0, 0.25, { run: 'baseline' });
    await saveEpoch(store, 1, 0.5, { run: 'this one' });
    const chart = await show({ ...run, store, run: 'this one' });
    await userEvent.click(button(chart, 'Earlier runs'));
    await vi.waitFor(() => expect(deepAll(chart, '.others li').length).toBe(1));
    expect(words(deep(chart, '.others li'))).toMatch(/^baseline · .*\d/);
    await userEvent.click(deep(chart, '.others input'));
    expect(words(deep(chart, '.legend'))).toMatch(/baseline · .*? –/);
    await store.save('runs/late.json', '{}', { run: 'baseline', epoch: 2, logs: { val_reward: 0.75 } });
    await vi.waitFor(() => expect(words(deep(chart, '.legend'))).toMatch(/baseline · .* 0\.750/), 5000);
    await userEvent.click(deep(chart, '.others input'));
    expect(words(deep(chart, '.legend'))).not.toContain('baseline');
  });

  it('says when there is no earlier run, and when they cannot be read', async () => {
    const store = new MemoryCheckpointStore();
    const chart = await show({ ...run, store });
    await userEvent.click(button(chart, 'Earlier runs'));
    await vi.waitFor(() => expect(words(deep(chart, '.others'))).toBe('There is no other run in the store.'));
    const broken = new MemoryCheckpointStore();
    broken.list = () => Promise.reject(new Error('the disk is gone'));
    chart.store = broken;
    await vi.waitFor(() => expect(words(deep(chart, '.others'))).toContain('the disk is gone'));
  });

  it('draws what it is told as text', async () => {
    const name = '<img src=x onerror="alert(1)">\u202e';
    const chart = await show({
      history: { epoch: [0], history: { [name]: [0.5], [`val_${name}`]: [0.5], other: [1] } },
      runs: [{ name, history: { epoch: [0], history: {} } }],
      saves: [{ epoch: 0, path: name, value: 0.5, best: true }],
      monitor: name,
    });
    await userEvent.click(button(chart, 'As a table'));
    expect(deepAll(chart, 'img')).toEqual([]);
    expect(chart.shadowRoot?.textContent).not.toContain('\u202e');
  });

  it('has nothing for axe-core to find, empty, drawn, and with all folded out', async () => {
    const store = new MemoryCheckpointStore();
    await saveEpoch(store, 0, 0.25, { run: 'baseline' });
    const chart = await show({ store });
    expect(await accessibilityProblems(chart)).toEqual([]);
    Object.assign(chart, run);
    await userEvent.click(button(chart, 'Earlier runs'));
    await vi.waitFor(() => expect(deepAll(chart, '.others li').length).toBe(1));
    expect(await accessibilityProblems(chart)).toEqual([]);
    await userEvent.click(button(chart, 'As a table'));
    expect(await accessibilityProblems(chart)).toEqual([]);
  });

  it('grows with the run, in the same plot', async () => {
    const chart = await show(run);
    const canvas = deep(chart, 'canvas');
    chart.history = {
      epoch: [0, 1, 2, 3],
      history: { reward: [0.5, 0.6, 0.7, 0.8], val_reward: [0.4, 0.8, 0.6, 0.9] },
    };
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
