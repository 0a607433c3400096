/** Does what may warn; the warnings are wanted, but not in a report. */
export async function quietly<T>(action: () => Promise<T>): Promise<T> {
  const { warn } = console;
  console.warn = (): void => undefined;
  try {
    return await action();
  } finally {
    console.warn = warn;
  }
}

/** Does what may fail, and answers the error instead of throwing it. */
export async function attempt<T>(action: () => Promise<T>): Promise<T | Error> {
  try {
    return await action();
  } catch (error) {
    return error as Error;
  }
}
