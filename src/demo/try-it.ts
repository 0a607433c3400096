import type { CheckpointEntry, CheckpointStore, TrainerClient } from 'tidemark';
import type { DataSet, Language } from './data-set.ts';
import { byId, make } from './dom.ts';
import { isRecord } from './is-record.ts';
import { Likeness } from './likeness.ts';
import { readValue } from './own-task.ts';
import type { OwnTask } from './own-task.ts';
import { wordsOf } from './words-of.ts';

/** Languages whose test sentences are offered: each has a near twin among the others. */
const offered = new Set(['Galician', 'Norwegian', 'Slovak', 'Estonian']);

/** A field for a sentence, answered by the best checkpoint's program. */
export class TryIt {
  readonly #store: CheckpointStore;
  readonly #trainer: () => TrainerClient;
  readonly #languages: readonly Language[];
  readonly #task: OwnTask | null;
  readonly #form = byId('try', HTMLFormElement);
  readonly #field = byId('sentence', HTMLTextAreaElement);
  readonly #button = byId('ask', HTMLButtonElement);
  readonly #answer = byId('answer', HTMLElement);
  readonly #answeredBy = byId('answered-by', HTMLElement);
  /** Counts questions, so that a late answer does not stand under a later question. */
  #asked = 0;

  /**
   * @param trainer gives the trainer that answers; it is asked for only when there is a question
   * @param task the task of the user's own; null for the page's
   */
  constructor(
    store: CheckpointStore,
    trainer: () => TrainerClient,
    { languages }: Pick<DataSet, 'languages'>,
    task: OwnTask | null,
  ) {
    this.#task = task;
    this.#store = store;
    this.#trainer = trainer;
    this.#languages = languages;
  }

  start(): void {
    this.#form.addEventListener('submit', (event) => {
      event.preventDefault();
      void this.#ask();
    });
    this.#field.addEventListener('keydown', (event) => {
      if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      void this.#ask();
    });
    this.#offerExamples();
    for (const type of ['checkpoint-saved', 'checkpoint-deleted'] as const) {
      this.#store.addEventListener(type, () => void this.#refresh());
    }
    void this.#refresh();
  }

  #offerExamples(): void {
    const own = this.#task?.test.slice(0, 4).map(([x]) => Object.values(x).map(lineOf).join('\n'));
    const chips = (own ?? this.#offeredSentences()).map((sentence) =>
      make('button', sentence, { type: 'button', className: 'chip', dir: 'auto', title: sentence }),
    );
    for (const chip of chips) {
      chip.addEventListener('click', () => {
        this.#field.value = chip.title;
        void this.#ask();
      });
    }
    byId('examples', HTMLElement).replaceChildren(...chips);
  }

  #offeredSentences(): readonly string[] {
    return this.#languages.filter(({ name }) => offered.has(name)).flatMap(({ test }) => test.slice(0, 1));
  }

  /** What is typed as the program's input: of a task with several, each line is one. */
  #inputOf(text: string): Record<string, string | number | boolean> {
    const { inputs } = this.#task ?? {};
    if (!inputs) return { text };
    const parts = inputs.length === 1 ? [text] : text.split('\n');
    const values = inputs.map(({ name, column, type }, index) => {
      const value = readValue(parts[index] ?? '', type);
      if (value === null) throw new Error(`“${parts[index] ?? ''}” is no ${type}, as “${column}” is.`);
      return [name, value];
    });
    return Object.fromEntries(values) as Record<string, string | number | boolean>;
  }

  async #refresh(): Promise<void> {
    const asked = await this.#checkpointToAsk();
    this.#button.ariaDisabled = String(asked === null);
    byId('try-note', HTMLElement).textContent = asked
      ? ''
      : 'There is no checkpoint yet: press Train first, then ask the best one here.';
  }

  /** The best one; where none was judged, as what is imported may not be, the newest. */
  async #checkpointToAsk(): Promise<CheckpointEntry | null> {
    const best = await this.#store.best();
    return best ?? (await this.#store.list({ kind: 'program', limit: 1 })).entries[0] ?? null;
  }

  async #ask(): Promise<void> {
    const sentence = this.#field.value.trim();
    if (sentence === '') return this.#field.focus();
    const number = ++this.#asked;
    this.#show('Thinking…', '');
    try {
      const asked = await this.#checkpointToAsk();
      if (asked === null) return this.#show('', '');
      const [answer] = await this.#trainer().predict([this.#inputOf(sentence)], { checkpoint: asked.path });
      if (number === this.#asked) this.#show(this.#wordOf(answer), this.#noteOn(answer, sentence, asked));
    } catch (error) {
      if (number === this.#asked) this.#show('No answer', wordsOf(error));
    }
  }

  /** The language in an answer, with its own name for itself where that differs. */
  #wordOf(answer: unknown): string {
    if (this.#task && isRecord(answer)) return Object.values(answer).map(String).join(', ');
    const language = this.#languageOf(answer);
    if (!language) return nameIn(answer) ?? 'No answer';
    return language.endonym === language.name ? language.name : `${language.name} (${language.endonym})`;
  }

  /** Who has answered, and whether the text is hardly in that language at all. */
  #noteOn(answer: unknown, sentence: string, asked: CheckpointEntry): string {
    const language = this.#languageOf(answer);
    const isGuess = language && !this.#task && likenessTo(language).isDoubtful(sentence);
    const doubt = isGuess ? `A guess: hardly any of this text looks like ${language.name}. ` : '';
    return `${doubt}Answered by ${describeAnswerer(asked)}`;
  }

  #languageOf(answer: unknown): Language | undefined {
    const named = nameIn(answer)?.toLowerCase();
    return this.#languages.find(({ name }) => name.toLowerCase() === named);
  }

  #show(answer: string, note: string): void {
    this.#answer.textContent = answer;
    this.#answeredBy.textContent = note;
  }
}

/** A value as a line of its own. */
const lineOf = (value: unknown): string => String(value).replaceAll(/\s*\n\s*/g, ' ');

function nameIn(answer: unknown): string | null {
  const named = isRecord(answer) ? Object.values(answer).find((value) => typeof value === 'string') : answer;
  return typeof named === 'string' ? named : null;
}

function likenessTo({ hints, train, validation }: Language): Likeness {
  return new Likeness([...hints, ...train, ...validation]);
}

function describeAnswerer({ path, logs, monitor }: CheckpointEntry): string {
  const name = monitor ?? 'val_reward';
  const value = logs[name];
  return `${path}${value === undefined ? '' : ` (${name} ${value.toFixed(3)})`}`;
}
