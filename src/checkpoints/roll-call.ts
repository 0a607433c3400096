import { openQuietChannel } from './quiet-channel.ts';

/** How long the others have to answer. */
const answerMs = 500;

type Call = { readonly type: 'asks' | 'holds'; readonly id: string };

const heldHere = new Set<string>();

/**
 * Claims a name among all contexts of this site by asking whether any of them holds it: what stands in for a lock where
 * there are no Web Locks. Dead holders do not answer, so what they held is free.
 *
 * @returns what gives the name free; null when another holds it, or asked at the same moment and goes first
 */
export async function claimByRollCall(name: string): Promise<(() => void) | null> {
  if (heldHere.has(name)) return null;
  heldHere.add(name);
  const channel = openQuietChannel(name);
  const release = (): void => {
    heldHere.delete(name);
    channel?.close();
  };
  if (channel === null || (await askAll(channel))) return release;
  release();
  return null;
}

/** Asks, and from then on answers. Of two that ask at once, the one with the lesser id goes first. */
function askAll(channel: BroadcastChannel): Promise<boolean> {
  const own = randomId();
  let state: Call['type'] = 'asks';
  return new Promise((resolve) => {
    const timer = setTimeout(() => {
      state = 'holds';
      resolve(true);
    }, answerMs);
    channel.addEventListener('message', ({ data }: MessageEvent<Call>) => {
      if (state === 'asks' && (data.type === 'holds' || data.id < own)) {
        clearTimeout(timer);
        resolve(false);
      } else if (data.type === 'asks') {
        channel.postMessage({ type: state, id: own } satisfies Call);
      }
    });
    channel.postMessage({ type: 'asks', id: own } satisfies Call);
  });
}

/** Not `crypto.randomUUID`, which plain http does not have either. */
function randomId(): string {
  return Array.from(crypto.getRandomValues(new Uint32Array(4)), (word) => word.toString(36)).join('-');
}
