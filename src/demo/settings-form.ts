import { byId } from './dom.ts';
import { keepForm } from './kept-forms.ts';
import { checkSettings, numberNames } from './settings.ts';
import type { RunSettings } from './run-settings.ts';
import type { SettingsProblems } from './settings.ts';

/** The form with a run's settings: remembers them, and says beside each field what is wrong with it. */
export class SettingsForm {
  readonly #form = byId('settings', HTMLFormElement);
  readonly #card = byId('settings-card', HTMLDetailsElement);
  readonly #fields = byId('settings-fields', HTMLFieldSetElement);

  /**
   * @param kept what it said last time
   * @param submitted the user wants to train with these
   */
  constructor(kept: RunSettings, submitted: () => void) {
    this.#write(kept);
    // On a small screen the way to Train is shorter without them.
    this.#card.open = matchMedia('(width >= 64rem)').matches;
    this.#form.addEventListener('input', () => {
      this.#show(checkSettings(this.values));
      keepForm('settings', this.values);
    });
    this.#form.addEventListener('submit', (event) => {
      event.preventDefault();
      submitted();
    });
    this.#show(checkSettings(this.values));
  }

  /** The settings as they stand in the form. */
  get values(): RunSettings {
    const number = (name: keyof RunSettings): number => this.#input(name).valueAsNumber;
    return {
      epochs: number('epochs'),
      batchSize: number('batchSize'),
      nbMaxExamples: number('nbMaxExamples'),
      seed: number('seed'),
      filepath: this.#input('filepath').value.trim(),
      saveBestOnly: this.#input('saveBestOnly').checked,
      keepAnswers: this.#input('keepAnswers').checked,
    };
  }

  /** Puts settings into the form, as those of a run that goes on. */
  set(settings: RunSettings): void {
    this.#write(settings);
    this.#show(checkSettings(settings));
    keepForm('settings', settings);
  }

  /** Answers the settings if they can be used; else shows why not, and goes to the first field that is wrong. */
  take(): RunSettings | null {
    const problems = checkSettings(this.values);
    this.#show(problems);
    const [first] = Object.keys(problems) as (keyof RunSettings)[];
    if (first === undefined) return this.values;
    this.#goTo(first);
    return null;
  }

  /** Says what is wrong with one field beyond what can be seen in it, and goes there. */
  complain(name: keyof RunSettings, problem: string): void {
    this.#show({ ...checkSettings(this.values), [name]: problem });
    this.#goTo(name);
  }

  /** Keeps the settings of a run from being changed while it lasts. */
  set isLocked(isLocked: boolean) {
    this.#fields.disabled = isLocked;
  }

  #goTo(name: keyof RunSettings): void {
    this.#card.open = true;
    this.#input(name).focus();
  }

  #write(settings: RunSettings): void {
    for (const name of numberNames) this.#input(name).valueAsNumber = settings[name];
    this.#input('filepath').value = settings.filepath;
    this.#input('saveBestOnly').checked = settings.saveBestOnly;
    this.#input('keepAnswers').checked = settings.keepAnswers;
  }

  #show(problems: SettingsProblems): void {
    for (const name of [...numberNames, 'filepath'] as const) {
      const problem = problems[name] ?? '';
      const place = byId(`${name}-problem`, HTMLElement);
      if (place.textContent !== problem) place.textContent = problem;
      this.#input(name).setAttribute('aria-invalid', String(problem !== ''));
    }
  }

  #input(name: keyof RunSettings): HTMLInputElement {
    return byId(name, HTMLInputElement);
  }
}
