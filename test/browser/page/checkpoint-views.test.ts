import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { useServer } from '../../helpers/page-server.ts';
import { PageSession, newProfile, removeProfile } from '../../helpers/page-session.ts';

const server = useServer();
let profile: string;
let session: PageSession;
let paths: readonly string[];

beforeAll(async () => {
  profile = await newProfile();
  session = await PageSession.open(server.url, profile);
  await session.set({ epochs: '3', seed: '1' });
  await session.page.setChecked('#saveBestOnly', false);
  await session.train();
  paths = (await session.stored()).map(({ path }) => path);
});

afterAll(async () => {
  await session.close();
  await removeProfile(profile);
});

const dialog = () => session.page.getByRole('dialog');

describe('a checkpoint of the list, with the network off', () => {
  beforeAll(async () => {
    await session.loadedForOffline();
    await server.stop();
  });

  it('is looked into by keyboard: its program, its prompt, and its answer to a sentence', async () => {
    const { page } = session;
    const row = page.locator(`checkpoint-panel [data-path="${paths[2]}"] [role="rowheader"]`);
    await row.focus();
    await page.keyboard.press('Enter');
    await dialog().getByRole('heading', { name: 'Inspect a checkpoint' }).waitFor();
    await dialog()
      .getByRole('img', { name: /^Graph of the program .*language_spotter/ })
      .waitFor();
    const system = dialog().getByRole('group', { name: 'Message: System' });
    await system.waitFor();
    expect(await system.textContent()).toContain('<examples>');
    await dialog().getByRole('textbox', { name: 'Text' }).fill('Ik wil graag een kopje koffie.');
    await dialog()
      .getByRole('combobox', { name: 'Next to' })
      .selectOption(paths[0] ?? '');
    await dialog().getByRole('button', { name: 'Ask' }).click();
    await expect.poll(() => dialog().locator('.answer strong').count()).toBe(2);
    await page.keyboard.press('Escape');
    await expect.poll(() => dialog().count()).toBe(0);
    await expect.poll(() => row.evaluate((element) => element.matches(':focus'))).toBe(true);
  });

  it('is compared with others, sample by sample: as many right as its reward says', async () => {
    const { page } = session;
    await page
      .locator('checkpoint-panel [data-path]')
      .first()
      .click({ position: { x: 5, y: 5 } });
    await page.locator(`checkpoint-panel [data-path="${paths[2]}"] [role="rowheader"]`).focus();
    await page.keyboard.press('Control+a');
    await page.getByRole('button', { name: 'Compare' }).click();
    await dialog().getByRole('button', { name: 'Judge both, sample by sample' }).click();
    const sum = dialog().locator('.sum');
    await sum.waitFor();
    const counts = [...((await sum.textContent()) ?? '').matchAll(/gets (\d+) of (\d+) right/g)];
    const stored = await session.stored();
    const rewards = [stored[0], stored.at(-1)].map((entry) => entry?.logs['val_reward'] ?? Number.NaN);
    for (const [index, [, right, total]] of counts.entries())
      expect(Number(right) / Number(total)).toBeCloseTo(rewards[index] ?? Number.NaN, 6);
    expect(counts).toHaveLength(2);
    await dialog().getByRole('button', { name: 'Close' }).click();
    await expect.poll(() => dialog().count()).toBe(0);
  });
});
