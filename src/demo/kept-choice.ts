import { isRecord } from './is-record.ts';
import { defaultChoice, isLocalServer } from './model-choice.ts';
import type { ModelChoice, ModelKind } from './model-choice.ts';

const storageKey = 'tidemark-demo.model';
const kinds = new Set<unknown>(['embedded', 'local', 'built-in', 'web-gpu', 'remote'] satisfies ModelKind[]);

/** Reads the choice of last time; what is missing or wrong is as it was in the beginning. */
export function recallChoice(): ModelChoice {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(storageKey) ?? '{}');
    return isRecord(kept) ? withKept(kept) : defaultChoice;
  } catch {
    return defaultChoice;
  }
}

export function rememberChoice(choice: ModelChoice): void {
  try {
    localStorage.setItem(storageKey, JSON.stringify(choice));
  } catch {
    // A browser that keeps nothing for this page: the choice lasts as long as the page does.
  }
}

function withKept(kept: Record<string, unknown>): ModelChoice {
  const { kind, server } = kept;
  const fields = Object.entries(defaultChoice).map(([name, value]) => {
    const is = kept[name];
    return [name, typeof is === 'string' ? is : value];
  });
  return {
    ...(Object.fromEntries(fields) as ModelChoice),
    kind: kinds.has(kind) ? (kind as ModelKind) : defaultChoice.kind,
    server: isLocalServer(server) ? server : defaultChoice.server,
  };
}
