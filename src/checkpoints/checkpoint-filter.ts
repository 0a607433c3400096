import { folderBounds } from './checkpoint-path.ts';
import { compilePathPattern } from './path-pattern.ts';
import type { CheckpointEntry, CheckpointQuery } from './checkpoint-store.ts';

type Test = (entry: CheckpointEntry) => boolean;

/** Compiles the conditions of a query into one test. */
export function entryFilter(query: CheckpointQuery): Test {
  const tests = [...pathTests(query), ...fieldTests(query)];
  return (entry) => tests.every((test) => test(entry));
}

function pathTests({ folder, pattern, text }: CheckpointQuery): Test[] {
  const tests: Test[] = [];
  if (folder) {
    const [prefix] = folderBounds(folder);
    tests.push(({ path }) => path.startsWith(prefix));
  }
  if (pattern !== undefined) {
    const compiled = compilePathPattern(pattern);
    tests.push(({ path }) => compiled.matches(path));
  }
  if (text) {
    const wanted = text.toLowerCase();
    tests.push(({ path, note }) => `${path}\n${note}`.toLowerCase().includes(wanted));
  }
  return tests;
}

function fieldTests({ kind, run, pinned }: CheckpointQuery): Test[] {
  const tests: Test[] = [];
  if (kind !== undefined) tests.push((entry) => entry.kind === kind);
  if (run !== undefined) tests.push((entry) => entry.run === run);
  if (pinned !== undefined) tests.push((entry) => entry.pinned === pinned);
  return tests;
}
