import { loadPart } from '../base/load-part.ts';
import type { CallbackProgram, Logs, MetricDirection } from '../callbacks/callback.ts';
import type { History } from '../callbacks/history.ts';
import type { SaveReason } from '../checkpoints/checkpoint-store.ts';
import type { SymbolicDataModel } from '../data/json-data-model.ts';
import type { FileFields } from '../programs/file-fields.ts';
import type { FunctionalOptions } from '../programs/functional-program.ts';
import { Module } from '../programs/module.ts';
import type { CallOptions, ClassIdentity, DataValue } from '../programs/module.ts';
import { applyState, keptState, planState, stateTree } from '../programs/state-tree.ts';
import type { StateReport } from '../programs/state-tree.ts';
import type { Structured } from '../programs/structure.ts';
import type { JsonObject, JsonValue } from '../python/json-value.ts';
import { formatJson } from '../python/format-json.ts';
import type { PlainValue } from '../python/plain-value.ts';
import type { Data } from './batch-source.ts';
import { resolveCompile } from './compile-options.ts';
import type { CompileOptions } from './compile-options.ts';
import type { FileCompile } from './file-compile.ts';
import type { FitRequest } from './fit-plan.ts';
import type {
  BatchOptions,
  EvaluateOptions,
  FitOptions,
  ListOptions,
  LogList,
  PredictOptions,
  TrainOnBatchOptions,
} from './fit-options.ts';
import { programBody } from './program-body.ts';
import type { ProgramBody } from './program-body.ts';
import { programFile } from './program-file.ts';
import { loadState, saveFile } from './program-storage.ts';
import type { LoadVariablesOptions, StoreOptions } from './program-storage.ts';
import { assignByPath, notCompiled, stateMismatch, stateSections, valuesByPath } from './program-state.ts';
import type { Row } from './samples.ts';
import { Trainer } from './trainer.ts';

/** What runs data through a program, loaded when it first does. */
const runData = () => loadPart(() => import('./run-data.ts'));

/**
 * A program of language-model modules that can be trained, judged, saved and run. Follows `synalinks.Program`.
 *
 * @example
 * const inputs = Input(Query);
 * const outputs = await new Generator({ dataModel: Answer, languageModel }).call(inputs);
 * const program = new Program({ inputs, outputs, name: 'answerer' });
 * program.compile({ reward: new ExactMatch(), optimizer: new RandomFewShot() });
 * const history = await program.fit(x, y, { epochs: 5, validationData: [xVal, yVal] });
 */
export class Program extends Module<true> implements CallbackProgram {
  readonly body: ProgramBody;
  /** Set it to end training after the batch or epoch at hand. */
  stopTraining = false;
  /** Set it to end `evaluate` after the batch at hand. */
  stopEvaluating = false;
  /** Set it to end `predict` after the batch at hand. */
  stopPredicting = false;
  /** The fields of the file that the program was loaded from. */
  fileFields: FileFields | null = null;
  /** What that file says of compiling, until the program is compiled otherwise. */
  fileCompile: FileCompile | null = null;
  #trainer: Trainer | null = null;

  /** @throws ProgramError `disconnected`, `duplicate-name`; ArgumentError `unknown-option` */
  constructor(options: FunctionalOptions | ProgramBody) {
    const body = programBody(options, new.target === Program);
    super(body.identity.className, body.description, { name: body.name, trainable: body.trainable });
    this.body = body;
  }

  get identity(): ClassIdentity {
    return this.body.identity;
  }

  override get submodules(): readonly Module<boolean>[] {
    return this.body.submodules;
  }

  override get trainable(): boolean {
    return this.body.trainable;
  }
  override set trainable(value: boolean) {
    this.body.trainable = value;
  }

  /** What it was compiled with; null before. */
  get trainer(): Trainer | null {
    return this.#trainer;
  }

