import { FormatError } from '../../src/base/errors.ts';
import { toText } from '../../src/python/format-conversion.ts';
import { formatParts, formatPath } from '../../src/python/format-path.ts';
import { parseTemplate } from '../../src/python/format-template.ts';
import type { TemplateField } from '../../src/python/format-template.ts';
import { formatValue } from '../../src/python/format-value.ts';
import { isJsonArray } from '../../src/python/json-value.ts';
import type { JsonValue } from '../../src/python/json-value.ts';
import { pythonTypeName } from '../../src/python/python-type-name.ts';
import { repr } from '../../src/python/repr.ts';
import { describePythonError, emptyOutcome, isOsError, isTruthy } from './callback-case.ts';
import type {
  CallbackCase,
  CaseEvent,
  CaseMetric,
  CaseProgram,
  ErrorOutcome,
  Outcome,
} from './callback-case.ts';

/**
 * Where the callback differs from Synalinks on purpose, and what holds instead. {@link outcomeByRule} applies each
 * rule at its one place, and says which applied.
 */
const callbackDeviations = {
  array_fallback_ignores_save_variables_only:
    'a monitor that is no scalar leads to an unconditional save of what was asked for',
  array_fallback_no_message: 'a monitor that is no scalar leads to a save like any other, with its message',
  best_updated_before_save: 'the best moves once the save is committed',
  message_before_failed_save: 'the message follows once the save is committed, so never for one that failed',
  counter_reset_before_save: 'the count starts anew once the save is committed',
  save_freq_nonpositive: 'is refused: Unrecognized save_freq',
  save_freq_bool: 'is refused: Unrecognized save_freq',
  first_jump_undercount: 'batches are counted from the first one',
  unwrapped_format_error:
    'every failure to format is one error, and one of the syntax is told when training begins',
  keyerror_repr: 'every failure to format is one error, whose text is its text',
  epoch_in_logs_collision: 'epoch always means the epoch',
  io_error_says_ModelCheckpoint: 'the error of a path that is a folder names ProgramCheckpoint',
  oserror_no_args_indexerror: 'an error without a text is thrown as it is',
  nonscalar_truth: 'a list is no scalar',
  nonfloat_format_crash: 'a value that is no number is no scalar',
  numpy_type_error: 'a value that is no number is no scalar',
  string_best_compares: 'a threshold that is no number is not used, with a warning',
  empty_metric_bool: 'a boolean is no number',
  int_overflow: 'an int beyond every float is no number',
  remote_path_prefix: 'a path is a key: none is remote',
  pathlike_normalised: 'a path is text, and stands as it is given',
  no_current_epoch: 'the epoch is 0 until one begins',
  verbose_str_crash: 'verbose takes 0, 1, "0", "1"; what is no number is silent',
  head_no_train_begin: 'the direction is found when it is first needed',
  head_best_none: 'the best is the worst there is until there is one',
  head_sticky_op: 'the direction is found when it is first needed',
  head_direction_other: 'a direction that is not known says nothing: more is better',
  head_container_filter: 'every metric of the program counts',
  head_monitor_nonstring: 'a monitor that is no text is a name that nothing is logged under',
  fs: 'a path is a key: what a file system cannot do is nothing to a store, but for a file that is a folder',
  numpy_text: 'an array is a list, and reads as one',
  bad_filepath:
    'a path that is no text is refused in the words for a wrong ending (Python stumbles over its type)',
  no_program: 'without a program, the error says what is missing (Python stumbles over None)',
  python_signature:
    "a call with missing or unknown names is refused in words of our own, not in those of Python's calls",
  whole_float_save_freq: 'JavaScript has one kind of number: 1.0 is 1',
} as const;

/** A reason of ours. */
export type Slug = keyof typeof callbackDeviations;

/** The outcome of a case by our rules, and which of them made a difference. */
export interface RuledOutcome {
  readonly outcome: Outcome;
  readonly slugs: ReadonlySet<Slug>;
}

/** Works out what a case leads to by our rules: the reference, slowly and plainly, but for them. */
export function outcomeByRule(given: CallbackCase): RuledOutcome {
  const model = new Model(given, true);
  model.run();
  return { outcome: model.outcome, slugs: model.slugs };
}

