import type { Page } from 'playwright';

/** Watches what a page does against its content security policy. */
export interface PolicyWatch {
  /** What was refused so far, on every page that this one was, and in its workers. */
  violations(): Promise<readonly string[]>;
}

/** Begins to watch; before the page is visited. */
export async function watchPolicy(page: Page): Promise<PolicyWatch> {
  const told: string[] = [];
  await page.exposeFunction('tellOfViolation', (text: string) => told.push(text));
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => {
      const { effectiveDirective, blockedURI, sample, sourceFile, lineNumber } = event;
      const text = `${effectiveDirective} ${blockedURI} ${sample} (${sourceFile}:${lineNumber})`;
      void (window as unknown as { tellOfViolation(text: string): void }).tellOfViolation(text);
    });
  });
  // A worker's own events stay in the worker, but the browser writes all to the console.
  page.context().on('console', (message) => {
    if (/content security policy/i.test(message.text())) told.push(message.text());
  });
  return {
    violations: async () => {
      await page.waitForTimeout(100);
      return told;
    },
  };
}
