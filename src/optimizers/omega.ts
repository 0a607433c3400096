import { checkOptions } from '../base/check-options.ts';
import { TrainingError } from '../base/errors.ts';
import { loadPart } from '../base/load-part.ts';
import type { Revive } from '../data/config-reader.ts';
import { checkReasoningEffort } from '../programs/prompt-options.ts';
import type { Variable } from '../programs/variable.ts';
import { jsonObject } from '../python/json-value.ts';
import type { JsonObject, JsonValue } from '../python/json-value.ts';
import { byReward, competitors } from './candidates.ts';
import { EvolutionaryOptimizer } from './evolutionary-optimizer.ts';
import { checkAlgorithm, checkNeighbours, omegaNames, readOMEGAOptions } from './omega-options.ts';
import type { EvolutionAlgorithm, OMEGAOptions } from './omega-options.ts';
import type { OMEGARewriter } from './omega-rewriter.ts';
import type { EpochEndOptions } from './optimizer.ts';
import type { TrainingBatch } from './training-batch.ts';

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
  /** Made with the first batch. */
  #rewriter: OMEGARewriter | undefined;

  /** @throws ArgumentError `unknown-option`, `bad-selection`, `bad-algorithm`, `bad-reasoning-effort`, `bad-range`, `bad-name` */
  constructor(options: OMEGAOptions = {}) {
    if (new.target === OMEGA) checkOptions(OMEGA.className, options, omegaNames);
    super(OMEGA.className, 'OMEGA: OptiMizEr as Genetic Algorithm.', options);
    this.algorithm = checkAlgorithm(options.algorithm ?? 'dns');
    this.kNearestFitter = checkNeighbours(options.kNearestFitter ?? 5);
    this.#instructions = options.instructions ?? '';
    this.#options = options;
    checkReasoningEffort({ sampling: jsonObject(['reasoning_effort', options.reasoningEffort ?? null]) });
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
    const rewriter = await this.#load();
    for (const variable of variables) {
      const survivors = byReward(await rewriter.survivors(competitors(variable), options));
      variable.update([
        ['candidates', []],
        ['best_candidates', survivors.slice(0, this.populationSize)],
      ]);
    }
    if (!this.#options.bareEpochEnd) await super.onEpochEnd(variables, options);
  }

  protected async mutate(
    variable: Variable,
    candidate: JsonObject,
    batch: TrainingBatch,
  ): Promise<JsonObject | null> {
    return (await this.#load()).mutate(variable, candidate, batch);
  }

  protected async merge(
    variable: Variable,
    { current, other }: { readonly current: JsonObject; readonly other: JsonObject },
    batch: TrainingBatch,
  ): Promise<JsonObject | null> {
    return (await this.#load()).merge(variable, { current, other }, batch);
  }

  async #load(): Promise<OMEGARewriter> {
    const { OMEGARewriter } = await loadPart(() => import('./omega-rewriter.ts'));
    return (this.#rewriter ??= new OMEGARewriter(this, this.#options));
  }
}
