/** What is used of the browser's own interface to its built-in model (the Prompt API). */
export interface BuiltInFactory {
  availability(): Promise<'unavailable' | 'downloadable' | 'downloading' | 'available'>;
  create(options: BuiltInSessionOptions): Promise<BuiltInSession>;
}

/** How a session with the built-in model begins. */
export interface BuiltInSessionOptions {
  readonly initialPrompts: BuiltInPrompt[];
  readonly temperature?: number;
  readonly topK?: number;
  readonly signal?: AbortSignal;
  readonly monitor?: (monitor: EventTarget) => void;
}

/** One turn of a conversation with it. */
export interface BuiltInPrompt {
  readonly role: 'system' | 'user' | 'assistant';
  readonly content: string;
}

/** A conversation with it. */
export interface BuiltInSession {
  prompt(
    input: string,
    options: { readonly responseConstraint?: object; readonly signal?: AbortSignal },
  ): Promise<string>;
  destroy(): void;
}

/** The browser's built-in model; null where there is none, as in every worker. */
export function builtInFactory(): BuiltInFactory | null {
  const { LanguageModel } = globalThis as { readonly LanguageModel?: BuiltInFactory };
  return typeof LanguageModel?.create === 'function' ? LanguageModel : null;
}
