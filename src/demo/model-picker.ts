import { NgramModel } from 'tidemark';
import type { ModelProgress } from 'tidemark';
import { ApiKeys } from './api-keys.ts';
import { listServed, testServed } from './ask-server.ts';
import { byId, make } from './dom.ts';
import { keepForm } from './kept-forms.ts';
import { checkAddress, checkChoice, isLocalServer, keepable, localAddresses } from './model-choice.ts';
import type { ChoiceProblems, ModelChoice, ModelKind } from './model-choice.ts';
import { failureText, testModel } from './model-test.ts';
import type { TestResult } from './model-test.ts';
import { describeAvailability, describeChoice, describePrivacy } from './model-words.ts';
import { PageModels } from './page-models.ts';
import { providerOf, servedModelOf } from './worker-model.ts';
import type { WorkerModel } from './worker-model.ts';

const textNames = [
  'localAddress',
  'localModel',
  'remoteAddress',
  'remoteModel',
  'promptPrice',
  'completionPrice',
] as const;

/** The card in which the language model is chosen, tried, and given its key. */
export class ModelPicker {
  readonly #card = byId('model-card', HTMLDetailsElement);
  readonly #form = byId('model', HTMLFormElement);
  readonly #fields = byId('model-fields', HTMLFieldSetElement);
  readonly #kind = byId('model-kind', HTMLSelectElement);
  readonly #server = byId('server', HTMLSelectElement);
  readonly #gpuModel = byId('gpuModel', HTMLSelectElement);
  readonly #key = byId('api-key', HTMLInputElement);
  readonly #keepKey = byId('keep-key', HTMLInputElement);
  readonly #test = byId('model-test', HTMLButtonElement);
  readonly #result = byId('model-result', HTMLElement);
  readonly #keys = new ApiKeys();
  readonly #models = new PageModels((progress) => this.#showProgress(progress));
  readonly #changed: () => void;
  #testing: AbortController | null = null;
  #listing: AbortController | null = null;

