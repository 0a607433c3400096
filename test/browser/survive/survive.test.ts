import { describe, expect, it, vi } from 'vitest';
import { startBrowser, withFolder, withPages } from './browser-process.mjs';
import { killAndResume } from './resume-rounds.mjs';
import { killWhileSaving } from './save-rounds.mjs';
import type { SurvivalSettings } from './survival.worker.ts';

describe('a browser that is killed', () => {
  it.each(['store', 'training'] as const)(
    'loses nothing that was acknowledged (%s)',
    async (kind) => {
      const tell = vi.fn<(line: string) => void>();
      const failures = await withPages((pages) => killWhileSaving(kind, pages, 3, tell));
      expect(failures, tell.mock.calls.join('\n')).toBe(0);
    },
    120_000,
  );

  it('goes on to the same program, variables and history, and asks the model nothing twice', async () => {
    const tell = vi.fn<(line: string) => void>();
    const failures = await withPages((pages) => killAndResume(pages, 3, tell));
    expect(failures, tell.mock.calls.join('\n')).toBe(0);
  }, 400_000);
});

describe('two tabs that train into one folder', () => {
  const settings: SurvivalSettings = { folder: 'shared', task: 'save', backupFreq: 'epoch' };

  it('do not mix: one writes, the other is told why not', async () => {
    await withPages((pages) =>
      withFolder(async (profile) => {
        const writers = new Set<string>();
        const browser = await startBrowser(profile, `${pages}training-page.html`, () => writers.add('first'));
        try {
          const other = await browser.open();
          await browser.page.evaluate((given) => void window.train(given, { epochs: 1_000_000 }), settings);
          await vi.waitFor(() => expect(writers.size).toBe(1), { timeout: 20_000 });
          expect(await other.evaluate((given) => window.train(given, { epochs: 1 }), settings)).toBe(
            'run-locked',
          );
          const elsewhere = { ...settings, folder: 'elsewhere' };
          expect(
            await other.evaluate((given) => window.train(given, { epochs: 1 }), elsewhere),
          ).toMatchObject({ epoch: [0] });
        } finally {
          await browser.kill();
        }
      }),
    );
  }, 120_000);
});
