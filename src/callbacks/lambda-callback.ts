import { checkOptions } from '../base/check-options.ts';
import type { OptionNames } from '../base/check-options.ts';
import { Callback } from './callback.ts';

/** The hooks of a callback, as functions. */
export type CallbackHooks = Pick<
  Callback,
  {
    [Name in keyof Callback]: Name extends `on${string}` ? Name : never;
  }[keyof Callback]
>;

/**
 * Watches training with plain functions: no class of one's own is needed.
 *
 * Follows `keras.callbacks.LambdaCallback`, with every hook.
 *
 * @example
 * new LambdaCallback({ onEpochEnd: (epoch, logs) => console.log(epoch, logs['val_reward']) });
 */
export class LambdaCallback extends Callback {
  /** @throws ArgumentError `unknown-option` for a hook that is never called */
  constructor(hooks: Partial<CallbackHooks>) {
    super();
    if (new.target === LambdaCallback)
      checkOptions<Partial<CallbackHooks>>('LambdaCallback', hooks, hookNames());
    Object.assign(this, hooks);
  }
}

function hookNames(): OptionNames<CallbackHooks> {
  const names = Object.getOwnPropertyNames(Callback.prototype).filter((name) => name.startsWith('on'));
  return Object.fromEntries(names.map((name) => [name, true])) as OptionNames<CallbackHooks>;
}