  /**
   * @param kept what was chosen last time
   * @param changed another model is chosen, or reached in another way
   */
  constructor(kept: ModelChoice, changed: () => void) {
    this.#changed = changed;
    this.#write(kept);
    this.#readKey();
    this.#form.addEventListener('input', ({ target }) => this.#edited(target));
    this.#form.addEventListener('submit', (event) => {
      event.preventDefault();
      void this.#tryIt();
    });
    for (const id of ['local-list', 'remote-list'])
      byId(id, HTMLButtonElement).addEventListener('click', () => void this.#list());
    this.#show();
  }

  get choice(): ModelChoice {
    const texts = textNames.map((name) => [name, byId(name, HTMLInputElement).value.trim()]);
    return {
      ...(Object.fromEntries(texts) as Pick<ModelChoice, (typeof textNames)[number]>),
      kind: this.#kind.value as ModelKind,
      server: isLocalServer(this.#server.value) ? this.#server.value : 'ollama',
      gpuModel: this.#gpuModel.value,
    };
  }

  /** What a worker is told of the model. */
  get workerModel(): WorkerModel {
    const { choice } = this;
    const lent = this.#models.of(choice);
    if (lent) return { kind: 'lent', model: lent.config.model };
    return servedModelOf(choice, this.#key.value.trim() || null) ?? { kind: 'embedded' };
  }

  /** Keeps the model of a run from being changed while it lasts. */
  set isLocked(isLocked: boolean) {
    this.#fields.disabled = isLocked;
  }

  /** Lends a worker the page's own model, if that is chosen. */
  lend(worker: Worker): void {
    this.#models.lend(worker, this.choice);
  }

  /** Whether the choice can be used; if not, shows why and goes to the first field that is wrong. */
  check(): boolean {
    const problems = checkChoice(this.choice);
    this.#showProblems(problems);
    const [first] = Object.keys(problems);
    if (first === undefined) return true;
    this.#card.open = true;
    byId(first, HTMLInputElement).focus();
    return false;
  }

  #edited(target: EventTarget | null): void {
    if (target === this.#server) this.#useDefaultAddress();
    if (target === this.#key || target === this.#keepKey) this.#writeKey();
    if (target === byId('remoteAddress', HTMLInputElement)) this.#readKey();
    keepForm('model', keepable(this.choice));
    this.#testing?.abort();
    this.#listing?.abort();
    this.#result.textContent = '';
    this.#showProblems({});
    this.#show();
    this.#changed();
  }

  /** An address of one's own stays. */
  #useDefaultAddress(): void {
    const field = byId('localAddress', HTMLInputElement);
    const isDefault = Object.values(localAddresses).includes(field.value.trim());
    if (isDefault || field.value.trim() === '') field.value = localAddresses[this.choice.server];
    byId('local-models', HTMLDataListElement).replaceChildren();
  }

  #write(choice: ModelChoice): void {
    for (const name of textNames) byId(name, HTMLInputElement).value = choice[name];
    [this.#kind.value, this.#server.value] = [choice.kind, choice.server];
    this.#gpuModel.value = choice.gpuModel;
    // A name that is no longer offered.
    if (this.#gpuModel.selectedIndex < 0) this.#gpuModel.selectedIndex = 0;
  }

  #readKey(): void {
    const { remoteAddress } = this.choice;
    this.#key.value = this.#keys.get(remoteAddress);
    this.#keepKey.checked = this.#keys.isInSession(remoteAddress);
  }

  #writeKey(): void {
    const isKept = this.#keys.set(this.choice.remoteAddress, this.#key.value.trim(), this.#keepKey.checked);
    if (!isKept) this.#keepKey.checked = false;
  }

  #show(): void {
    const { choice } = this;
    for (const part of this.#form.querySelectorAll<HTMLElement>('[data-kind]'))
      part.hidden = part.dataset['kind'] !== choice.kind;
    byId('model-about', HTMLElement).textContent = describeChoice(choice);
    byId('privacy-note', HTMLElement).textContent = describePrivacy(choice);
    byId('key-place', HTMLElement).textContent = this.#keepKey.checked
      ? 'Kept in this tab’s sessionStorage until the tab is closed. Never in a checkpoint, an export, a log or the address.'
      : 'Kept in the memory of this page until it is closed or reloaded, as it is for another task. Never in a checkpoint, an export, a log or the address.';
    void this.#showAvailability(choice);
  }

  async #showAvailability(choice: ModelChoice): Promise<void> {
    const place = byId('model-availability', HTMLElement);
    place.textContent = '';
    const found = await this.#models.availability(choice).catch((error: unknown) => failureText(error));
    const isStale = this.choice.kind !== choice.kind || this.choice.gpuModel !== choice.gpuModel;
    if (found === null || isStale) return;
    place.textContent = typeof found === 'string' ? found : describeAvailability(found);
  }

  #showProblems(problems: ChoiceProblems): void {
    for (const name of textNames) {
      const problem = problems[name] ?? '';
      byId(`${name}-problem`, HTMLElement).textContent = problem;
      byId(name, HTMLInputElement).setAttribute('aria-invalid', String(problem !== ''));
    }
  }

  /** Asks the server which models it has, and offers them in the field. */
  async #list(): Promise<void> {
    const { choice } = this;
    const name = choice.kind === 'remote' ? 'remote' : 'local';
    const address = choice[`${name}Address`];
    const problem = checkAddress(address);
    if (problem !== null) return this.#showProblems({ [`${name}Address`]: problem });
    this.#say(`Asking ${address} for its models…`);
    this.#listing?.abort();
    const listing = (this.#listing = new AbortController());
    const late = new Error(
      `${address} gave no list within 15 s. Check the address, or type the model’s name.`,
    );
    const timer = setTimeout(() => listing.abort(late), 15_000);
    try {
      const apiKey = name === 'remote' ? this.#key.value.trim() || null : null;
      const server = { provider: providerOf(choice), apiBase: address, apiKey };
      this.#offer(name, await listServed(server, listing.signal));
    } catch (error) {
      // Of a list that is no longer wanted, nothing is said.
      const isUnwanted = listing.signal.aborted && listing.signal.reason !== late;
      if (!isUnwanted) this.#say(failureText(error), true);
    } finally {
      clearTimeout(timer);
    }
  }

  #offer(name: 'local' | 'remote', models: readonly string[]): void {
    const options = models.map((value) => make('option', '', { value }));
    byId(`${name}-models`, HTMLDataListElement).replaceChildren(...options);
    const field = byId(`${name}Model`, HTMLInputElement);
    const [first] = models;
    if (first === undefined)
      return this.#say('The server answered, but has no models. Load one there first.', true);
    if (field.value.trim() === '') field.value = first;
    keepForm('model', keepable(this.choice));
    this.#changed();
    this.#say(
      `The server has ${models.length === 1 ? 'one model' : `${models.length} models`}: ${models.slice(0, 12).join(', ')}.`,
    );
  }

  /** Tries the model; pressed again, stops that. */
  async #tryIt(): Promise<void> {
    if (this.#testing) return this.#testing.abort();
    if (!this.check()) return;
    const testing = (this.#testing = new AbortController());
    this.#test.textContent = 'Stop the test';
    this.#say('Asking…');
    const { worked, text } = await this.#outcome(testing.signal);
    this.#testing = null;
    byId('model-loading', HTMLElement).hidden = true;
    this.#test.textContent = 'Test';
    this.#say(text, !worked);
    void this.#showAvailability(this.choice);
  }

  /** What a test comes to; of the answers that are remembered, it is given none. */
  async #outcome(signal: AbortSignal): Promise<TestResult> {
    const served = servedModelOf(this.choice, this.#key.value.trim() || null);
    try {
      if (served) return await testServed(served, signal);
      return await testModel(this.#models.of(this.choice) ?? new NgramModel(), signal);
    } catch (error) {
      return { worked: false, text: signal.aborted ? 'The test was stopped.' : failureText(error) };
    }
  }

  /** Where no screen reader reads each step aloud, as it would in what the test says. */
  #showProgress({ fraction, text }: ModelProgress): void {
    byId('model-loading', HTMLElement).hidden = fraction >= 1;
    byId('model-progress', HTMLProgressElement).value = fraction;
    byId('model-progress-text', HTMLElement).textContent =
      `Loading, ${Math.floor(fraction * 100)} %. ${text ?? ''}`;
  }

  #say(text: string, isProblem = false): void {
    this.#result.classList.toggle('problem', isProblem);
    this.#result.textContent = text;
  }
}
