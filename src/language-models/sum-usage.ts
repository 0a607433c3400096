import type { ModelUsage } from './chat-model.ts';

/** The usage of several models together; costs that are not known count as nothing, unless none is known. */
export function sumUsage(usages: readonly ModelUsage[]): ModelUsage {
  const sum = (pick: (usage: ModelUsage) => number): number =>
    usages.reduce((total, usage) => total + pick(usage), 0);
  const isPriced = usages.some(({ cost }) => cost !== null);
  return {
    pending: sum(({ pending }) => pending),
    calls: sum(({ calls }) => calls),
    failedCalls: sum(({ failedCalls }) => failedCalls),
    retries: sum(({ retries }) => retries),
    cachedCalls: sum(({ cachedCalls }) => cachedCalls),
    tokens: {
      prompt: sum(({ tokens }) => tokens.prompt),
      completion: sum(({ tokens }) => tokens.completion),
    },
    elapsedMs: sum(({ elapsedMs }) => elapsedMs),
    cost: isPriced ? sum(({ cost }) => cost ?? 0) : null,
  };
}
