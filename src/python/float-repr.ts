/**
 * Writes a float as Python's `repr` does: the fewest digits that give the same float back, positional from 1e-4 up to
 * 1e16, else with an exponent of two digits or more.
 *
 * @example floatRepr(5); // '5.0'
 * @example floatRepr(0.00001); // '1e-05'
 */
export function floatRepr(value: number): string {
  const magnitude = Math.abs(value);
  if (!Number.isFinite(value)) return nonFiniteRepr(value);
  if (magnitude === 0) return Object.is(value, -0) ? '-0.0' : '0.0';
  if (magnitude < 1e-4 || magnitude >= 1e16) return value.toExponential().replace(/e([+-])(\d)$/, 'e$10$2');
  return Number.isInteger(value) ? `${value}.0` : String(value);
}

function nonFiniteRepr(value: number): string {
  if (Number.isNaN(value)) return 'nan';
  return value > 0 ? 'inf' : '-inf';
}
