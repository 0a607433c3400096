import { sumFloat32 } from '../python/float32.ts';

const { fround } = Math;

/** Scales a vector to length 1, in float32; a zero vector stays as it is. Shapes: (n) → (n). */
export function unitVector(vector: readonly number[]): Float32Array {
  const row = Float32Array.from(vector);
  const length = fround(Math.sqrt(sumFloat32(row.map((value) => value * value))));
  return length === 0 ? row : row.map((value) => value / length);
}

/** The mean of vectors of one length, in float32, one after the other as NumPy does. Shapes: m × (n) → (n). */
export function meanVector(vectors: readonly Float32Array[]): Float32Array {
  const sum = new Float32Array(vectors[0]?.length ?? 0);
  for (const vector of vectors) vector.forEach((value, index) => (sum[index] = (sum[index] ?? 0) + value));
  return sum.map((value) => value / vectors.length);
}

/** How alike two vectors of length 1 are: `(a·b + 1) / 2` in float32, from 0 to 1. Shapes: (n), (n) → scalar. */
export function halvedCosine(
  a: Float32Array = new Float32Array(),
  b: Float32Array = new Float32Array(),
): number {
  const dot = sumFloat32(a.map((value, index) => value * (b[index] ?? 0)));
  return fround(fround(dot + 1) / 2);
}
