/** The epochs that a chart shows, as its horizontal axis counts them. */
export interface EpochWindow {
  readonly from: number;
  readonly to: number;
}

/** Closer than this there is nothing more to see. */
const leastEpochs = 2;

/** Shows half as many epochs, around one of them. */
export function zoomIn(shown: EpochWindow, around: number): EpochWindow {
  const size = Math.max((shown.to - shown.from) / 2, leastEpochs);
  return within({ from: around - size / 2, to: around + size / 2 }, shown);
}

/** Shows twice as many epochs; null for all of them. */
export function zoomOut(shown: EpochWindow, all: EpochWindow): EpochWindow | null {
  const size = shown.to - shown.from;
  return zoomTo({ from: shown.from - size / 2, to: shown.to + size / 2 }, all);
}

/** Shows these epochs, as far as there are any; null for all of them. */
export function zoomTo(wanted: EpochWindow, all: EpochWindow): EpochWindow | null {
  const missing = Math.max(0, leastEpochs - (wanted.to - wanted.from)) / 2;
  const window = within({ from: wanted.from - missing, to: wanted.to + missing }, all);
  return window.from <= all.from && window.to >= all.to ? null : window;
}

/** Moves the window as little as needed to have an epoch in it. */
export function panTo(epoch: number, shown: EpochWindow): EpochWindow {
  const by = Math.min(0, epoch - shown.from) + Math.max(0, epoch - shown.to);
  return by === 0 ? shown : { from: shown.from + by, to: shown.to + by };
}

/** Moves a window into another one; what does not fit is cut off. */
function within({ from, to }: EpochWindow, all: EpochWindow): EpochWindow {
  const size = Math.min(to - from, all.to - all.from);
  const start = Math.min(Math.max(from, all.from), all.to - size);
  return { from: start, to: start + size };
}

/**
 * All epochs, with room for those to come: it grows in steps, so that the curves do not shrink with each epoch, and a
 * long run does not begin as a dot.
 */
export function allEpochs(epochs: readonly number[], planned: number): EpochWindow {
  const last = epochs.at(-1) ?? 0;
  let room = 25;
  while (room < last) room *= 2;
  return { from: Math.min(epochs[0] ?? 0, 1), to: Math.max(last, Math.min(planned, room), leastEpochs) };
}
