import type { Reporter, TestModule } from 'vitest/node';

/** Prints one closing line, `N passed, N failed`, that a script can read. */
export default class SummaryReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[]): void {
    let passed = 0;
    let failed = errors.length;
    let skipped = 0;
    for (const module of modules) {
      failed += module.errors().length;
      for (const test of module.children.allTests()) {
        const { state } = test.result();
        if (state === 'passed') passed += 1;
        else if (state === 'failed') failed += 1;
        else skipped += 1;
      }
    }
    const left = skipped > 0 ? `${skipped} skipped\n` : '';
    process.on('exit', () => process.stdout.write(`${left}${passed} passed, ${failed} failed\n`));
  }
}
