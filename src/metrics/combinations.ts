/** In how many ways k things can be chosen of n; 0 when k is greater. */
export function combinations(n: number, k: number): bigint {
  let count = k > n ? 0n : 1n;
  for (let step = 1; step <= k; step += 1) count = (count * BigInt(n - k + step)) / BigInt(step);
  return count;
}

/**
 * Divides integers of any size as Python's `/` does: the float nearest to the exact quotient.
 *
 * Both are non-negative, the divisor is not 0.
 */
export function divideExactly(dividend: bigint, divisor: bigint): number {
  // Enough bits for one rounding alone; the last bit says whether anything was left over.
  const shift = Math.max(0, bits(divisor) - bits(dividend) + 66);
  const scaled = dividend << BigInt(shift);
  const rest = scaled % divisor === 0n ? 0n : 1n;
  return Number((scaled / divisor) | rest) * 2 ** -shift;
}

const bits = (value: bigint): number => value.toString(16).length * 4;
