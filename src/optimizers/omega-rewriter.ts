import type { CallControl } from '../base/call-control.ts';
import { controlOf } from '../base/call-control.ts';
import type { JsonSchema } from '../data/json-data-model.ts';
import { TRAINABLE_FIELDS } from '../programs/trainable-state.ts';
import type { Variable } from '../programs/variable.ts';
import { jsonObject } from '../python/json-value.ts';
import type { JsonObject, JsonValue } from '../python/json-value.ts';
import { withoutFields } from './candidates.ts';
import { EvolvingProgram } from './evolving-program.ts';
import { embeddingDistance, noveltySearch } from './novelty-search.ts';
import { crossoverInstructions, mutationInstructions } from './omega-instructions.ts';
import type { OMEGAOptions } from './omega-options.ts';
import type { OMEGA } from './omega.ts';
import type { TrainingBatch } from './training-batch.ts';

type Kind = 'mutation' | 'crossover';

const tell = { mutation: mutationInstructions, crossover: crossoverInstructions };

/** Has a language model rewrite candidates for an `OMEGA`, and says which of them survive. */
export class OMEGARewriter {
  readonly #optimizer: OMEGA;
  readonly #options: OMEGAOptions;
  readonly #programs: Record<Kind, Map<JsonSchema, EvolvingProgram>> = {
    mutation: new Map(),
    crossover: new Map(),
  };

  constructor(optimizer: OMEGA, options: OMEGAOptions) {
    this.#optimizer = optimizer;
    this.#options = options;
  }

  /** Changes a candidate; null when that failed. */
  mutate(variable: Variable, candidate: JsonObject, batch: TrainingBatch): Promise<JsonObject | null> {
    return this.#ask('mutation', variable, batch, [['current_variable', own(candidate)]]);
  }

  /** Makes one candidate of two; null when that failed. */
  merge(
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
  async survivors(
    candidates: readonly JsonObject[],
    { signal }: CallControl,
  ): Promise<readonly JsonObject[]> {
    const { algorithm, kNearestFitter } = this.#optimizer;
    if (algorithm === 'ga' || candidates.length <= 1) return candidates;
    const { embed = null, distanceFunction, embedsReward = false } = this.#options;
    try {
      const distance =
        distanceFunction ??
        (await embeddingDistance(candidates, embed, { embedsReward, ...(signal ? { signal } : {}) }));
      return await noveltySearch(candidates, distance, 1 / kNearestFitter);
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
      return await this.#programFor(kind, variable.schema).write(inputs, controlOf(batch));
    } catch (error) {
      if (batch.signal?.aborted) throw error;
      console.warn(
        `OMEGA ${kind} at step ${batch.step} failed and was skipped (keeping the current best candidate): ${describe(error)}`,
      );
      return null;
    }
  }

  /** Variables of one schema share their programs. */
  #programFor(kind: Kind, schema: JsonSchema): EvolvingProgram {
    const known = this.#programs[kind].get(schema);
    if (known) return known;
    const { useChainOfThought = true, instructions } = this.#options;
    const { name, languageModel } = this.#optimizer;
    const program = new EvolvingProgram(schema, {
      name: `${kind}_module_${this.#programs[kind].size}_${name}`,
      languageModel,
      thinks: useChainOfThought,
      instructionsFor: (keys) => tell[kind](instructions ?? '', keys),
      sampling: this.#sampling(kind),
    });
    this.#programs[kind].set(schema, program);
    return program;
  }

  #sampling(kind: Kind): JsonObject {
    const { mutationTemperature, crossoverTemperature } = this.#optimizer;
    const temperature = kind === 'mutation' ? mutationTemperature : crossoverTemperature;
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
