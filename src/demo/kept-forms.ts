import { readChoice } from './model-choice.ts';
import type { ModelChoice } from './model-choice.ts';
import { keepCurrent, recallCurrent } from './own-tasks.ts';
import type { RunSettings } from './run-settings.ts';
import { readSettings } from './settings.ts';

/** What the page's forms say. Never a key. */
export interface KeptForms {
  readonly settings: RunSettings;
  readonly model: ModelChoice;
}

/** Reads what the forms said last time. */
export async function recallForms(): Promise<KeptForms> {
  const kept = (name: keyof KeptForms): Promise<unknown> => recallCurrent(name).catch(() => null);
  const [settings, model] = await Promise.all([kept('settings'), kept('model')]);
  return { settings: readSettings(settings), model: readChoice(model) };
}

/** Remembers what a form says. In a browser that keeps nothing for this page, that lasts as long as the page does. */
export function keepForm<Name extends keyof KeptForms>(name: Name, says: KeptForms[Name]): void {
  keepCurrent(name, says).catch(() => {});
}
