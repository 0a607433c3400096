import { ArgumentError, ProgramError } from '../base/errors.ts';
import type { EmbedFunction } from '../data/embedding.ts';
import { exactMatch } from '../data/exact-match.ts';
import type { ScoreFunction } from '../data/score-function.ts';
import { atPath, badFile } from '../programs/bad-file.ts';
import { reviveLanguageModel } from '../programs/named-model.ts';
import { snakeCase } from '../programs/names.ts';
import type { ReviveModule, ReviveOptions } from '../programs/revive-options.ts';
import { isJsonObject } from '../python/json-value.ts';
import type { JsonObject, JsonValue } from '../python/json-value.ts';
import type { BatchScoreFunction } from '../rewards/batch-reward-function-wrapper.ts';
import { metricClasses, optimizerClasses, rewardClasses } from './known-classes.ts';
import type { Factories } from './known-classes.ts';

/** What takes the place of models in a compile config, and what programs in it need. */
export interface ReviveParts extends ReviveOptions {
  /** Embeds texts in place of every embedding model that the file names. @default none: what needs one refuses to run */
  readonly embed?: EmbedFunction;
  /** The functions that rewards and metrics of the file are made of, by the name that it has for them. @default none */
  readonly scoreFunctions?: Readonly<Record<string, ScoreFunction | BatchScoreFunction>>;
}

/** What a config is read with: programs in it are made by whoever reads whole files. */
export interface ReviveContext extends ReviveParts {
  /** Makes the program in the config of a judge. @default none: such a config is refused */
  readonly module?: ReviveModule;
}

/** Synalinks' own functions that a file may name. */
const functions: Readonly<Record<string, ScoreFunction>> = {
  exact_match: (_yTrue, _yPred, context) => exactMatch(context.yTrue, context.yPred),
};

/**
 * Makes an optimizer, a reward or a metric from its envelope in a program file, or from its name alone.
 *
 * @throws ProgramError `bad-file`, `unknown-class` with `details.path`
 */
export function reviveObject<T>(
  classes: Factories<T>,
  envelope: JsonValue,
  path: string,
  parts: ReviveContext = {},
): T {
  if (typeof envelope === 'string') return reviveNamed(classes, envelope, path, parts);
  if (!isJsonObject(envelope)) throw badFile(path, 'there is no object');
  const className = envelope.get('class_name');
  const config = envelope.get('config');
  if (typeof className !== 'string' || !isJsonObject(config))
    throw badFile(path, 'there is no class with a config');
  const known = Object.hasOwn(classes, className) ? classes[className] : undefined;
  if (!known) throw unknownClass(className, path);
  return fromConfig(known, config, `${path}.config`, parts);
}

/** Makes a function that a file names. @throws ProgramError `unknown-class` */
export function reviveFunction(
  envelope: JsonObject,
  path: string,
  { scoreFunctions = {} }: ReviveParts,
): ScoreFunction {
  const name = String(envelope.get('config'));
  const own = Object.hasOwn(scoreFunctions, name) ? scoreFunctions[name] : undefined;
  const known = own ?? (Object.hasOwn(functions, name) ? functions[name] : undefined);
  if (!known) throw unknownFunction(name, path);
  // The class that the file names decides whether it is called with a sample or with a batch.
  return known as ScoreFunction;
}

/** Synalinks calls a metric as it was asked for. */
const isMetric = (known: unknown): boolean => Object.values(metricClasses).some((metric) => metric === known);

/** Synalinks takes `RandomFewShot`, `random_few_shot` and `randomfewshot` for the same, in whatever case. */
function reviveNamed<T>(classes: Factories<T>, name: string, path: string, parts: ReviveContext): T {
  const asked = name.toLowerCase();
  const className = Object.keys(classes).find((known) =>
    [snakeCase(known), known.toLowerCase()].includes(asked),
  );
  const known = className === undefined ? undefined : classes[className];
  if (!known) throw unknownClass(name, path);
  // The automatic name would depend on what was made before, and the state in the file would not find its place.
  const config = new Map([['name', isMetric(known) ? name : snakeCase(className ?? name)]]);
  return fromConfig(known, config, path, parts);
}

function fromConfig<T>(
  known: Factories<T>[string],
  config: JsonObject,
  path: string,
  parts: ReviveContext,
): T {
  return atPath(path, () => known.fromConfig(config, (inner) => reviveInner(inner, path, parts)));
}

/** Makes what stands inside the config of another object: a function, a model, a program, a reward or a metric. */
function reviveInner(envelope: JsonValue, path: string, parts: ReviveContext): unknown {
  switch (isJsonObject(envelope) ? envelope.get('class_name') : null) {
    case 'function':
      return reviveFunction(envelope as JsonObject, path, parts);
    case 'LanguageModel':
      return reviveLanguageModel(envelope, `${path}.language_model`, parts.languageModel);
    case 'EmbeddingModel':
      return parts.embed ?? null;
    case 'Functional':
    case 'Sequential':
      if (!parts.module) throw noPrograms();
      return parts.module(envelope, `${path}.program`);
    default:
      return reviveObject<unknown>(
        { ...metricClasses, ...optimizerClasses, ...rewardClasses },
        envelope,
        path,
        parts,
      );
  }
}

function noPrograms(): ArgumentError {
  return new ArgumentError(
    'bad-option',
    'A program in a config is made by what reads files. Expected an instance: new ProgramAsJudge(await programFromJson(text)).',
  );
}

function unknownClass(className: string, path: string): ProgramError {
  return new ProgramError(
    'unknown-class',
    `Could not locate class '${className}' at ${path}. Pass your own to the loader, or load with { compile: false }.`,
    { details: { path, className } },
  );
}

function unknownFunction(name: string, path: string): ProgramError {
  return new ProgramError(
    'unknown-class',
    `Could not locate function '${name}' at ${path}. Give it to the loader, { scoreFunctions: { ${JSON.stringify(name)}: … } }, ` +
      'or load with { compile: false } and compile the program yourself.',
    { details: { path, className: name } },
  );
}
