const maxLength = 200;

/**
 * Writes the way to a value inside another, for a message; cut off where it is very long.
 *
 * @example pathText(['rows', 3]); // '$["rows"][3]'
 */
export function pathText(path: readonly (string | number)[]): string {
  const text = `$${path.map((key) => `[${JSON.stringify(key)}]`).join('')}`;
  return text.length <= maxLength ? text : `${text.slice(0, maxLength)}…`;
}
