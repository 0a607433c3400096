import { afterEach, beforeEach, vi } from 'vitest';

/** What was said on the console since the test began. */
export interface ConsoleWatch {
  readonly messages: string[];
  readonly warnings: string[];
}

/** Keeps the console quiet during each test of a file, and remembers what was said. */
export function watchConsole(): ConsoleWatch {
  const watch: ConsoleWatch = { messages: [], warnings: [] };
  beforeEach(() => {
    watch.messages.length = watch.warnings.length = 0;
    vi.spyOn(console, 'info').mockImplementation((text: string) => void watch.messages.push(text));
    vi.spyOn(console, 'warn').mockImplementation((text: string) => void watch.warnings.push(text));
  });
  afterEach(() => {
    vi.restoreAllMocks();
  });
  return watch;
}
