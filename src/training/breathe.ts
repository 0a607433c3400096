/** How long work may go on before others get a turn, in milliseconds. */
const BREATH_INTERVAL_MS = 16;

let lastBreath = 0;

/**
 * Lets messages and timers have a turn, if none had one for a while. Await it inside long loops: promises alone never
 * let the event loop go on.
 */
export async function breathe(): Promise<void> {
  const now = performance.now();
  if (now - lastBreath < BREATH_INTERVAL_MS) return;
  await new Promise<void>((resolve) => {
    const { port1, port2 } = new MessageChannel();
    const rest = (): void => {
      port1.close();
      resolve();
    };
    port1.addEventListener('message', rest);
    port1.start();
    port2.postMessage(null);
  });
  lastBreath = performance.now();
}
