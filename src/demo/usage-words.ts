import type { ModelUsage } from 'tidemark';

const whole = new Intl.NumberFormat('en');
const price = new Intl.NumberFormat('en', { maximumSignificantDigits: 3 });

/** Says what was asked of language models; empty when nothing was. */
export function describeUsage(usage: ModelUsage | null): string {
  if (!usage) return '';
  const { calls, cachedCalls, failedCalls, pending, retries, tokens, elapsedMs, cost } = usage;
  if (calls + cachedCalls + failedCalls + pending === 0) return '';
  const parts = [
    plural(calls, 'call'),
    cachedCalls > 0 && `${whole.format(cachedCalls)} answered from memory`,
    pending > 0 && `${whole.format(pending)} under way`,
    failedCalls > 0 && `${whole.format(failedCalls)} failed`,
    retries > 0 && plural(retries, 'retry', 'retries'),
    tokens.prompt + tokens.completion > 0 &&
      `${whole.format(tokens.prompt)} tokens in, ${whole.format(tokens.completion)} out`,
    calls > 0 && `${whole.format(Math.round(elapsedMs / calls))} ms a call`,
    cost !== null && `cost ${price.format(cost)}`,
  ];
  return parts.filter((part) => part !== false).join(' · ');
}

function plural(count: number, one: string, many = `${one}s`): string {
  return `${whole.format(count)} ${count === 1 ? one : many}`;
}