  /** The compiled metrics, for callbacks that ask in which direction each is better. */
  get metrics(): readonly { readonly name: string; readonly direction: MetricDirection }[] {
    return this.#trainer?.judge.metrics ?? [];
  }

  /** Says how the program is trained and judged. Compiling again starts the optimizer and the measures anew. */
  compile(options: CompileOptions): void {
    this.#trainer = new Trainer(this, resolveCompile(options));
    this.fileCompile = null;
  }

  /**
   * Trains the program.
   *
   * @param x inputs, one row each; or a source of batches
   * @param y targets, one row each; null when the batches hold them
   * @throws TrainingError `not-compiled`, `no-validation-data`; ArgumentError `unknown-option`,
   *   `bad-option`, `bad-data`; DataError `bad-row`
   */
  async fit(x: Data, y?: readonly Row[] | null, options: FitOptions = {}): Promise<History> {
    const trainer = this.#compiled('fit');
    const restore: FitRequest['restore'] = (variables, how) => this.setStateTree(variables, how);
    return trainer.fit(() => {
      trainer.rememberBeginning(this.getStateTree());
      return { ends: this.body, x, y, options, restore };
    });
  }

  /**
   * Ends the training under way after the batch at hand and a last save, so that it can go on from there one day to the
   * very draw. Unlike `stopTraining`, which callbacks set, it leaves the epoch open: neither validated nor in the history.
   */
  stop(): void {
    this.#trainer?.wishes?.stop();
    this.resume();
  }

  /**
   * Holds training, under way or to come, until `resume` or `stop`: calls of language models that are under way end, no
   * further one begins, and what is saved is as of the last batch. Held or not, training ends alike.
   */
  pause(): void {
    this.#trainer?.gate.close();
  }

  resume(): void {
    this.#trainer?.gate.open();
  }

  /**
   * Has the callbacks that save do so now: what there was after the last batch. Resolves when they have; at once when no
   * training is under way.
   *
   * @param reason `manual`, or why the training may not live long
   */
  async saveNow(reason: SaveReason = 'manual'): Promise<void> {
    await this.#trainer?.wishes?.save(reason);
  }

  /** Judges the program: `reward`, the mean of the batches' rewards, and the compiled metrics. */
  async evaluate(x: Data, y: readonly Row[] | null | undefined, options: ListOptions): Promise<LogList>;
  async evaluate(x: Data, y?: readonly Row[] | null, options?: EvaluateOptions): Promise<Logs>;
  async evaluate(x: Data, y?: readonly Row[] | null, options: EvaluateOptions = {}): Promise<Logs | LogList> {
    const trainer = this.#compiled('evaluate');
    this.stopEvaluating = false;
    const { evaluateData } = await runData();
    const logs = await evaluateData({ program: this, trainer }, { x, y }, options);
    return options.returnDict === false ? trainer.judge.inOrder(logs) : logs;
  }

  /**
   * Answers inputs, in their order; null where the program gave no answer.
   *
   * `Differs from Synalinks:` answers are plain objects, not data models.
   */
  async predict(x: Data, options: PredictOptions = {}): Promise<readonly (PlainValue | null)[]> {
    this.stopPredicting = false;
    const { predictData } = await runData();
    return predictData(this, x, options);
  }

  /**
   * Trains on one batch: predicts it, has the optimizer propose, and scores the proposal. No hooks are called, of the
   * optimizer neither: what it does between batches and epochs is the caller's to do.
   *
   * @throws as `fit`
   */
  async trainOnBatch(
    x: readonly Row[],
    y: readonly Row[] | null,
    options: TrainOnBatchOptions,
  ): Promise<Logs> {
    const trainer = this.#compiled('trainOnBatch');
    const { trainOnRows } = await runData();
    return trainOnRows({ program: this, trainer }, { x, y }, options);
  }

