import { combinations, divideExactly } from './combinations.ts';

/** The chance that at least one of k attempts passes, when c of n did: 1 − C(n−c, k) / C(n, k). */
export function anyPasses(n: number, c: number, k: number): number {
  if (k <= 0) return 0;
  return n - c < k ? 1 : 1 - divideExactly(combinations(n - c, k), combinations(n, k));
}

/** The chance that all of k attempts pass, when c of n did: C(c, k) / C(n, k). */
export function allPass(n: number, c: number, k: number): number {
  return k <= 0 || c < k ? 0 : divideExactly(combinations(c, k), combinations(n, k));
}