/** Works out what a case leads to in the reference; null where that is NumPy's or the file system's to say. */
export function outcomeInReference(given: CallbackCase): Outcome | null {
  const model = new Model(given, false);
  try {
    model.run();
    return model.outcome;
  } catch (error) {
    if (error instanceof NotModelled) return null;
    throw error;
  }
}

/** What the reference does here is not in the model. */
class NotModelled extends Error {}

/** An error of the callback. */
class ModelError extends Error {
  readonly described: ErrorOutcome;

  constructor(type: string, message: string) {
    super(message);
    this.described = { type, message };
  }
}

const optionNames = new Set([
  'filepath',
  'monitor',
  'verbose',
  'save_best_only',
  'save_variables_only',
  'mode',
  'save_freq',
  'initial_value_threshold',
]);

/** A model of the callback: the reference, or, where it calls `departs`, what we do instead. */
class Model {
  readonly outcome = emptyOutcome();
  readonly slugs = new Set<Slug>();
  readonly #case: CallbackCase;
  readonly #isOurs: boolean;
  readonly #files = new Map<string, string>();
  readonly #folders = new Set<string>();
  #event = 0;
  #program: CaseProgram | null;
  #calls = 0;
  #filepath = '';
  #monitor = 'val_reward';
  #verbose = 0;
  #mode = 'auto';
  #saveFreq: number | 'epoch' = 'epoch';
  /** The best so far; null before there is one. */
  #best: number | bigint | null = null;
  /** The direction of `auto` once a best was found by it. */
  #foundMode: string | null = null;
  /** The reference's comparison; null until it is known. */
  #referenceMode: string | null = null;
  #count = 0;
  #lastBatch = 0;
  #sawBatch = false;
  #epoch: number | null = null;

  constructor(given: CallbackCase, isOurs: boolean) {
    this.#case = given;
    this.#isOurs = isOurs;
    this.#program = given.program;
  }

