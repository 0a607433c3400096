import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import type { CheckpointPage } from '../../../src/checkpoints/checkpoint-store.ts';
import { MemoryCheckpointStore } from '../../../src/checkpoints/memory-checkpoint-store.ts';
import { openCheckpointStore } from '../../../src/checkpoints/open-checkpoint-store.ts';
import type { CheckpointPanel } from '../../../src/elements/checkpoint-panel/checkpoint-panel.ts';
import { button, paths, row, show, tags } from './panel-support.ts';
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

const topOf = (panel: Element, path: string): number => row(panel, path).getBoundingClientRect().top;

describe('<checkpoint-panel>', () => {
  describe('the list', () => {
    it('shows the newest first, with epoch, monitored value and size', async () => {
      const store = new MemoryCheckpointStore();
      await saveEpoch(store, 0, 0.5);
      await saveEpoch(store, 1, 0.75);
      const panel = await show(store);
      expect(paths(panel)).toEqual(['runs/02.json', 'runs/01.json']);
      expect(words(row(panel, 'runs/02.json'))).toContain('epoch 2');
      expect(words(row(panel, 'runs/02.json'))).toContain('0.750');
      expect(words(row(panel, 'runs/02.json'))).toContain('12 bytes');
    });

    it.each(['display: flex', 'display: grid; justify-items: center', 'float: left', 'width: fit-content'])(
      'is as wide as it is of use, where it is not stretched: within %s',
      async (style) => {
        const panel = await show(new MemoryCheckpointStore());
        const [outer, inner] = [document.createElement('div'), document.createElement('div')];
        inner.style.cssText = style;
        panel.removeAttribute('style');
        panel.replaceWith(outer);
        outer.append(inner);
        inner.append(panel);
        outer.style.inlineSize = '1000px';
        expect(panel.offsetWidth).toBeCloseTo(Math.min(640, 0.9 * innerWidth) + 2, 0);
        outer.remove();
      },
    );

    it.each(['display: flex', 'display: grid', 'display: block'])(
      'is no wider than there is room within %s',
      async (style) => {
        const panel = await show(new MemoryCheckpointStore());
        const outer = document.createElement('div');
        outer.style.cssText = `${style}; inline-size: 300px`;
        panel.removeAttribute('style');
        panel.replaceWith(outer);
        outer.append(panel);
        expect(panel.offsetWidth).toBe(300);
        outer.remove();
      },
    );

    it('marks the latest and the best, and says why it is the best', async () => {
      const store = new MemoryCheckpointStore();
      await saveEpoch(store, 0, 0.9);
      await saveEpoch(store, 1, 0.75);
      const panel = await show(store);
      await eventually(() => expect(tags(panel, 'runs/01.json')).toEqual(['best']));
      expect(tags(panel, 'runs/02.json')).toEqual(['latest']);
      expect(words(deep(panel, '.best-line'))).toBe('Best runs/01.json 0.900 · epoch 1');
    });

    it.each([
      ['de', '0,750'],
      // A language is written with a hyphen.
      ['en_US', '0.750'],
    ])('writes numbers as the page around it does, which says lang="%s"', async (lang, shown) => {
      const store = new MemoryCheckpointStore();
      const panel = await show(store);
      const around = document.createElement('div');
      around.lang = lang;
      panel.replaceWith(around);
      around.append(panel);
      await saveEpoch(store, 0, 0.75);
      await eventually(() => expect(words(row(panel, 'runs/01.json'))).toContain(shown));
    });

    it('is as tall as ever, and writes a path as it is, where the page keeps line breaks and writes in capitals', async () => {
      const store = new MemoryCheckpointStore();
      await saveEpoch(store, 0, 0.5);
      const panel = await show(store);
      const height = (): number => panel.getBoundingClientRect().height;
      await eventually(() => expect(deep(panel, '[part~="filters"]').offsetHeight).toBeGreaterThan(0));
      const usual = height();
      const around = document.createElement('div');
      around.style.cssText =
        'text-align: center; text-indent: 2em; text-transform: uppercase; white-space: pre-wrap';
      panel.replaceWith(around);
      around.append(panel);
      onTestFinished(() => around.remove());
      await eventually(() => expect(deep(panel, '[part~="row"]').innerText).toContain('01.json'));
      await eventually(() => expect(height()).toBe(usual));
    });

    it('ranks by another value as soon as it is told to', async () => {
      const store = new MemoryCheckpointStore();
      await saveEpoch(store, 0, 0.9, { logs: { val_reward: 0.9, cost: 3 } });
      await saveEpoch(store, 1, 0.7, { logs: { val_reward: 0.7, cost: 2 } });
      const panel = await show(store);
      await eventually(() => expect(tags(panel, 'runs/01.json')).toEqual(['best']));
      panel.setAttribute('monitor', 'cost');
      panel.setAttribute('mode', 'min');
      await eventually(() => expect(tags(panel, 'runs/02.json')).toEqual(['best', 'latest']));
      expect(words(deep(panel, '.best-line'))).toBe('Best runs/02.json 2.000 · epoch 2');
    });

    it('lists only what matches its pattern', async () => {
      const store = new MemoryCheckpointStore();
      await saveEpoch(store, 0, 0.9);
      await store.save('other/x.json', '{}');
      const panel = await show(store, { pattern: 'runs/{epoch:02d}.json' });
      expect(paths(panel)).toEqual(['runs/01.json']);
      await store.save('other/y.json', '{}');
      await saveEpoch(store, 1, 0.9);
      await eventually(() => expect(paths(panel)).toEqual(['runs/02.json', 'runs/01.json']));
    });

    it('follows saves, new generations and deletions', async () => {
      const store = new MemoryCheckpointStore();
      const panel = await show(store);
      expect(words(deep(panel, '.nothing'))).toContain('No checkpoints yet');
      await saveEpoch(store, 0, 0.5);
      await saveEpoch(store, 1, 0.4);
      await eventually(() => expect(paths(panel)).toEqual(['runs/02.json', 'runs/01.json']));
      await saveEpoch(store, 0, 0.6);
      await eventually(() => expect(paths(panel)).toEqual(['runs/01.json', 'runs/02.json']));
      await store.delete('runs/01.json');
      await eventually(() => expect(paths(panel)).toEqual(['runs/02.json']));
      await eventually(() => expect(tags(panel, 'runs/02.json')).toEqual(['best', 'latest']));
    });

    it('shows nothing of a list and of filters as long as there is nothing to list, and all of both then', async () => {
      const store = new MemoryCheckpointStore();
      const panel = await show(store);
      const [list, filters] = await eventually(() => [
        deep(panel, 'checkpoint-list'),
        deep(panel, '.filters'),
      ]);
      const areSeen = (): boolean[] =>
        [list, filters].map((element) => element!.checkVisibility({ visibilityProperty: true }));
      expect(areSeen()).toEqual([false, false]);
      const [line, placeholder] = ['.tide-line', '.nothing'].map((part) => deep(panel, part));
      expect(placeholder!.getBoundingClientRect().top).toBe(line!.getBoundingClientRect().bottom);
      for (let epoch = 0; epoch < 40; epoch += 1) await saveEpoch(store, epoch, 0.5);
      await eventually(() => expect(paths(panel)).toContain('runs/40.json'));
      expect(areSeen()).toEqual([true, true]);
      // As many as are seen at once, and at most a few around.
      const seen = deep(panel, '.list').clientHeight / row(panel, 'runs/40.json').offsetHeight;
      await eventually(() => expect(paths(panel).length).toBeGreaterThan(seen));
      // Nothing is left of what was drawn to be ready.
      expect(paths(panel).filter((path) => !/^runs\/\d\d\.json$/.test(path))).toEqual([]);
    });

    it('keeps what is saved and deleted while its first page is being read', async () => {
      const store = new MemoryCheckpointStore();
      await saveEpoch(store, 0, 0.5);
      await saveEpoch(store, 1, 0.6);
      const list = store.list.bind(store);
      let release = (): void => {};
      const held = new Promise<void>((resolve) => (release = resolve));
      vi.spyOn(store, 'list').mockImplementation(async (query): Promise<CheckpointPage> => {
        const page = await list(query);
        await held;
        return page;
      });
      const panel = mount(Object.assign(document.createElement('checkpoint-panel'), { store }));
      await eventually(() => expect(store.list).toHaveBeenCalled());
      await saveEpoch(store, 2, 0.7);
      await store.delete('runs/01.json');
      release();
      await eventually(() => expect(paths(panel)).toEqual(['runs/03.json', 'runs/02.json']));
    });

    it('shows markup and direction characters in a name as text', async () => {
      const store = new MemoryCheckpointStore();
      await store.save('<img src=x onerror=alert(1)>\u202e.json', '{}');
      const panel = await show(store);
      expect(deepAll(panel, 'img')).toEqual([]);
      expect(words(deep(panel, '.location'))).toBe('<img src=x onerror=alert(1)>\ufffd.json');
    });

    it('opens the store it is named after, with what another one of that name saves', async () => {
      const name = `panel-${crypto.randomUUID()}`;
      const store = await openCheckpointStore(name);
      await saveEpoch(store, 0, 0.5);
      const panel = mount(document.createElement('checkpoint-panel'));
      panel.setAttribute('store-name', name);
      await eventually(() => expect(paths(panel)).toEqual(['runs/01.json']));
      await saveEpoch(store, 1, 0.6);
      await eventually(() => expect(paths(panel)).toEqual(['runs/02.json', 'runs/01.json']));
      await store.close();
    });
  });

  describe('a long list', () => {
    async function longStore(count: number): Promise<MemoryCheckpointStore> {
      const store = new MemoryCheckpointStore();
      for (let epoch = 0; epoch < count; epoch += 1) await saveEpoch(store, epoch, epoch / count);
      return store;
    }

    it('draws only the rows that are seen, and scrolls to any of them', async () => {
      const panel = await show(await longStore(450));
      const list = deep(panel, '.list');
      expect(paths(panel).length).toBeLessThan(30);
      await eventually(() => expect(deep(panel, '[role="grid"]').getAttribute('aria-rowcount')).toBe('451'));
      list.scrollTop = list.scrollHeight;
      await eventually(() => expect(paths(panel).at(-1)).toBe('runs/01.json'));
      expect(paths(panel).length).toBeLessThan(30);
      expect(deepAll(panel, '*').length).toBeLessThan(2000);
    });

    it('does not move what is being read when something is saved', async () => {
      const store = await longStore(60);
      const panel = await show(store);
      const list = deep(panel, '.list');
      list.scrollTop = 1000;
      await eventually(() => expect(paths(panel)).toContain('runs/40.json'));
      const before = row(panel, 'runs/40.json').getBoundingClientRect().top;
      await saveEpoch(store, 60, 0.5);
      await saveEpoch(store, 61, 0.5);
      await eventually(() => expect(words(deep(panel, '.arrivals'))).toBe('2 newer'));
      expect(row(panel, 'runs/40.json').getBoundingClientRect().top).toBe(before);
      deep(panel, '.arrivals').click();
      await eventually(() => expect(list.scrollTop).toBe(0));
      expect(deepAll(panel, '.arrivals')).toEqual([]);
      await eventually(() =>
        expect(bare(deepFocus()?.getAttribute('aria-label'))).toMatch(/^runs\/62\.json/),
      );
    });

    it('shows what is saved while it stands at its top', async () => {
      const store = await longStore(60);
      const panel = await show(store);
      await userEvent.hover(deep(panel, 'h2'));
      await saveEpoch(store, 60, 0.5);
      await eventually(() => expect(paths(panel)[0]).toBe('runs/61.json'));
      expect(deep(panel, '.list').scrollTop).toBe(0);
    });

    it('keeps the row that has the focus, however far it is scrolled away', async () => {
      const panel = await show(await longStore(90));
      button(panel, 'runs/90.json', 'download').focus();
      deep(panel, '.list').scrollTop = deep(panel, '.list').scrollHeight;
      await eventually(() => expect(paths(panel)).toContain('runs/01.json'));
      expect(deepFocus()?.getAttribute('aria-label')).toBe('Download runs/90.json');
      const [first, last] = [topOf(panel, 'runs/90.json'), topOf(panel, 'runs/01.json')];
      expect(last - first).toBe(89 * row(panel, 'runs/01.json').offsetHeight);
    });

    it.for([0, 100])(
      'begins at its top when another store is shown, which answers after %i ms',
      async (ms) => {
        const panel = await show(await longStore(200));
        deep(panel, '.list').scrollTop = 5_000;
        await eventually(() => expect(paths(panel)).not.toContain('runs/200.json'));
        const other = await longStore(190);
        const read = other.list.bind(other);
        other.list = async (query) => {
          await new Promise((resolve) => setTimeout(resolve, ms));
          return await read(query);
        };
        panel.store = other;
        await eventually(() => expect(paths(panel)).toContain('runs/190.json'));
        await eventually(() => expect(deep(panel, '.list').scrollTop).toBe(0));
      },
    );

    it('ends with its last row, even where a row is not a whole number of pixels high', async () => {
      document.documentElement.style.fontSize = '15px';
      try {
        const panel = await show(await longStore(90));
        const list = deep(panel, '.list');
        list.scrollTop = list.scrollHeight;
        await eventually(() => expect(paths(panel)).toContain('runs/01.json'));
        const last = row(panel, 'runs/01.json').getBoundingClientRect();
        expect(last.height).toBe(52.5);
        expect(last.bottom).toBeCloseTo(list.getBoundingClientRect().bottom, 0);
      } finally {
        document.documentElement.style.fontSize = '';
      }
    });
  });

  describe('actions', () => {
    it('downloads the stored text, byte for byte, under a safe name', async () => {
      const caught = catchDownloads();
      const store = new MemoryCheckpointStore();
      const text = '{\n "sætning": "æøå – 言語",\n "value": 5.0\n}';
      await store.save('runs/a:b.json', text);
      const panel = await show(store);
      const downloaded = nextEvent(panel, 'checkpoint-downloaded');
      button(panel, 'runs/a:b.json', 'download').click();
      expect((await downloaded).fileName).toBe('a_b.json');
      expect(caught[0]?.name).toBe('a_b.json');
      expect(await caught[0]?.blob.bytes()).toEqual(new TextEncoder().encode(text));
    });

    it('deletes nothing from another store, which is shown before what deletes is loaded', async () => {
      const [store, other] = [new MemoryCheckpointStore(), new MemoryCheckpointStore()];
      for (const each of [store, other]) await saveEpoch(each, 0, 0.5);
      const panel = await show(store);
      button(panel, 'runs/01.json', 'delete').click();
      panel.store = other;
      await panel.updateComplete;
      await eventually(() => expect(paths(panel)).toEqual(['runs/01.json']));
      button(panel, 'runs/01.json', 'pin').click();
      await eventually(async () => expect(await other.info('runs/01.json')).toMatchObject({ pinned: true }));
    });

    it('deletes, and undoes it as if nothing had happened', async () => {
      const store = new MemoryCheckpointStore();
      await saveEpoch(store, 0, 0.5);
      await saveEpoch(store, 1, 0.6);
      const before = await store.load('runs/01.json');
      const panel = await show(store);
      button(panel, 'runs/01.json', 'delete').click();
      await eventually(() => expect(paths(panel)).toEqual(['runs/02.json']));
      expect(await store.info('runs/01.json')).toBeNull();
      expect(words(deep(panel, '.undo-text'))).toBe('Deleted runs/01.json.');
      deep(panel, '.undo-button').click();
      await eventually(() => expect(paths(panel)).toEqual(['runs/02.json', 'runs/01.json']));
      expect(await store.load('runs/01.json')).toEqual(before);
      expect(deepAll(panel, '.undo')).toEqual([]);
    });

    it('brings all of several deletions back at once', async () => {
      const store = new MemoryCheckpointStore();
      for (const epoch of [0, 1, 2]) await saveEpoch(store, epoch, 0.5);
      const panel = await show(store);
      button(panel, 'runs/01.json', 'delete').click();
      button(panel, 'runs/03.json', 'delete').click();
      await eventually(() => expect(words(deep(panel, '.undo-text'))).toBe('Deleted 2 checkpoints.'));
      deep(panel, '.undo-button').click();
      await eventually(() => expect(paths(panel)).toEqual(['runs/03.json', 'runs/02.json', 'runs/01.json']));
    });

    it('brings back all that it can, says what is in the way of the rest, and goes on offering that', async () => {
      const store = new MemoryCheckpointStore();
      for (const epoch of [0, 1, 2]) await saveEpoch(store, epoch, 0.5);
      const before = await store.load('runs/02.json');
      const panel = await show(store);
      for (const path of ['runs/02.json', 'runs/01.json', 'runs/03.json'])
        button(panel, path, 'delete').click();
      await eventually(() => expect(words(deep(panel, '.undo-text'))).toBe('Deleted 3 checkpoints.'));
      await store.save('runs/02.json', 'of a training that went on');
      const failed = nextEvent(panel, 'element-error');
      deep(panel, '.undo-button').click();
      expect((await failed).error).toMatchObject({ code: 'path-taken', details: { path: 'runs/02.json' } });
      await eventually(() => expect(paths(panel)).toEqual(['runs/02.json', 'runs/03.json', 'runs/01.json']));
      expect((await store.load('runs/02.json')).text).toBe('of a training that went on');
      await eventually(() => expect(words(deep(panel, '.undo-text'))).toBe('Deleted runs/02.json.'));
      await store.delete('runs/02.json');
      deep(panel, '.undo-button').click();
      await eventually(async () => expect(await store.info('runs/02.json')).toEqual(before.entry));
      expect((await store.load('runs/02.json')).text).toBe(before.text);
    });

    it('tells how many of many are back, until all are', async () => {
      const store = new MemoryCheckpointStore();
      for (const epoch of [0, 1, 2]) await saveEpoch(store, epoch, 0.5);
      const panel = await show(store);
      for (const path of ['runs/01.json', 'runs/02.json', 'runs/03.json'])
        button(panel, path, 'delete').click();
      await eventually(() => expect(words(deep(panel, '.undo-text'))).toBe('Deleted 3 checkpoints.'));
      const held = Promise.withResolvers<void>();
      const restore = store.restore.bind(store);
      vi.spyOn(store, 'restore').mockImplementation(async (checkpoint) => {
        if (checkpoint.entry.path === 'runs/03.json') await held.promise;
        return await restore(checkpoint);
      });
      deep(panel, '.undo-button').click();
      await eventually(() => expect(words(deep(panel, '.undo-text'))).toBe('Bringing back: 2 of 3…'));
      expect(deepAll(panel, '.undo-button')).toEqual([]);
      held.resolve();
      await eventually(() => expect(paths(panel)).toHaveLength(3));
      await eventually(() => expect(deepAll(panel, '.undo')).toEqual([]));
    });

    it('leaves alone what its page does not want deleted or downloaded', async () => {
      const caught = catchDownloads();
      const store = new MemoryCheckpointStore();
      await saveEpoch(store, 0, 0.5);
      const panel = await show(store);
      panel.addEventListener('delete-request', (event) => event.preventDefault());
      panel.addEventListener('download-request', (event) => event.preventDefault());
      const refused = nextEvent(panel, 'delete-request');
      button(panel, 'runs/01.json', 'download').click();
      button(panel, 'runs/01.json', 'delete').click();
      expect((await refused).entry.path).toBe('runs/01.json');
      await panel.updateComplete;
      expect(await store.info('runs/01.json')).not.toBeNull();
      expect(caught).toEqual([]);
    });

    it('asks its page to resume, where a training state is kept', async () => {
      const store = new MemoryCheckpointStore();
      await saveEpoch(store, 0, 0.5);
      await saveEpoch(store, 1, 0.5, { trainingState: null });
      const panel = await show(store);
      expect(button(panel, 'runs/02.json', 'resume')).toBeNull();
      const heard = nextEvent(panel, 'resume-request');
      button(panel, 'runs/01.json', 'resume').click();
      const { entry, cancelable } = await heard;
      expect([entry.path, cancelable]).toEqual(['runs/01.json', true]);
    });

    it('says so when its page does not answer that, unless it cancels it', async () => {
      const store = new MemoryCheckpointStore();
      await saveEpoch(store, 0, 0.5);
      const panel = await show(store);
      const failures = vi.fn<(error: unknown) => void>();
      panel.addEventListener('element-error', ({ error }) => failures(error));
      const cancel = (event: Event): void => event.preventDefault();
      panel.addEventListener('resume-request', cancel);
      const cancelled = nextEvent(panel, 'resume-request');
      button(panel, 'runs/01.json', 'resume').click();
      await cancelled;
      await panel.updateComplete;
      expect(failures).not.toHaveBeenCalled();
      panel.removeEventListener('resume-request', cancel);
      button(panel, 'runs/01.json', 'resume').click();
      await eventually(() =>
        expect(words(deep(panel, '[role="alert"]'))).toMatch('Nothing on this page goes on with training'),
      );
      expect(failures.mock.calls).toEqual([[expect.objectContaining({ code: 'unanswered-request' })]]);
    });

    it('asks its page to fork, and shows what comes of it', async () => {
      const store = new MemoryCheckpointStore();
      await saveEpoch(store, 0, 0.5);
      const panel = await show(store);
      panel.addEventListener('resume-request', (event) =>
        event.answerWith(() => Promise.reject(new Error(`No ${JSON.stringify(event.fitOptions)}`))),
      );
      button(panel, 'runs/01.json', 'fork').click();
      await eventually(() =>
        expect(words(deep(panel, '[role="alert"]'))).toMatch('No {"resumeFrom":"runs/01.json","fork":true}'),
      );
    });

    it('tells what a checkpoint goes back to, and leaves out what training is backed up by', async () => {
      const store = new MemoryCheckpointStore();
      await saveEpoch(store, 0, 0.5, { parent: 'old/07.json' });
      await store.save('backup/latest.variables.json', '{}', { reason: 'backup' });
      const panel = await show(store);
      await saveEpoch(store, 1, 0.6);
      await store.save('backup/latest.variables.json', '{}', { reason: 'backup' });
      await eventually(() => expect(deepAll(panel, '[data-path]')).toHaveLength(2));
      const rows = deepAll(panel, '[role="rowheader"]').map((row) => row.getAttribute('aria-label'));
      expect(rows[1]).toContain('Goes back to old/07.json');
      expect(rows[0]).not.toContain('Goes back');
    });

    it('does not ask to resume while that is disabled', async () => {
      const store = new MemoryCheckpointStore();
      await saveEpoch(store, 0, 0.5);
      const panel = await show(store, { resumeDisabled: true });
      const heard = vi.fn<() => void>();
      panel.addEventListener('resume-request', heard);
      button(panel, 'runs/01.json', 'resume').click();
      expect(button(panel, 'runs/01.json', 'resume').getAttribute('aria-disabled')).toBe('true');
      expect(heard).not.toHaveBeenCalled();
    });

    it('pins and unpins', async () => {
      const store = new MemoryCheckpointStore();
      await saveEpoch(store, 0, 0.5);
      const panel = await show(store);
      button(panel, 'runs/01.json', 'pin').click();
      await eventually(() =>
        expect(button(panel, 'runs/01.json', 'pin').getAttribute('aria-pressed')).toBe('true'),
      );
      expect((await store.info('runs/01.json'))?.pinned).toBe(true);
      button(panel, 'runs/01.json', 'pin').click();
      await eventually(async () => expect((await store.info('runs/01.json'))?.pinned).toBe(false));
    });
  });

  describe('import', () => {
    /** Gives the panel a file, as its button's dialogue would. */
    function bring(panel: Element, name: string, text: string): void {
      const input = deep(panel, 'input[type="file"]') as HTMLInputElement;
      const transfer = new DataTransfer();
      transfer.items.add(new File([text], name, { type: 'application/json' }));
      input.files = transfer.files;
      input.dispatchEvent(new Event('change'));
    }

    /** A file as the store itself gives it out: one that it takes back. */
    async function variablesFile(): Promise<string> {
      return JSON.stringify({ trainable_variables: {}, non_trainable_variables: {} });
    }

    const report = (panel: Element): string => words(deep(panel, 'dialog'));
    const shown = (panel: Element): Promise<unknown> =>
      eventually(() => expect(deepAll(panel, 'dialog li').length).toBeGreaterThan(0));

    it('shows what would happen first, and takes the file in when told so', async () => {
      const store = new MemoryCheckpointStore();
      const panel = await show(store);
      bring(panel, 'best.variables.json', await variablesFile());
      await shown(panel);
      expect(report(panel)).toMatch(/best\.variables\.json Variables · \d+ bytes is new here/);
      expect((await store.list()).entries).toEqual([]);
      expect(deepFocus()?.textContent?.trim()).toBe('Cancel');
      deep(panel, 'dialog .accept').click();
      await eventually(() => expect(paths(panel)).toEqual(['best.variables.json']));
      expect(words(deep(panel, '.panel > [role="status"]'))).toBe('Imported 1 checkpoint.');
      expect(deepAll(panel, 'dialog')).toEqual([]);
    });

    it('says what it would replace, and leaves it when told so', async () => {
      const store = new MemoryCheckpointStore();
      await store.save('best.variables.json', '{"old": true}');
      const panel = await show(store);
      bring(panel, 'best.variables.json', await variablesFile());
      await shown(panel);
      expect(report(panel)).toContain('1 replaced.');
      deep(panel, 'dialog .cancel').click();
      await eventually(() => expect(deepAll(panel, 'dialog')).toEqual([]));
      expect((await store.load('best.variables.json')).text).toBe('{"old": true}');
    });

    it('says why a file is refused, and takes nothing of it', async () => {
      const store = new MemoryCheckpointStore();
      const panel = await show(store);
      bring(panel, 'broken.json', '{"class_name": ');
      await shown(panel);
      expect(report(panel)).toContain('1 refused.');
      expect(deepAll(panel, 'dialog .accept')).toEqual([]);
      expect((await store.list()).entries).toEqual([]);
    });

    it('takes files that are dropped on it', async () => {
      const store = new MemoryCheckpointStore();
      const panel = await show(store);
      const dataTransfer = new DataTransfer();
      for (const name of ['a.variables.json', 'b.variables.json'])
        dataTransfer.items.add(new File([await variablesFile()], name));
      const drag = (type: string): boolean =>
        deep(panel, '.nothing').dispatchEvent(
          new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer }),
        );
      drag('dragenter');
      await eventually(() => expect(words(deep(panel, '.drop'))).toContain('Drop checkpoint files'));
      expect(drag('drop')).toBe(false);
      await shown(panel);
      expect(deepAll(panel, '.drop')).toEqual([]);
      deep(panel, 'dialog .accept').click();
      await eventually(() => expect(paths(panel)).toEqual(['b.variables.json', 'a.variables.json']));
    });
  });

  describe('by keyboard', () => {
    async function three(): Promise<{ store: MemoryCheckpointStore; panel: CheckpointPanel }> {
      const store = new MemoryCheckpointStore();
      await saveEpoch(store, 0, 0.5);
      await saveEpoch(store, 1, 0.6, { trainingState: null });
      await saveEpoch(store, 2, 0.7);
      const panel = await show(store);
      deep(panel, '[data-path] [tabindex="0"]').focus();
      return { store, panel };
    }
    const focused = (): string => bare(deepFocus()?.getAttribute('aria-label'));

    it('has one stop for the Tab key in the whole list', async () => {
      const { panel } = await three();
      expect(deepAll(panel, '[data-path] [tabindex="0"]').length).toBe(1);
      await userEvent.keyboard('{ArrowDown}{ArrowRight}');
      expect(deepAll(panel, '[data-path] [tabindex="0"]').length).toBe(1);
    });

    it('goes from row to row and from button to button', async () => {
      await three();
      expect(focused()).toMatch(
        /^runs\/03\.json, Best: highest val_reward, 0\.700 at epoch 3; direction: max, Latest/,
      );
      await userEvent.keyboard('{ArrowRight}');
      expect(focused()).toBe('Resume from runs/03.json');
      await userEvent.keyboard('{ArrowRight}');
      expect(focused()).toBe('Fork from runs/03.json');
      await userEvent.keyboard('{ArrowRight}');
      expect(focused()).toBe('Download runs/03.json');
      await userEvent.keyboard('{ArrowDown}');
      expect(focused()).toBe('Download runs/02.json');
      await userEvent.keyboard('{ArrowLeft}');
      expect(focused()).toMatch(/^runs\/02\.json, /);
      await userEvent.keyboard('{End}');
      expect(focused()).toBe('Delete runs/02.json');
      await userEvent.keyboard('{Control>}{End}{/Control}');
      expect(focused()).toBe('Delete runs/01.json');
    });

    it('names each button with its checkpoint', async () => {
      const { panel } = await three();
      for (const element of deepAll(panel, '[data-path] button')) {
        expect(element.getAttribute('aria-label')).toContain(
          element.closest<HTMLElement>('[data-path]')!.dataset['path'],
        );
      }
    });

    it('deletes with the Delete key, goes on to the next row, and undoes with Control Z', async () => {
      const { panel, store } = await three();
      await userEvent.keyboard('{ArrowDown}{Delete}');
      await eventually(() => expect(paths(panel)).toEqual(['runs/03.json', 'runs/01.json']));
      await eventually(() => expect(focused()).toMatch(/^runs\/01\.json/));
      await userEvent.keyboard('{Control>}z{/Control}');
      await eventually(() => expect(paths(panel)).toEqual(['runs/03.json', 'runs/02.json', 'runs/01.json']));
      expect(await store.info('runs/02.json')).not.toBeNull();
    });

    it('leaves the focus where it went after the last row was deleted', async () => {
      const store = new MemoryCheckpointStore();
      await saveEpoch(store, 0, 0.5);
      const panel = await show(store);
      deep(panel, '[data-path] [tabindex="0"]').focus();
      await userEvent.keyboard('{Delete}');
      await eventually(() => expect(words(deep(panel, '.nothing'))).toContain('No checkpoints yet'));
      const elsewhere = mount(document.createElement('button'));
      elsewhere.focus();
      await saveEpoch(store, 1, 0.6);
      await eventually(() => expect(paths(panel)).toEqual(['runs/02.json']));
      await panel.updateComplete;
      expect(deepFocus()).toBe(elsewhere);
    });
  });

  describe('states', () => {
    it('says that nothing will last when the store is in memory', async () => {
      const store = new MemoryCheckpointStore();
      store.notice('not-durable', 'This browser has no IndexedDB. Nothing lasts beyond this page.');
      const panel = await show(store);
      expect(words(deep(panel, '[part="notice"]'))).toContain('Nothing lasts beyond this page');
      await eventually(() => expect(words(deep(panel, '.footer'))).toContain('in memory only'));
    });

    it('shows why the list cannot be read, and tries again', async () => {
      const store = new MemoryCheckpointStore();
      await saveEpoch(store, 0, 0.5);
      vi.spyOn(store, 'list').mockRejectedValueOnce(new Error('The disk is on fire.'));
      const panel = await show(store);
      await eventually(() => expect(words(deep(panel, '[role="alert"]'))).toContain('The disk is on fire.'));
      deep(panel, '[role="alert"] button').click();
      await eventually(() => expect(paths(panel)).toEqual(['runs/01.json']));
      expect(deepAll(panel, '[role="alert"]')).toEqual([]);
    });

    it('shows what an action failed of, and keeps the list', async () => {
      const store = new MemoryCheckpointStore();
      await saveEpoch(store, 0, 0.5);
      vi.spyOn(store, 'load').mockRejectedValueOnce(new Error('Both generations are damaged.'));
      const panel = await show(store);
      const failed = nextEvent(panel, 'element-error');
      button(panel, 'runs/01.json', 'download').click();
      expect((await failed).error).toBeInstanceOf(Error);
      await eventually(() => expect(words(deep(panel, '[role="alert"]'))).toContain('Both generations'));
      expect(paths(panel)).toEqual(['runs/01.json']);
    });

    it('announces a new best, and nothing of what was there before', async () => {
      const store = new MemoryCheckpointStore();
      await saveEpoch(store, 0, 0.5);
      const panel = await show(store);
      const status = (): string => words(deep(panel, '.panel > [role="status"]'));
      await eventually(() => expect(tags(panel, 'runs/01.json')).toContain('best'));
      expect(status()).toBe('');
      await saveEpoch(store, 1, 0.4);
      await eventually(() => expect(tags(panel, 'runs/02.json')).toEqual(['latest']));
      expect(status()).toBe('');
      await saveEpoch(store, 2, 0.8);
      await eventually(() =>
        expect(status()).toBe('New best: runs/03.json, highest val_reward, 0.800 at epoch 3; direction: max'),
      );
    });
  });
});
