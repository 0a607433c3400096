import { History } from '../callbacks/history.ts';

/** Says in Synalinks' words that there is nothing to train with. */
export function untrained(): History {
  console.warn(
    '`Program.fit()` was called but no optimizer is set on the compiled program; training cannot update any ' +
      'variables, so iterating the training data would be wasted compute. Skipping the fit loop. If you intended to ' +
      'evaluate, call `program.evaluate(x, y)` directly. If you intended to train, recompile with an optimizer (e.g. ' +
      '`program.compile({ optimizer: new RandomFewShot(), reward })`).',
  );
  return new History();
}
