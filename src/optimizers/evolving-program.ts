import type { CallControl } from '../base/call-control.ts';
import { outMaskSchema } from '../data/mask-schema.ts';
import { JsonDataModel } from '../data/json-data-model.ts';
import type { JsonSchema } from '../data/json-data-model.ts';
import { ChainOfThought } from '../programs/chain-of-thought.ts';
import { Generator } from '../programs/generator.ts';
import type { DataValue } from '../programs/module.ts';
import { objectOrNull } from '../programs/object-or-null.ts';
import type { PromptOptions } from '../programs/prompt-options.ts';
import { TRAINABLE_FIELDS } from '../programs/trainable-state.ts';
import { isJsonObject } from '../python/json-value.ts';
import type { JsonObject } from '../python/json-value.ts';

/** What a program that evolves variables is made from. */
export interface EvolvingProgramOptions extends PromptOptions {
  readonly name: string;
  /** Whether the language model thinks before it writes. */
  readonly thinks: boolean;
  /** What it is told, given the fields that it has to write. */
  readonly instructionsFor: (keys: readonly string[]) => string;
}

/** Lets a language model write the own fields of a variable anew: those that are not the optimizer's book-keeping. */
export class EvolvingProgram {
  readonly #module: Generator | ChainOfThought;
  readonly #keys: readonly string[];

  /** @param schema of the variable */
  constructor(schema: JsonSchema, { thinks, instructionsFor, ...options }: EvolvingProgramOptions) {
    const own = outMaskSchema(schema, { mask: TRAINABLE_FIELDS });
    const properties = own.get('properties');
    this.#keys = isJsonObject(properties) ? [...properties.keys()] : [];
    const prompt = { ...options, dataModel: { schema: own }, instructions: instructionsFor(this.#keys) };
    this.#module = thinks ? new ChainOfThought(prompt) : new Generator(prompt);
  }

  /**
   * Asks for new fields; null when there was no usable answer.
   *
   * Differs from Synalinks: a field that the language model left null, or that the variable has not, is left out, and
   * the variable keeps what it has.
   */
  async write(inputs: JsonObject, control: CallControl): Promise<JsonObject | null> {
    const given: DataValue = new JsonDataModel(INPUTS_SCHEMA, inputs);
    const output = await this.#module.call(given as DataValue, control);
    const answer = objectOrNull(output)?.json ?? null;
    if (answer === null) return null;
    const fields = [...answer].filter(([key, value]) => this.#keys.includes(key) && value !== null);
    return fields.length === 0 ? null : new Map(fields);
  }
}

/** No prompt shows it, so nothing more is said of the inputs. */
const INPUTS_SCHEMA: JsonSchema = new Map([['type', 'object']]);
