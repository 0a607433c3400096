import { ProgramError, TidemarkError } from '../base/errors.ts';
import { exactMatch } from '../data/exact-match.ts';
import type { ScoreFunction } from '../data/score-function.ts';
import { badFile } from '../programs/revive-module.ts';
import { isJsonObject } from '../python/json-value.ts';
import type { JsonObject, JsonValue } from '../python/json-value.ts';
import { metricClasses, optimizerClasses, rewardClasses } from './known-classes.ts';
import type { Factories } from './known-classes.ts';

/** Synalinks' own functions that a file may name. */
const functions: Readonly<Record<string, ScoreFunction>> = {
  exact_match: (_yTrue, _yPred, context) => exactMatch(context.yTrue, context.yPred),
};

/**
 * Makes an optimizer, a reward or a metric from its envelope in a program file.
 *
 * @throws ProgramError `bad-file`, `unknown-class` with `details.path`
 */
export function reviveObject<T>(classes: Factories<T>, envelope: JsonValue, path: string): T {
  if (!isJsonObject(envelope)) throw badFile(path, 'there is no object');
  const className = envelope.get('class_name');
  const config = envelope.get('config');
  if (typeof className !== 'string' || !isJsonObject(config))
    throw badFile(path, 'there is no class with a config');
  const known = Object.hasOwn(classes, className) ? classes[className] : undefined;
  if (!known) throw unknownClass(className, path);
  return fromConfig(known, config, path);
}

function fromConfig<T>(known: Factories<T>[string], config: JsonObject, path: string): T {
  try {
    return known.fromConfig(config, (inner) => reviveInner(inner, `${path}.config`));
  } catch (cause) {
    if (!(cause instanceof TidemarkError) || cause instanceof ProgramError) throw cause;
    const field = cause.details['path'];
    throw badFile(`${path}.config${typeof field === 'string' ? `.${field}` : ''}`, cause.message, cause);
  }
}

/** Makes what stands inside the config of another object: a function by its name, a reward or a metric. */
function reviveInner(envelope: JsonValue, path: string): unknown {
  if (isJsonObject(envelope) && envelope.get('class_name') === 'function') {
    const name = String(envelope.get('config'));
    return Object.hasOwn(functions, name) ? functions[name] : undefined;
  }
  return reviveObject<unknown>({ ...metricClasses, ...optimizerClasses, ...rewardClasses }, envelope, path);
}

function unknownClass(className: string, path: string): ProgramError {
  return new ProgramError(
    'unknown-class',
    `Could not locate class '${className}' at ${path}. Pass your own to the loader, or load with { compile: false }.`,
    { details: { path, className } },
  );
}