  /** Judges one batch on top of those since `resetMetrics`. */
  async testOnBatch(x: readonly Row[], y: readonly Row[] | null, options: BatchOptions = {}): Promise<Logs> {
    const trainer = this.#compiled('testOnBatch');
    const { testOnRows } = await runData();
    return testOnRows({ program: this, trainer }, { x, y }, options);
  }

  /** Answers one batch; no hooks are called. */
  predictOnBatch(x: readonly Row[], options: BatchOptions = {}): Promise<readonly (PlainValue | null)[]> {
    return this.predict(x, { ...options, batchSize: Math.max(1, x.length) });
  }

  /** Lets the measures begin anew. */
  resetMetrics(): void {
    this.#trainer?.judge.reset();
  }

  /** Saves the program file under a path. @throws CheckpointError, ArgumentError `bad-filepath` */
  async save(path: string, options: StoreOptions = {}): Promise<void> {
    await saveFile(path, '.json', { ...options, text: () => this.toProgramFile() });
  }

  /** Saves the variables alone. @throws CheckpointError, ArgumentError `bad-filepath` */
  async saveVariables(path: string, options: StoreOptions = {}): Promise<void> {
    await saveFile(path, '.variables.json', { ...options, text: () => this.toVariablesFile() });
  }

  /**
   * Loads variables from a variables file, or from a program file.
   *
   * @throws CheckpointError `not-found`; ProgramError `state-mismatch` unless `strict` is false, and then nothing changed
   */
  async loadVariables(path: string, options: LoadVariablesOptions = {}): Promise<StateReport> {
    return this.setStateTree(await loadState(path, options), options);
  }

  /** The text of the program file: architecture, compile settings and variables, as Python reads it. */
  toProgramFile(): string {
    return programFile(this);
  }

  /** The text of the variables file: the state tree alone, as Python reads it. */
  toVariablesFile(): string {
    return formatJson(this.getStateTree(), { indent: 2 });
  }

  /** All variables' values, nested by section and path. Immutable: it stays as it is now. */
  getStateTree(): JsonObject {
    return keptState(stateTree(stateSections(this, this.#trainer)), this.fileCompile?.variables);
  }

  /**
   * Gives the variables the values of a state tree.
   *
   * `Differs from Synalinks:` which passes silently over what fits nowhere.
   * @throws ProgramError `bad-state`; `state-mismatch` unless `strict` is false. Nothing is changed then.
   */
  setStateTree(tree: JsonValue, { strict = true }: { readonly strict?: boolean } = {}): StateReport {
    const judge = this.#trainer?.judge;
    const { assignments, report } = planState(tree, stateSections(this, this.#trainer, judge?.unusedMetrics));
    if (strict && report.missing.length + report.unexpected.length > 0) throw stateMismatch(report);
    applyState(assignments);
    judge?.markUsed(assignments);
    return report;
  }

  /** The state of the training under way, for checkpoints; null outside `fit`. */
  getTrainingState(): string | null {
    return this.#trainer?.getTrainingState() ?? null;
  }

  /** The values of the trainable variables, to put back later. */
  getTrainableState(): JsonValue {
    return valuesByPath(this.trainableVariables);
  }

  setTrainableState(state: JsonValue): void {
    assignByPath(this.trainableVariables, state);
  }

  getConfig(): JsonObject {
    return this.body.getConfig();
  }

  override getBuildConfig(): JsonObject | null {
    return this.body.getBuildConfig();
  }

  /** Makes the program a module of another one. */
  override connect(inputs: Structured<SymbolicDataModel>): Structured<SymbolicDataModel> {
    return this.body.connect(inputs);
  }

  protected outputSchema(): Structured<SymbolicDataModel> {
    return this.body.outputs;
  }

  protected forward(inputs: Structured<DataValue>, options: CallOptions): Promise<Structured<DataValue>> {
    return this.body.call(inputs, options);
  }

  #compiled(what: string): Trainer {
    if (this.#trainer) return this.#trainer;
    throw notCompiled(what, this.fileCompile);
  }
}
