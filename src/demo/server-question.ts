import type { TestResult } from './model-test.ts';
import type { ServedModel } from './worker-model.ts';

/** A server, and how it is asked which models it has. */
export interface ListQuestion {
  readonly kind: 'list';
  /** The provider whose words it speaks. */
  readonly provider: string;
  readonly apiBase: string;
  readonly apiKey: string | null;
}

/** What the worker asks a server for the page. */
export type ServerQuestion = ListQuestion | { readonly kind: 'test'; readonly model: ServedModel };

export interface ServerAnswer extends TestResult {
  /** Of a list that was given. */
  readonly models?: readonly string[];
}
