/** Says in Synalinks' words that there was less data than was asked for. */
export function warnOfEnd(): void {
  console.warn(
    'Your input ran out of data; interrupting training. Make sure that your dataset or generator can generate ' +
      'at least `steps_per_epoch * epochs` batches.',
  );
}