  run(): void {
    const { setup, events } = this.#case;
    for (const { type, path, content } of setup) {
      if (type === 'dir') this.#folders.add(path);
      else this.#files.set(path, content);
    }
    try {
      this.#construct();
      for (const [index, event] of events.entries()) this.#dispatch(event, index);
      this.outcome.final = this.#final();
    } catch (error) {
      if (!(error instanceof ModelError)) throw error;
      this.outcome.constructorError = error.described;
    }
    this.outcome.files = [...this.#files]
      .map(([path, content]) => ({ path: path.replace(/^@TMP@\//, ''), content }))
      .sort((a, b) => (a.path < b.path ? -1 : 1));
    const isNormal = ({ path }: { path: string }): boolean => !/(?:^|\/)\.{0,2}\//.test(path);
    if (!this.outcome.files.every(isNormal)) this.#leaves('fs');
  }

  /** Tells whether to depart from the reference here. */
  #departs(slug: Slug): boolean {
    if (this.#isOurs) this.slugs.add(slug);
    return this.#isOurs;
  }

  /** Departs from what the model does not know of the reference. */
  #leaves(slug: Slug): void {
    if (!this.#departs(slug)) throw new NotModelled();
  }

  #construct(): void {
    const { kwargs, isPathlike } = this.#case;
    const unknown = [...kwargs.keys()].find((name) => !optionNames.has(name));
    if (!kwargs.has('filepath') || unknown !== undefined) this.#leaves('python_signature');
    if (unknown !== undefined) throw new ModelError('ValueError', unknownWords(unknown));
    if (isPathlike) this.#leaves('pathlike_normalised');
    this.#readMode(kwargs.get('mode'));
    this.#readSaveFreq(kwargs.get('save_freq') ?? (kwargs.has('save_freq') ? null : 'epoch'));
    this.#readFilepath();
    const monitor = kwargs.get('monitor');
    if (monitor !== undefined) this.#monitor = toText(monitor);
    this.#readVerbose(kwargs.get('verbose'));
    this.#readThreshold(kwargs.get('initial_value_threshold') ?? null);
  }

  #readMode(mode: JsonValue = 'auto'): void {
    if (mode === 'min' || mode === 'max') this.#mode = mode;
    else if (mode !== 'auto') {
      const warning = `ProgramCheckpoint mode '${toText(mode)}' is unknown, fallback to auto mode.`;
      this.outcome.constructorWarnings.push(warning);
    }
    if (this.#mode !== 'auto') this.#referenceMode = this.#mode;
    else if (this.#case.variant === 'seed') this.#referenceMode = 'max';
  }

  #readSaveFreq(saveFreq: JsonValue): void {
    if (saveFreq === 'epoch') return;
    if (!this.#takesSaveFreq(saveFreq)) {
      const expected = "Expected save_freq are 'epoch' or integer values";
      throw new ModelError('ValueError', `Unrecognized save_freq: ${toText(saveFreq)}. ${expected}`);
    }
    this.#saveFreq = Number(saveFreq);
  }

  #takesSaveFreq(saveFreq: JsonValue): boolean {
    if (typeof saveFreq === 'boolean') return !this.#departs('save_freq_bool');
    if (typeof saveFreq === 'number' && Number.isInteger(saveFreq))
      return this.#departs('whole_float_save_freq');
    if (typeof saveFreq !== 'bigint') return false;
    return saveFreq > 0n || !this.#departs('save_freq_nonpositive');
  }

  #readFilepath(): void {
    const filepath = this.#case.kwargs.get('filepath');
    if (filepath !== undefined && typeof filepath !== 'string') this.#leaves('bad_filepath');
    const variablesOnly = isTruthy(this.#case.kwargs.get('save_variables_only'));
    if (typeof filepath !== 'string' || !filepath.endsWith(variablesOnly ? '.variables.json' : '.json')) {
      const received = filepath === undefined ? 'undefined' : toText(filepath);
      throw new ModelError('ValueError', `${suffixWords(variablesOnly)}Received: filepath=${received}`);
    }
    this.#filepath = filepath;
  }

  #readVerbose(verbose: JsonValue = 0n): void {
    if (['number', 'bigint', 'boolean'].includes(typeof verbose)) this.#verbose = Number(verbose);
    else {
      this.#leaves('verbose_str_crash');
      this.#verbose = verbose === '1' ? 1 : 0;
    }
  }

  #readThreshold(threshold: JsonValue): void {
    if (threshold === null) return;
    if (typeof threshold === 'number' || typeof threshold === 'bigint') this.#best = threshold;
    else {
      this.#leaves(typeof threshold === 'boolean' ? 'empty_metric_bool' : 'string_best_compares');
      const received = `initial_value_threshold '${toText(threshold)}'`;
      this.outcome.constructorWarnings.push(`ProgramCheckpoint ${received} is not a number, it is not used.`);
    }
  }

  #dispatch(event: CaseEvent, index: number): void {
    this.#event = index;
    try {
      this.#handle(event);
    } catch (error) {
      if (!(error instanceof ModelError)) throw error;
      this.outcome.order.push('error');
      this.outcome.errors.push({ event: index, ...error.described });
    }
  }

