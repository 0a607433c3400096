import { checkOptions } from '../base/check-options.ts';
import { controlOf } from '../base/call-control.ts';
import { TrainingError } from '../base/errors.ts';
import type { Revive } from '../data/config-reader.ts';
import type { JsonSchema } from '../data/json-data-model.ts';
import { checkReasoningEffort } from '../programs/prompt-options.ts';
import { TRAINABLE_FIELDS } from '../programs/trainable-state.ts';
import type { Variable } from '../programs/variable.ts';
import { jsonObject } from '../python/json-value.ts';
import type { JsonObject, JsonValue } from '../python/json-value.ts';
import { byReward, competitors, withoutFields } from './candidates.ts';
import { EvolutionaryOptimizer } from './evolutionary-optimizer.ts';
import type { EvolvingProgram } from './evolving-program.ts';
import { checkAlgorithm, checkNeighbours, omegaNames, readOMEGAOptions } from './omega-options.ts';
import type { EvolutionAlgorithm, OMEGAOptions } from './omega-options.ts';
import type { EpochEndOptions } from './optimizer.ts';
import type { TrainingBatch } from './training-batch.ts';

type Kind = 'mutation' | 'crossover';

/**
 * Lets a language model rewrite the program's variables, and keeps a population of the best that differ in meaning.
 *
 * Each batch one candidate is mutated, or two are merged, in sight of the batch's inputs, predictions and targets. At
 * the end of an epoch, candidates go that have a better one near them in meaning (dominated novelty search). It costs
 * one request per batch, and one call of `embed` per epoch. A request or an embedding that fails is told on the console
 * and passed over. Follows `synalinks.OMEGA`, request by request and draw by draw.
 *
 * Differs from Synalinks: see `bareEpochEnd`, `embedsReward` and `distinctBy` for the faults that these options bring
 * back; and the states of the programs that mutate and merge, which nothing uses, are not kept.
 *
 * @example new OMEGA({ languageModel, embed: (texts) => embedder.embed(texts), populationSize: 8 });
 */
