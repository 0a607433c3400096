import { checkOptions } from '../base/check-options.ts';
import type { OptionNames } from '../base/check-options.ts';
import { ArgumentError } from '../base/errors.ts';
import type { CheckpointStore } from '../checkpoints/checkpoint-store.ts';
import { isJsonArray, isJsonObject, jsonObject } from '../python/json-value.ts';
import type { JsonValue } from '../python/json-value.ts';
import { Callback } from './callback.ts';
import type { Logs } from './callback.ts';
import { CheckpointWriter } from './checkpoint-writer.ts';
import { csvRow, notAvailable } from './csv-row.ts';
import { logValues } from './log-values.ts';
import type { LogValues } from './log-values.ts';
import { newRunId } from './run-id.ts';
import { readCount } from './state-number.ts';

/** How to log. */
export interface CSVLoggerOptions {
  /** One character between columns. @default ',' */
  readonly separator?: string;
  /** Go on with the file that is there, and write no second header. @default false */
  readonly append?: boolean;
  /** Where to save. @default `openCheckpointStore()` */
  readonly store?: CheckpointStore | Promise<CheckpointStore>;
}

const names: OptionNames<CSVLoggerOptions> = { separator: true, append: true, store: true };

/** Where a run that is resumed was. */
interface Place {
  readonly path: string;
  readonly columns: readonly string[] | null;
  readonly length: number;
}

/**
 * Logs every epoch to a CSV file in the store, a line as soon as the epoch has ended.
 *
 * The columns are those of the first epoch; if it has no validation, they include its values' `val_` names. `epoch` is
 * 0-based. What is missing is `NA`, what is new is left out. Follows `synalinks.callbacks.CSVLogger` to the byte. A run
 * that is resumed goes on from where its checkpoint was, so that no epoch is there twice; a fork does so in a file of its own,
 * `…-v1.csv`.
 *
 * @example
 * const store = await openCheckpointStore();
 * await program.fit(x, y, { callbacks: [new CSVLogger('runs/log.csv', { store })] });
 * const { text } = await store.load('runs/log.csv');
 * // As a download, on a page:
 * const href = URL.createObjectURL(new Blob([text], { type: 'text/csv' }));
 * Object.assign(document.createElement('a'), { href, download: 'log.csv' }).click();
 */
export class CSVLogger extends Callback {
  override readonly stateName: string = 'CSVLogger';
  readonly filepath: string;
  readonly separator: string;
  readonly append: boolean;
  readonly #writer: CheckpointWriter;
  readonly #ownRun = newRunId();
  /** The columns beside `epoch`; null before the first epoch. */
  #columns: readonly string[] | null = null;
  /** The file so far; null until it is known what to begin with. */
  #text: string | null = null;
  /** Where the file is, once one was written. */
  #path: string;
  #resumed: Place | null = null;

  /** @throws ArgumentError `unknown-option`, `invalid-separator` */
  constructor(filepath: string, options: CSVLoggerOptions = {}) {
    super();
    if (new.target === CSVLogger) checkOptions('CSVLogger', options, names);
    const { separator = ',', append = false, store = null } = options;
    if ([...separator].length !== 1) {
      const message = `The separator of a CSV file is ${JSON.stringify(separator)}. Expected one character.`;
      throw new ArgumentError('invalid-separator', message, { details: { separator } });
    }
    this.filepath = this.#path = filepath;
    this.separator = separator;
    this.append = append;
    this.#writer = new CheckpointWriter(store);
  }

  override getState(): JsonValue {
    const { path, columns } = this.#resumed ?? { path: this.#path, columns: this.#columns };
    const length = this.#text?.length ?? this.#resumed?.length ?? 0;
    return jsonObject(['path', path], ['columns', columns], ['length', BigInt(length)]);
  }

  override setState(state: JsonValue): void {
    if (!isJsonObject(state)) return;
    const [path, columns] = [state.get('path'), state.get('columns')];
    this.#resumed = {
      path: typeof path === 'string' ? path : this.filepath,
      columns: isJsonArray(columns) ? columns.map(String) : null,
      length: readCount(state.get('length')) ?? 0,
    };
    this.#text = null;
  }

  override onTrainBegin(): void {
    this.#text = null;
    this.#path = this.filepath;
  }

  override async onEpochEnd(epoch: number, logs?: Logs): Promise<void> {
    const values = logValues(logs);
    const before = this.#text ?? (await this.#textBefore());
    const columns = (this.#columns ??= columnsOf(values));
    const header = before === '' ? csvRow(['epoch', ...columns], this.separator) : '';
    const cells = columns.map((column) => (values.has(column) ? (values.get(column) ?? null) : notAvailable));
    this.#text = before + header + csvRow([BigInt(epoch), ...cells], this.separator);
    const { run = this.#ownRun, parent = null, origin = null } = this.params;
    const info = { kind: 'other', run, parent, epoch, reason: 'epoch' } as const;
    const entry = await this.#writer.write(this.filepath, this.#text, info, { spares: origin !== null });
    this.#path = entry?.path ?? this.#path;
  }

  override async onTrainEnd(): Promise<void> {
    this.#resumed = null;
    await this.#writer.close();
  }

  override async onTrainFailed(): Promise<void> {
    this.#resumed = null;
    await this.#writer.close();
  }

  async #textBefore(): Promise<string> {
    const resumed = this.#resumed;
    this.#resumed = null;
    if (resumed) this.#columns = resumed.columns;
    if (!resumed && !this.append) return '';
    const store = await this.#writer.store();
    const path = resumed?.path ?? this.filepath;
    if ((await store.info(path)) === null) return '';
    const { text } = await store.load(path);
    return resumed ? text.slice(0, resumed.length) : text;
  }
}

function columnsOf(values: LogValues): readonly string[] {
  const names = [...values.keys()].sort();
  const isValidated = names.some((name) => name.startsWith('val_'));
  return isValidated ? names : [...names, ...names.map((name) => `val_${name}`)];
}
