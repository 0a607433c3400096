import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { cdp, page } from 'vitest/browser';
import '../../../src/elements/checkpoint-panel/checkpoint-panel.ts';
import type { CheckpointPanel } from '../../../src/elements/checkpoint-panel/checkpoint-panel.ts';
import { accessibilityProblems } from './axe.ts';
import { panelScenes } from './panel-scenes.ts';
import type { PanelScene } from './panel-scenes.ts';
import { deepAll, eventually } from './support.ts';

/** Shows a scene as the only thing in the page. */
async function show({ attributes = {}, store, act, until }: PanelScene): Promise<CheckpointPanel> {
  const panel = document.createElement('checkpoint-panel');
  for (const [name, value] of Object.entries(attributes)) panel.setAttribute(name, value);
  panel.store = await store();
  const main = document.createElement('main');
  main.append(panel);
  document.body.append(main);
  await reached(() => deepAll(panel, '.footer').length === 1);
  if (act) await reached(() => deepAll(panel, '.is-best').length === 1);
  await act?.(panel);
  await reached(() => until(panel));
  await eventually(() =>
    expect(deepAll(panel, '.storage').length + deepAll(panel, '.selection').length).toBe(1),
  );
  return panel;
}

/** Waits until something has come about. */
function reached(isReached: () => boolean): Promise<void> {
  return eventually(() => {
    if (!isReached()) throw new Error(`Not reached: ${isReached}`);
  });
}

async function emulate(features: Readonly<Record<string, string>>): Promise<void> {
  const media = Object.entries(features).map(([name, value]) => ({ name, value }));
  await cdp().send('Emulation.setEmulatedMedia', { features: media });
}

/** Where the last look of each scene is kept, to be looked at by eye; git knows nothing of it. */
const pictureOf = (scene: PanelScene, look: string): string =>
  `../../../test-results/panel/${scene.name}-${look}.png`;

beforeEach(() => {
  document.documentElement.lang = 'en';
  document.documentElement.style.colorScheme = 'light dark';
  document.body.style.cssText = 'margin: 0; padding: 12px; background: Canvas';
});

afterEach(async () => {
  document.body.replaceChildren();
  document.documentElement.dir = '';
  await emulate({});
  await page.viewport(800, 900);
});

describe.each(panelScenes)('the panel when it is $name', (scene) => {
  it.each([
    [1440, 'light'],
    [1440, 'dark'],
    [320, 'light'],
    [320, 'dark'],
  ] as const)('breaks no rule of accessibility at %d pixels, %s', async (width, scheme) => {
    await page.viewport(width, 900);
    await emulate({ 'prefers-color-scheme': scheme });
    const panel = await show(scene);
    await page.screenshot({ path: pictureOf(scene, `${width}-${scheme}`) });
    expect(await accessibilityProblems(panel)).toEqual([]);
    expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(width);
  });
});

const turned = panelScenes.filter(({ name }) => ['fifty', 'selected', 'deleted', 'hostile'].includes(name));

describe.each(turned)('the panel when it is $name', (scene) => {
  it('can be seen from right to left, in the dark and in forced colours', async () => {
    await page.viewport(768, 900);
    document.documentElement.dir = 'rtl';
    await emulate({ 'prefers-color-scheme': 'dark' });
    const panel = await show(scene);
    await page.screenshot({ path: pictureOf(scene, '768-rtl-dark') });
    await emulate({ 'forced-colors': 'active' });
    await page.screenshot({ path: pictureOf(scene, '768-rtl-forced') });
    expect(await accessibilityProblems(panel)).toEqual([]);
    expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(768);
  });
});