export class OMEGA extends EvolutionaryOptimizer {
  static readonly className = 'OMEGA';
  readonly identity = { module: 'synalinks', className: OMEGA.className };
  readonly algorithm: EvolutionAlgorithm;
  readonly kNearestFitter: number;
  readonly #instructions: string;
  readonly #options: OMEGAOptions;
  readonly #programs: Record<Kind, Map<JsonSchema, EvolvingProgram>> = {
    mutation: new Map(),
    crossover: new Map(),
  };

  /** @throws ArgumentError `unknown-option`, `bad-selection`, `bad-algorithm`, `bad-reasoning-effort`, `bad-range`, `bad-name` */
  constructor(options: OMEGAOptions = {}) {
    if (new.target === OMEGA) checkOptions(OMEGA.className, options, omegaNames);
    super(OMEGA.className, 'OMEGA: OptiMizEr as Genetic Algorithm.', options);
    this.algorithm = checkAlgorithm(options.algorithm ?? 'dns');
    this.kNearestFitter = checkNeighbours(options.kNearestFitter ?? 5);
    this.#instructions = options.instructions ?? '';
    this.#options = options;
    checkReasoningEffort({ sampling: this.#sampling('mutation') });
  }

  /** @throws DataError `bad-field`, `unknown-field`; ArgumentError, as the constructor */
  static fromConfig(config: JsonObject, revive: Revive): OMEGA {
    return new OMEGA(readOMEGAOptions(config, revive));
  }

  override getConfig(): JsonObject {
    const { reasoningEffort, useChainOfThought, embeddingModel } = this.#options;
    return new Map<string, JsonValue>([
      ...super.getConfig(),
      ['instructions', this.#instructions],
      ['reasoning_effort', reasoningEffort ?? null],
      ['use_chain_of_thought', useChainOfThought ?? true],
      ['k_nearest_fitter', BigInt(this.kNearestFitter)],
      ['algorithm', this.algorithm],
      ...(embeddingModel ? [['embedding_model', embeddingModel] as const] : []),
    ]);
  }

  /** @throws TrainingError `no-language-model`; `no-embedding` when nothing measures how far candidates are apart */
  override checkReady(): void {
    super.checkReady();
    const { embed, distanceFunction } = this.#options;
    if (this.algorithm === 'ga' || embed || distanceFunction) return;
    throw new TrainingError(
      'no-embedding',
      `The optimizer "${this.name}" has nothing to embed candidates with. Expected an embedding function, to tell which ` +
        "are alike. Give one: new OMEGA({ embed }), or loadProgram(path, { embed }); or do without: { algorithm: 'ga' }.",
      { details: { optimizer: this.name } },
    );
  }

  override async onEpochEnd(variables: readonly Variable[], options: EpochEndOptions = {}): Promise<void> {
    for (const variable of variables) {
      const survivors = byReward(await this.#compete(competitors(variable), options));
      variable.update([
        ['candidates', []],
        ['best_candidates', survivors.slice(0, this.populationSize)],
      ]);
    }
    if (!this.#options.bareEpochEnd) await super.onEpochEnd(variables, options);
  }

  protected mutate(
    variable: Variable,
    candidate: JsonObject,
    batch: TrainingBatch,
  ): Promise<JsonObject | null> {
    return this.#ask('mutation', variable, batch, [['current_variable', own(candidate)]]);
  }

  protected merge(
    variable: Variable,
    { current, other }: { readonly current: JsonObject; readonly other: JsonObject },
    batch: TrainingBatch,
  ): Promise<JsonObject | null> {
    return this.#ask('crossover', variable, batch, [
      ['other_variable', own(other)],
      ['current_variable', own(current)],
    ]);
  }

  /** Who survives the epoch; everybody, when candidates cannot be measured. */
  async #compete(
    candidates: readonly JsonObject[],
    { signal }: EpochEndOptions,
  ): Promise<readonly JsonObject[]> {
    if (this.algorithm === 'ga' || candidates.length <= 1) return candidates;
    const { embed = null, distanceFunction, embedsReward = false } = this.#options;
    try {
      const { embeddingDistance, noveltySearch } = await import('./novelty-search.ts');
      const distance =
        distanceFunction ??
        (await embeddingDistance(candidates, embed, { embedsReward, ...(signal ? { signal } : {}) }));
      return await noveltySearch(candidates, distance, 1 / this.kNearestFitter);
    } catch (error) {
      if (signal?.aborted) throw error;
      console.warn(
        `OMEGA novelty search failed and was skipped (keeping all candidates): ${describe(error)}`,
      );
      return candidates;
    }
  }

  async #ask(
    kind: Kind,
    variable: Variable,
    batch: TrainingBatch,
    candidates: readonly (readonly [string, JsonObject])[],
  ): Promise<JsonObject | null> {
    const inputs = new Map<string, JsonValue>([...batchInputs(variable, batch), ...candidates]);
    try {
      const program = await this.#programFor(kind, variable.schema);
      return await program.write(inputs, controlOf(batch));
    } catch (error) {
      if (batch.signal?.aborted) throw error;
      console.warn(
        `OMEGA ${kind} at step ${batch.step} failed and was skipped (keeping the current best candidate): ${describe(error)}`,
      );
      return null;
    }
  }

  /** Variables of one schema share their programs. */
  async #programFor(kind: Kind, schema: JsonSchema): Promise<EvolvingProgram> {
    const [{ EvolvingProgram }, instructions] = await Promise.all([
      import('./evolving-program.ts'),
      import('./omega-instructions.ts'),
    ]);
    const known = this.#programs[kind].get(schema);
    if (known) return known;
    const { useChainOfThought = true } = this.#options;
    const tell = instructions[`${kind}Instructions`];
    const program = new EvolvingProgram(schema, {
      name: `${kind}_module_${this.#programs[kind].size}_${this.name}`,
      languageModel: this.languageModel,
      thinks: useChainOfThought,
      instructionsFor: (keys) => tell(this.#instructions, keys),
      sampling: this.#sampling(kind),
    });
    this.#programs[kind].set(schema, program);
    return program;
  }

  #sampling(kind: Kind): JsonObject {
    const temperature = kind === 'mutation' ? this.mutationTemperature : this.crossoverTemperature;
    return jsonObject(
      ['temperature', temperature],
      ['reasoning_effort', this.#options.reasoningEffort ?? null],
    );
  }
}

const own = (candidate: JsonObject): JsonObject => withoutFields(candidate, TRAINABLE_FIELDS);

/** What both programs see of the batch, in Synalinks' order. */
function batchInputs(variable: Variable, batch: TrainingBatch): readonly (readonly [string, JsonValue])[] {
  const description = variable.schema.get('description');
  return [
    ['program_description', batch.programDescription],
    ['program_inputs', batch.inputs],
    ['program_predicted_outputs', batch.predictions],
    ['program_ground_truth', batch.targets],
    ['variable_description', typeof description === 'string' ? description : ''],
  ];
}

function describe(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}