  #handle(event: CaseEvent): void {
    const { method, epoch, batch } = event;
    if (method === 'set_program') {
      this.#program = event.program;
      this.#calls = 0;
    } else if (method === 'on_train_begin') this.#trainBegin();
    else if (method === 'on_epoch_begin') this.#epoch = epoch;
    else if (method === 'on_epoch_end' && this.#saveFreq === 'epoch') this.#save(event, epoch, null);
    else if (method === 'on_train_batch_end' && this.#saveFreq !== 'epoch') this.#batchEnd(event, batch);
  }

  #trainBegin(): void {
    this.#resolveReferenceMode();
    const fault = parseTemplate(this.#filepath)
      .map(alwaysFails)
      .find((found) => found !== null);
    if (fault && this.#departs('unwrapped_format_error')) throw this.#formatError(fault);
  }

  /** The newer reference looks for the direction here, once. */
  #resolveReferenceMode(): void {
    if (this.#mode !== 'auto' || this.#case.variant === 'seed') return;
    const monitor = this.#case.kwargs.get('monitor') ?? null;
    if (this.#case.kwargs.has('monitor') && typeof monitor !== 'string') {
      if (this.#departs('head_monitor_nonstring')) return;
      const type = pythonTypeName(monitor);
      throw new ModelError('AttributeError', `'${type}' object has no attribute 'removeprefix'`);
    }
    const found = this.#metrics().find(
      ({ container, direction }) => container !== 'Other' && isTruthy(direction),
    );
    this.#referenceMode ??= found && found.direction !== 'up' ? 'min' : 'max';
  }

  #metrics(): CaseMetric[] {
    const name = this.#monitor.replace(/^val_/, '');
    return (this.#program?.metrics ?? []).filter((metric) => metric.name === name);
  }

  #batchEnd(event: CaseEvent, batch: number): void {
    this.#countBatch(batch);
    if (this.#count < Number(this.#saveFreq)) return;
    const count = this.#count;
    this.#count = 0;
    if (this.#epoch === null && !this.#departs('no_current_epoch')) {
      throw new ModelError('AttributeError', "'ProgramCheckpoint' object has no attribute '_current_epoch'");
    }
    try {
      this.#save(event, this.#epoch ?? 0, batch);
    } catch (error) {
      if (count > 0 && this.#departs('counter_reset_before_save')) this.#count = count;
      throw error;
    }
  }

  #countBatch(batch: number): void {
    const isJump = !this.#sawBatch && batch > 0 && this.#departs('first_jump_undercount');
    const isNewEpoch = isJump || batch <= this.#lastBatch;
    this.#count += isNewEpoch ? batch + 1 : batch - this.#lastBatch;
    this.#sawBatch = true;
    this.#lastBatch = batch;
  }

  #save(event: CaseEvent, epoch: number, batch: number | null): void {
    const path = this.#format(event, epoch, batch);
    const folder = path.slice(0, Math.max(path.lastIndexOf('/'), 0));
    if (/^\/(?:gcs|cns|cfs|hdfs|readahead)|:\/\//.test(folder)) this.#leaves('remote_path_prefix');
    if (isTruthy(this.#case.kwargs.get('save_best_only'))) this.#saveBest(event, epoch, path);
    else this.#write(path, `\nEpoch ${epoch + 1}: saving model to ${path}`, null);
  }

  #format({ logs, arrays }: CaseEvent, epoch: number, batch: number | null): string {
    if ([...arrays].some((name) => this.#filepath.includes(`{${name}`))) this.#leaves('numpy_text');
    if (logs.has('epoch')) this.#leaves('epoch_in_logs_collision');
    const values = new Map(logs).set('epoch', BigInt(epoch) + 1n);
    if (batch !== null && !values.has('batch')) values.set('batch', BigInt(batch) + 1n);
    try {
      return formatPath(this.#filepath, values);
    } catch (error) {
      if (!(error instanceof FormatError)) throw error;
      throw this.#wrapped(error);
    }
  }

  #wrapped(error: FormatError): ModelError {
    const type = String(error.details['type']);
    const wrapped = this.#formatError(error.message);
    if (this.#departs(type === 'KeyError' ? 'keyerror_repr' : 'unwrapped_format_error')) return wrapped;
    return new ModelError(type, type === 'KeyError' ? repr(wrapped.message) : error.message);
  }

  #formatError(reason: string): ModelError {
    const message = `Failed to format this callback filepath: "${this.#filepath}". Reason: ${reason}`;
    return new ModelError('ArgumentError', message);
  }

  #saveBest({ logs, arrays }: CaseEvent, epoch: number, path: string): void {
    const value = logs.get(this.#monitor) ?? null;
    if (value === null) {
      this.#warn(`Can save best model only with ${this.#monitor} available, skipping.`);
      return;
    }
    const number = this.#numberOf(value, arrays.has(this.#monitor));
    if (number === null) {
      this.#warn(
        'Can save best model only when `monitor` is a scalar value. ' +
          `Received: ${toText(value)}. Falling back to \`save_best_only=False\`.`,
      );
      this.#write(path, `\nEpoch ${epoch + 1}: saving model to ${path}`, null);
      return;
    }
    const [mode, best] = [this.#modeNow(), this.#bestNow()];
    const improves = mode === 'min' ? isGreater(best, number) : isGreater(number, best);
    const start = `\nEpoch ${epoch + 1}: ${this.#monitor}`;
    if (improves) {
      const change = `improved from ${fixed(best)} to ${fixed(number)}`;
      this.#write(path, `${start} ${change}, saving program to ${path}`, number);
    } else this.#print(`${start} did not improve from ${fixed(best)}`);
  }

  #numberOf(value: JsonValue, isArray: boolean): number | bigint | null {
    if (typeof value === 'number') return value;
    if (typeof value === 'bigint' && Number.isFinite(Number(value))) return value;
    if (isArray) {
      this.#leaves('numpy_text');
      if (isTruthy(this.#case.kwargs.get('save_variables_only'))) {
        this.#departs('array_fallback_ignores_save_variables_only');
      }
      if (this.#verbose > 0) this.#departs('array_fallback_no_message');
    } else if (isJsonArray(value)) this.#leaves('nonscalar_truth');
    else if (typeof value === 'bigint') this.#leaves('int_overflow');
    else if (typeof value === 'boolean') this.#leaves('empty_metric_bool');
    else
      this.#leaves(
        typeof value === 'string' && this.#verbose > 0 ? 'nonfloat_format_crash' : 'numpy_type_error',
      );
    return null;
  }

  #modeNow(): string {
    if (this.#mode !== 'auto') return this.#mode;
    const directions = this.#metrics().map(({ direction }) => direction);
    const known = directions.find((direction) => direction === 'up' || direction === 'down');
    const mode = this.#foundMode ?? (known === 'down' ? 'min' : 'max');
    const reference = this.#referenceMode;
    if (mode === reference) return mode;
    if (this.#departs(reference === null ? 'head_no_train_begin' : this.#whyOtherMode())) return mode;
    if (reference === null) throw new ModelError('TypeError', "'NoneType' object is not callable");
    return reference;
  }

  #whyOtherMode(): Slug {
    const metrics = this.#metrics();
    if (metrics.some(({ container }) => container === 'Other')) return 'head_container_filter';
    const isOther = ({ direction }: CaseMetric): boolean =>
      isTruthy(direction) && direction !== 'up' && direction !== 'down';
    return metrics.some(isOther) ? 'head_direction_other' : 'head_sticky_op';
  }

  #bestNow(): number | bigint {
    return this.#best ?? (this.#modeNow() === 'min' ? Infinity : -Infinity);
  }

  #write(path: string, message: string, newBest: number | bigint | null): void {
    if (this.#verbose > 0 && this.#departs('message_before_failed_save')) {
      this.#store(path, newBest);
      this.#print(message);
    } else {
      this.#print(message);
      this.#store(path, newBest);
    }
  }

  #store(path: string, newBest: number | bigint | null): void {
    const [best, foundMode] = [this.#best, this.#foundMode];
    if (newBest !== null) {
      this.#foundMode = this.#modeNow();
      this.#best = newBest;
    }
    try {
      this.#saveProgram(path);
    } catch (error) {
      if (newBest !== null && this.#departs('best_updated_before_save')) {
        [this.#best, this.#foundMode] = [best, foundMode];
      }
      throw error;
    }
  }

  #saveProgram(path: string): void {
    if (this.#program === null) {
      if (!this.#departs('no_program')) {
        const method = this.#variablesOnly() ? 'save_variables' : 'save';
        throw new ModelError('AttributeError', `'NoneType' object has no attribute '${method}'`);
      }
      throw new ModelError('ProgramError', noProgramText(this.#variablesOnly()));
    }
    const action = this.#variablesOnly() ? 'save_variables' : 'save';
    this.#calls += 1;
    const record = { event: this.#event, action, path, ok: false };
    this.outcome.actions.push(record);
    this.outcome.order.push(action);
    this.#raise(this.#program, path);
    this.#refuseFolder(path);
    if (/\0|[^/]{256}/.test(path)) this.#leaves('fs');
    this.#files.set(path, `${action} ${this.#calls}`);
    record.ok = true;
  }

  #variablesOnly(): boolean {
    return isTruthy(this.#case.kwargs.get('save_variables_only'));
  }

  #raise({ raises }: CaseProgram, path: string): void {
    const raise = raises.find(({ call }) => call === null || call === this.#calls);
    if (!raise) return;
    const { type, message } = describePythonError(raise.error);
    if (type === 'IsADirectoryError') throw folderError(path);
    const [first] = raise.error.args;
    if (isOsError(raise.error) && first === undefined && !this.#departs('oserror_no_args_indexerror')) {
      throw new ModelError('IndexError', 'tuple index out of range');
    }
    if (isOsError(raise.error) && first !== undefined && /is a directory/i.test(toText(first))) {
      const ours = this.#departs('io_error_says_ModelCheckpoint');
      throw folderError(path, ours ? 'ProgramCheckpoint' : 'ModelCheckpoint');
    }
    throw new ModelError(type, message);
  }

  #refuseFolder(path: string): void {
    const isInside = (folder: string, inner: string): boolean => inner.startsWith(`${folder}/`);
    const isFolder = [...this.#files.keys(), ...this.#folders].some((other) => isInside(path, other));
    const isBelowFile = [...this.#files.keys()].some((file) => isInside(file, path));
    if (isBelowFile || isFolder) this.#leaves('fs');
    if (isBelowFile || isFolder || this.#folders.has(path)) throw folderError(path);
  }

  #warn(text: string): void {
    this.outcome.order.push('warning');
    this.outcome.warnings.push({ event: this.#event, text });
  }

  #print(text: string): void {
    if (!(this.#verbose > 0)) return;
    this.outcome.order.push('print');
    this.outcome.messages.push({ event: this.#event, text });
  }

  #final(): Outcome['final'] {
    const isFound = this.#referenceMode !== null || this.#departs('head_best_none');
    const mode = isFound ? this.#modeNow() : null;
    const best = isFound ? this.#bestNow() : this.#best;
    return {
      best: best === null ? null : Number(best),
      batchesSinceSave: this.#count,
      lastBatch: this.#lastBatch,
      epoch: this.#epoch,
      monitorOp: mode && (mode === 'min' ? 'less' : 'greater'),
      filepath: this.#filepath,
    };
  }
}

function unknownWords(name: string): string {
  return (
    `ProgramCheckpoint has no option \`${name}\`: nothing is called alike. Known are \`monitor\`, \`verbose\`, ` +
    '`saveBestOnly`, `saveVariablesOnly`, `mode`, `saveFreq`, `initialValueThreshold`, `store`, `retention`, ' +
    '`saveEveryMs`, `saveOnStop`.'
  );
}

function suffixWords(variablesOnly: boolean): string {
  return variablesOnly
    ? 'When using `save_variables_only=True` in `ProgramCheckpoint`, the filepath provided must end in ' +
        '`.variables.json` (Synalinks variables format). '
    : 'The filepath provided must end in `.json` (Synalinks program format). ';
}

/** Why a part of a template fails with any values; null if it does not. Fields of logs may always succeed. */
function alwaysFails(part: ReturnType<typeof parseTemplate>[number]): string | null {
  if (typeof part === 'string') return null;
  if (part.kind === 'fault') return part.message;
  const fields = [part, ...(part.nested ?? []).filter(isField)];
  const isSure = ({ first }: TemplateField): boolean =>
    first.kind !== 'key' || first.name === 'epoch' || first.name === 'batch';
  if (!fields.every(isSure)) return null;
  try {
    formatParts([part], { epoch: 1n, batch: 1n });
    return null;
  } catch (error) {
    return error instanceof FormatError ? error.message : String(error);
  }
}

function isField(part: ReturnType<typeof parseTemplate>[number]): part is TemplateField {
  return typeof part === 'object' && part.kind === 'field';
}

/** As NumPy: two ints as ints, else both as floats. */
function isGreater(one: number | bigint, other: number | bigint): boolean {
  const areInts = typeof one === 'bigint' && typeof other === 'bigint';
  return areInts ? one > other : Number(one) > Number(other);
}

function fixed(value: number | bigint): string {
  return formatValue(value, '.5f');
}

function folderError(path: string, who = 'ProgramCheckpoint'): ModelError {
  const words = `Please specify a non-directory filepath for ${who}. `;
  return new ModelError('OSError', `${words}Filepath used is an existing directory: ${path}`);
}

function noProgramText(variablesOnly: boolean): string {
  const method = variablesOnly ? 'toVariablesFile' : 'toProgramFile';
  return (
    `ProgramCheckpoint has nothing to save: its program has no ${method}(). ` +
    'Give it to `fit`, or call `setProgram` with an object that has toProgramFile() and toVariablesFile().'
  );
}
