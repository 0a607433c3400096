/** Cuts samples into batches; the last one may be shorter. */
export function batchesOf<T>(samples: readonly T[], size: number): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(samples.length / size) }, (_, index) =>
    samples.slice(index * size, (index + 1) * size),
  );
}
