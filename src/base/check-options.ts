import { closestName, suggestName } from './closest-name.ts';
import { ArgumentError } from './errors.ts';

/** The names of some options, once each: the compiler holds them and the options' type together. */
export type OptionNames<Options> = Readonly<Record<keyof Options, true>>;

/**
 * Refuses an option that nobody would read, as Python refuses an unexpected keyword; one that is undefined counts as
 * absent.
 *
 * A constructor checks for its own class alone, `if (new.target === …)`: a subclass may pass options of its own up.
 *
 * @param owner what the options are of, as it is called in messages
 * @throws ArgumentError `unknown-option`, with the name that was probably meant
 * @example
 * checkOptions('fit', { batch_size: 8 }, fitNames);
 * // ArgumentError: fit has no option `batch_size`: did you mean `batchSize`? Known are …
 */
export function checkOptions<Options extends object>(
  owner: string,
  options: Options,
  names: OptionNames<NoInfer<Options>>,
): void {
  const unknown = Object.entries(options).find(
    ([name, value]) => value !== undefined && !Object.hasOwn(names, name),
  );
  if (!unknown) return;
  const [[option], known] = [unknown, Object.keys(names)];
  const closest = closestName(camelCase(option), known);
  throw new ArgumentError(
    'unknown-option',
    `${owner} has no option \`${option}\`: ${suggestName(closest, known, 'nothing is called alike.')}`,
    { details: { option, closest, known } },
  );
}

/** Leaves out what is undefined: it counts as not given, and is not to stand above what is. */
export function givenOptions<Options extends object>(options: Options): Partial<Options> {
  return Object.fromEntries(
    Object.entries(options).filter(([, value]) => value !== undefined),
  ) as Partial<Options>;
}

/** Takes from wider options those of these names: whoever is made of them would refuse the others. */
export function pickOptions<Options extends object>(options: Options, names: OptionNames<Options>): Options {
  return Object.fromEntries(
    Object.entries(options).filter(([name]) => Object.hasOwn(names, name)),
  ) as Options;
}

/** Python's names in JavaScript: `nb_max_examples` → `nbMaxExamples`. */
const camelCase = (name: string): string =>
  name.replace(/_+([a-z\d])/g, (_, letter: string) => letter.toUpperCase());
