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
  constructor(hooks: Partial<CallbackHooks>) {
    super();
    Object.assign(this, hooks);
  }
}
