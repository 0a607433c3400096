import { folderBounds } from './checkpoint-path.ts';
import type { CheckpointQuery } from './checkpoint-store.ts';
import { fieldFilter } from './field-filter.ts';
import type { EntryTest } from './field-filter.ts';
import { compilePathPattern } from './path-pattern.ts';

/** Compiles the conditions of a query into one test. @throws FormatError when its pattern is none */
export function entryFilter(query: CheckpointQuery): EntryTest {
  const tests = [...pathTests(query), fieldFilter(query)];
  return (entry) => tests.every((test) => test(entry));
}

function pathTests({ folder, pattern }: CheckpointQuery): EntryTest[] {
  const tests: EntryTest[] = [];
  if (folder) {
    const [prefix] = folderBounds(folder);
    tests.push(({ path }) => path.startsWith(prefix));
  }
  if (pattern !== undefined) {
    const compiled = compilePathPattern(pattern);
    tests.push(({ path }) => compiled.matches(path));
  }
  return tests;
}
