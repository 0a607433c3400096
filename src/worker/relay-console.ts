import type { WorkerMessage } from './protocol.ts';

/** Lets the page hear what callbacks say on the worker's console; it is still said there. */
export function relayConsole(post: (message: WorkerMessage) => void): void {
  const relay = (method: 'info' | 'warn', level: 'info' | 'warning'): void => {
    const say = console[method].bind(console);
    console[method] = (...parts: unknown[]): void => {
      say(...parts);
      post({ type: 'message', level, text: parts.map(String).join(' ') });
    };
  };
  relay('info', 'info');
  relay('warn', 'warning');
}
