/** Makes an id unlike any other run's. Not by `crypto.randomUUID`, which plain http does not have. */
export function newRunId(): string {
  return Array.from(crypto.getRandomValues(new Uint32Array(3)), (word) => word.toString(36)).join('-');
}
