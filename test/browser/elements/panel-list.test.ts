import { describe, expect, it, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { CheckpointStore } from '../../../src/checkpoints/checkpoint-store.ts';
import { MemoryCheckpointStore } from '../../../src/checkpoints/memory-checkpoint-store.ts';
import { setTexts, texts } from '../../../src/elements/internal/texts.ts';
import { paths, row, show, tags } from './panel-support.ts';
import {
  bare,
  catchDownloads,
  deep,
  deepAll,
  deepFocus,
  eventually,
  mount,
  nextEvent,
  saveEpoch,
  words,
} from './support.ts';

/** Three runs of two epochs each, with two logged values, saved one after the other. */
async function threeRuns(): Promise<MemoryCheckpointStore> {
  const store = new MemoryCheckpointStore();
  for (const [run, base] of [
    ['red', 0.3],
    ['green', 0.5],
    ['blue', 0.1],
  ] as const) {
    for (const epoch of [0, 1]) {
      const val_reward = base + epoch / 10;
      await store.save(`${run}/${epoch + 1}.json`, 'x'.repeat(10 * (epoch + 1) + base * 10), {
        run,
        epoch,
        logs: { val_reward, cost: 1 - val_reward },
        monitor: 'val_reward',
        mode: 'max',
        reason: 'epoch',
      });
    }
  }
  await store.save('logs.csv', 'x', { run: 'red' });
  return store;
}

const focused = (): string => bare(deepFocus()?.getAttribute('aria-label'));
const stop = (panel: Element, path: string, name: string): HTMLElement =>
  row(panel, path).querySelector<HTMLElement>(`[data-stop="${name}"]`)!;
const selected = (panel: Element): string[] =>
  deepAll(panel, '[data-path][aria-selected="true"]').map((element) => element.dataset['path'] ?? '');
const type = (panel: Element, text: string): void => {
  const field = deep(panel, '.filter-text') as HTMLInputElement;
  field.value = text;
  field.dispatchEvent(new Event('input'));
};
const choose = (panel: Element, label: string, option: string): void => {
  const select = deep(panel, `select[aria-label="${label}"]`) as HTMLSelectElement;
  const found = [...select.options].find(({ text }) => text === option);
  select.value = found?.value ?? '';
  select.dispatchEvent(new Event('change'));
};
const flat = (panel: Element): void => deepAll(panel, '.switch').at(-1)!.click();

describe('the list of <checkpoint-panel>', () => {
  describe('in order', () => {
    it.each([
      [
        'size',
        [
          'green/2.json',
          'red/2.json',
          'blue/2.json',
          'green/1.json',
          'red/1.json',
          'blue/1.json',
          'logs.csv',
        ],
      ],
      [
        'value',
        [
          'green/2.json',
          'green/1.json',
          'red/2.json',
          'red/1.json',
          'blue/2.json',
          'blue/1.json',
          'logs.csv',
        ],
      ],
      [
        'path',
        [
          'blue/1.json',
          'blue/2.json',
          'green/1.json',
          'green/2.json',
          'logs.csv',
          'red/1.json',
          'red/2.json',
        ],
      ],
    ])(
      'stands by %s when its column is pressed, and the other way round when pressed again',
      async (column, expected) => {
        const panel = await show(await threeRuns());
        flat(panel);
        deep(panel, `[data-sort="${column}"]`).click();
        await eventually(() => expect(paths(panel)).toEqual(expected));
        const head = deep(panel, `[data-sort="${column}"]`).closest('[role="columnheader"]');
        const direction = column === 'path' ? ['ascending', 'descending'] : ['descending', 'ascending'];
        expect(head?.getAttribute('aria-sort')).toBe(direction[0]);
        deep(panel, `[data-sort="${column}"]`).click();
        await eventually(() => expect(head?.getAttribute('aria-sort')).toBe(direction[1]));
        // Whoever has no value stands last both ways.
        const last = column === 'value' ? ['logs.csv'] : [];
        const others = expected.filter((path) => !last.includes(path)).toReversed();
        await eventually(() => expect(paths(panel)).toEqual([...others, ...last]));
      },
    );

    it('is one part a run, each of which folds', async () => {
      const panel = await show(await threeRuns());
      const runs = (): string[] =>
        deepAll(panel, '.run').map((element) => words(element.querySelector('.name')!));
      await eventually(() =>
        expect(runs()).toEqual([
          'Run red 3 checkpoints',
          'Run blue 2 checkpoints',
          'Run green 2 checkpoints',
        ]),
      );
      expect(paths(panel)[0]).toBe('logs.csv');
      const [fold] = deepAll(panel, '.fold');
      fold!.click();
      await eventually(() => expect(paths(panel)[0]).toBe('blue/2.json'));
      expect(fold!.getAttribute('aria-expanded')).toBe('false');
      fold!.click();
      await eventually(() => expect(paths(panel)[0]).toBe('logs.csv'));
    });
  });

  describe('narrowed down', () => {
    it('shows what has a text in its name or its note, and says how many that are', async () => {
      const store = await threeRuns();
      await store.change('red/1.json', { note: 'The GREEN one' });
      const panel = await show(store);
      type(panel, 'green');
      await eventually(() =>
        expect(paths(panel).sort()).toEqual(['green/1.json', 'green/2.json', 'red/1.json']),
      );
      await eventually(() =>
        expect(words(deep(panel, '.panel > [role="status"]'))).toBe('3 of 7 checkpoints fit the filter'),
      );
      type(panel, 'nothing of this');
      await eventually(() =>
        expect(words(deep(panel, '.nothing'))).toContain('No checkpoint fits the filter.'),
      );
      deep(panel, '.nothing button').click();
      await eventually(() => expect(paths(panel)).toHaveLength(7));
      expect((deep(panel, '.filter-text') as HTMLInputElement).value).toBe('');
    });

    it('shows one kind, one run, or what is pinned', async () => {
      const store = await threeRuns();
      await store.pin('blue/1.json', true);
      const panel = await show(store);
      choose(panel, 'Kind', 'File');
      await eventually(() => expect(paths(panel)).toEqual(['logs.csv']));
      choose(panel, 'Kind', 'All kinds');
      choose(panel, 'Run', 'green');
      await eventually(() => expect(paths(panel)).toEqual(['green/2.json', 'green/1.json']));
      choose(panel, 'Run', 'All runs');
      deep(panel, '.switch[aria-pressed="false"]:not(.more-filters)').click();
      await eventually(() => expect(paths(panel)).toEqual(['blue/1.json']));
    });

    it('follows what is saved, pinned and deleted', async () => {
      const store = await threeRuns();
      const panel = await show(store);
      type(panel, 'GREEN');
      await eventually(() => expect(paths(panel)).toEqual(['green/2.json', 'green/1.json']));
      await store.save('green/3.json', 'x', { run: 'green' });
      await store.save('red/3.json', 'x', { run: 'red' });
      await store.delete('green/1.json');
      await eventually(() => expect(paths(panel)).toEqual(['green/3.json', 'green/2.json']));
    });

    it('moves nothing below it', async () => {
      const panel = await show(await threeRuns());
      const before = panel.offsetHeight;
      type(panel, 'green/1');
      await eventually(() => expect(paths(panel)).toEqual(['green/1.json']));
      expect(panel.offsetHeight).toBe(before);
      type(panel, 'nothing of this');
      await eventually(() => expect(paths(panel)).toEqual([]));
      expect(panel.offsetHeight).toBe(before);
    });
  });

  describe('ranked', () => {
    it('by another value, in another direction, as soon as that is chosen', async () => {
      const panel = await show(await threeRuns());
      await eventually(() => expect(tags(panel, 'green/2.json')).toEqual(['best']));
      const told = nextEvent(panel, 'ranking-changed');
      choose(panel, 'Rank by', 'cost');
      expect(await told).toMatchObject({ monitor: 'cost', mode: 'max' });
      await eventually(() => expect(tags(panel, 'blue/1.json')).toEqual(['best']));
      expect(words(row(panel, 'blue/1.json'))).toContain('0.900');
      choose(panel, 'Which value is the best', 'lowest');
      await eventually(() => expect(tags(panel, 'green/2.json')).toEqual(['best']));
      expect([panel.monitor, panel.mode]).toEqual(['cost', 'min']);
      expect(words(deep(panel, '.best-line'))).toBe('Best green/2.json 0.400 · epoch 2');
    });

    it('is explained to the pointer and to the keyboard', async () => {
      const panel = await show(await threeRuns());
      await eventually(() => expect(tags(panel, 'green/2.json')).toEqual(['best']));
      const why = 'Best: highest val_reward, 0.600 at epoch 2; direction: max';
      await userEvent.hover(row(panel, 'green/2.json').querySelector('.tag')!);
      await eventually(() => expect(words(deep(panel, '.tip'))).toBe(why));
      await userEvent.hover(deep(panel, 'h2'));
      await eventually(() => expect(deepAll(panel, '.tip')).toEqual([]));
      stop(panel, 'logs.csv', 'name').focus();
      for (let presses = 0; presses < 8 && !focused().startsWith('green/2'); presses += 1)
        await userEvent.keyboard('{ArrowDown}');
      await eventually(() => expect(words(deep(panel, '.tip'))).toBe(why));
      await userEvent.keyboard('{Escape}');
      expect(deepAll(panel, '.tip')).toEqual([]);
    });
  });

  describe('with several selected', () => {
    it('compares, exports, pins and deletes them together', async () => {
      const caught = catchDownloads();
      const store = await threeRuns();
      const before = await store.list();
      const panel = await show(store);
      for (const path of ['green/1.json', 'blue/2.json']) stop(panel, path, 'select').click();
      await eventually(() => expect(words(deep(panel, '.selected-count'))).toBe('2 selected'));
      const compared = nextEvent(panel, 'compare-request');
      deep(panel, '.compare-selected').click();
      expect((await compared).paths).toEqual(['green/1.json', 'blue/2.json']);
      deep(panel, '.export-selected').click();
      await eventually(() => expect(caught[0]?.name).toMatch(/\.zip$/));
      deep(panel, '.pin-selected').click();
      await eventually(async () => expect((await store.info('blue/2.json'))?.pinned).toBe(true));
      await eventually(() => expect(words(deep(panel, '.pin-selected'))).toBe('Unpin'));
      deep(panel, '.pin-selected').click();
      await eventually(async () => expect((await store.info('blue/2.json'))?.pinned).toBe(false));
      deep(panel, '.delete-selected').click();
      await eventually(() => expect(words(deep(panel, '.undo-text'))).toBe('Deleted 2 checkpoints.'));
      expect(await store.info('green/1.json')).toBeNull();
      expect(deepAll(panel, '.selection')).toEqual([]);
      deep(panel, '.undo-button').click();
      await eventually(async () => expect(await store.list()).toEqual(before));
    });

    it('does not compare one alone', async () => {
      const panel = await show(await threeRuns());
      stop(panel, 'green/1.json', 'select').click();
      await eventually(() => expect(deepAll(panel, '.compare-selected')).toHaveLength(1));
      const heard = vi.fn<() => void>();
      panel.addEventListener('compare-request', heard);
      deep(panel, '.compare-selected').click();
      expect(deep(panel, '.compare-selected').getAttribute('aria-disabled')).toBe('true');
      expect(heard).not.toHaveBeenCalled();
    });

    it('keeps those that the filter hides, and says so', async () => {
      const panel = await show(await threeRuns());
      for (const path of ['green/1.json', 'blue/2.json']) stop(panel, path, 'select').click();
      type(panel, 'green');
      await eventually(() =>
        expect(words(deep(panel, '.selected-count'))).toBe('2 selected 1 of them not shown'),
      );
    });

    it('selects a run, or everything, by one box', async () => {
      const panel = await show(await threeRuns());
      deep(panel, '.run input').click();
      await eventually(() => expect(selected(panel)).toEqual(['logs.csv', 'red/2.json', 'red/1.json']));
      expect((deep(panel, '.head input') as HTMLInputElement).indeterminate).toBe(true);
      deep(panel, '.head input').click();
      await eventually(() => expect(selected(panel)).toHaveLength(7));
      deep(panel, '.head input').click();
      await eventually(() => expect(selected(panel)).toEqual([]));
    });

    it('selects all from one to another when Shift is held', async () => {
      const panel = await show(await threeRuns());
      flat(panel);
      await eventually(() => expect(deepAll(panel, '.run')).toEqual([]));
      stop(panel, 'blue/2.json', 'select').click();
      await userEvent.click(stop(panel, 'green/1.json', 'select'), { modifiers: ['Shift'] });
      await eventually(() =>
        expect(selected(panel)).toEqual(['blue/2.json', 'blue/1.json', 'green/2.json', 'green/1.json']),
      );
    });

    it('takes over nothing that was selected in another store, whose paths are the same', async () => {
      const panel = await show(await threeRuns());
      for (const path of ['blue/2.json', 'red/2.json']) stop(panel, path, 'select').click();
      await eventually(() => expect(selected(panel)).toEqual(['red/2.json', 'blue/2.json']));
      Object.assign(panel, { store: await threeRuns() });
      await eventually(() => expect(selected(panel)).toEqual([]));
      await eventually(() => expect(paths(panel)).toHaveLength(7));
      await userEvent.click(stop(panel, 'green/1.json', 'select'), { modifiers: ['Shift'] });
      await eventually(() => expect(selected(panel)).toEqual(['green/1.json']));
    });

    it('moves nothing when something is selected', async () => {
      const panel = await show(await threeRuns());
      const before = panel.offsetHeight;
      stop(panel, 'green/1.json', 'select').click();
      await eventually(() => expect(deepAll(panel, '.selection')).toHaveLength(1));
      expect(panel.offsetHeight).toBe(before);
    });
  });

  describe('by keyboard', () => {
    async function begun(): Promise<{ store: MemoryCheckpointStore; panel: Element }> {
      const store = await threeRuns();
      const panel = await show(store);
      flat(panel);
      await eventually(() => expect(deepAll(panel, '.run')).toEqual([]));
      stop(panel, 'logs.csv', 'name').focus();
      return { store, panel };
    }

    it('selects with Space, on with Shift and arrows, all with Control A, and none with Escape', async () => {
      const { panel } = await begun();
      await userEvent.keyboard('{ArrowDown} {Shift>}{ArrowDown}{ArrowDown}{/Shift}');
      await eventually(() => expect(selected(panel)).toEqual(['blue/2.json', 'blue/1.json', 'green/2.json']));
      await userEvent.keyboard('{Shift>}{ArrowUp}{/Shift}');
      await eventually(() => expect(selected(panel)).toEqual(['blue/2.json', 'blue/1.json']));
      await userEvent.keyboard('{Control>}a{/Control}');
      await eventually(() => expect(selected(panel)).toHaveLength(7));
      await userEvent.keyboard('{Escape}');
      await eventually(() => expect(selected(panel)).toEqual([]));
      expect(focused()).toMatch(/^blue\/1\.json/);
    });

    it('sorts by its columns, which stand above the first row', async () => {
      const { panel } = await begun();
      await userEvent.keyboard('{ArrowUp}{ArrowRight}{ArrowRight}{Enter}');
      await eventually(() => expect(paths(panel)[0]).toBe('green/2.json'));
      expect(words(deepFocus()!)).toBe('Size');
      expect(words(deep(panel, '.panel > [role="status"]'))).toBe('Checkpoints, by size, largest first');
    });

    it('writes a note with F2: Enter keeps it, Escape does not', async () => {
      const { panel, store } = await begun();
      await userEvent.keyboard('{F2}');
      await eventually(() => expect(focused()).toBe('Note on logs.csv'));
      await userEvent.keyboard('the log z{Enter}');
      await eventually(async () => expect((await store.info('logs.csv'))?.note).toBe('the log z'));
      await eventually(() => expect(focused()).toMatch(/^logs\.csv.*note: the log z$/));
      expect(words(row(panel, 'logs.csv'))).toContain('the log z');
      await userEvent.keyboard('{F2}');
      await eventually(() => expect(focused()).toBe('Note on logs.csv'));
      await userEvent.keyboard(' and more{Escape}');
      await eventually(() => expect(focused()).toMatch(/^logs\.csv/));
      expect((await store.info('logs.csv'))?.note).toBe('the log z');
    });

    it('asks to look into a checkpoint with Enter', async () => {
      const { panel } = await begun();
      const asked = nextEvent(panel as HTMLElement, 'inspect-request');
      await userEvent.keyboard('{ArrowDown}{Enter}');
      expect((await asked).path).toBe('blue/2.json');
    });

    it('reaches everything with Tab, the list in one stop', async () => {
      const { panel } = await begun();
      const names: string[] = [];
      (deepFocus() as HTMLElement).blur();
      for (let presses = 0; presses < 14; presses += 1) {
        await userEvent.keyboard('{Tab}');
        names.push(focused() || words(deepFocus() ?? panel));
      }
      expect(names).toEqual(
        expect.arrayContaining([
          'Bring in checkpoint files, or drop them here',
          'Which value is the best',
          'Rank by',
          'Filter by name or note',
        ]),
      );
      expect(names.filter((name) => name.startsWith('logs.csv'))).toHaveLength(1);
    });
  });

  it('says nothing but what can be done when it is read-only', async () => {
    const store = await threeRuns();
    const panel = await show(store, { readOnly: true });
    expect(deepAll(panel, '[data-action]').map(({ dataset }) => dataset['action'])).not.toContain('delete');
    expect(deepAll(panel, '.import')).toEqual([]);
    stop(panel, 'logs.csv', 'name').focus();
    await userEvent.keyboard('{Delete}{F2}');
    expect(deepAll(panel, '.note-field')).toEqual([]);
    expect(await store.info('logs.csv')).not.toBeNull();
    await userEvent.keyboard(' ');
    await eventually(() =>
      expect(deepAll(panel, '.bar-button').map(words)).toEqual(['Compare', 'Export', 'Select none']),
    );
  });

  it('speaks the words that its page gives it', async () => {
    const panel = await show(await threeRuns());
    const { panel: english } = texts;
    const heading = english.heading;
    setTexts({ panel: { heading: 'Zwischenstände' } });
    await eventually(() => expect(words(deep(panel, 'h2'))).toBe('Zwischenstände'));
    setTexts({ panel: { heading } });
  });

  it('works in plain HTML, with no script but its own', async () => {
    const name = `plain-${crypto.randomUUID()}`;
    const { openCheckpointStore } = await import('../../../src/checkpoints/open-checkpoint-store.ts');
    const store = await openCheckpointStore(name);
    await saveEpoch(store, 0, 0.5);
    const place = mount(document.createElement('div'));
    place.innerHTML = `<checkpoint-panel store-name="${name}" monitor="val_reward" mode="min" readonly>
      <h3 slot="heading">Mine</h3></checkpoint-panel>`;
    const panel = place.querySelector('checkpoint-panel')!;
    await eventually(() => expect(paths(panel)).toEqual(['runs/01.json']));
    await eventually(() => expect(tags(panel, 'runs/01.json')).toEqual(['best', 'latest']));
    expect(deepAll(panel, '[data-action="delete"]')).toEqual([]);
    expect(deepAll(panel, 'h2')).toHaveLength(1);
    await store.close();
  });
});

describe('a hostile checkpoint', () => {
  const markup = '<img src=x onerror="window.broken=1"><script>window.broken=1</script>{{x}}${x}';
  const hostile: readonly (readonly [string, (store: CheckpointStore) => Promise<unknown>])[] = [
    ['markup', (store) => store.save(`${markup}.json`, '{}')],
    ['1 MB', (store) => store.save(`${'x'.repeat(1_000_000)}/${'y'.repeat(1_000_000)}.json`, '{}')],
    ['direction marks', (store) => store.save('\u202egnp.\u2067exe\u0000\u200b.json', '{}')],
    ['stacked marks', (store) => store.save(`${'e\u0301\u0302\u0303'.repeat(2000)}.json`, '{}')],
    [
      'words of prototypes',
      (store) => store.save('__proto__', '{}', { logs: { constructor: 1, __proto__: 2 } as never }),
    ],
    ['line breaks', (store) => store.save('a\r\n\u2028b\n'.repeat(1000), '{}')],
  ];

  it.each(hostile)('(%s) changes nothing but its own row', async (_, save) => {
    await page.viewport(900, 900);
    const store = new MemoryCheckpointStore();
    for (const epoch of [0, 1, 2]) await saveEpoch(store, epoch, 0.5 + epoch / 10);
    const panel = await show(store);
    await eventually(() => expect(deepAll(panel, '.is-best')).toHaveLength(1));
    const others = (): unknown[] =>
      deepAll(panel, '[data-path^="runs/"]').map((element) => [
        words(element)
          .replace('latest', '')
          .replace(/now|\d+ sec\. ago/, ''),
        element.offsetHeight,
        element.offsetWidth,
      ]);
    const around = (): unknown[] => [
      ...['.best-line', '.head'].map((part) => words(deep(panel, part))),
      ...['.header', '.head', '.filters'].map((part) => deep(panel, part).offsetHeight),
    ];
    const before = [others(), around(), panel.offsetWidth];
    await save(store);
    await eventually(() => expect(paths(panel)).toHaveLength(4));
    const [path] = (await store.list()).entries.map((entry) => entry.path);
    await store.change(path!, { note: `${markup}\u202e\u2066${'n\u0300'.repeat(200_000)}` });
    await eventually(() => expect(deepAll(panel, '.note')).toHaveLength(1));
    expect([others(), around(), panel.offsetWidth]).toEqual(before);
    expect(deepAll(panel, 'img, script')).toEqual([]);
    expect((window as { broken?: number }).broken).toBeUndefined();
    expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(900);
    for (const element of deepAll(panel, '[data-path] *'))
      expect(element.getAttribute('aria-label')?.length ?? 0).toBeLessThan(2000);
  });
});
