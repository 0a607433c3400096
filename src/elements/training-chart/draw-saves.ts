import type uPlot from 'uplot';
import type { ChartView } from './chart-options.ts';
import type { ChartSave } from './chart-table.ts';

/** Marks that are nearer to each other than this would be a band. */
const leastGapPx = 9;

/** Marks the saved checkpoints: a ring for each, a full disc with its value for the best. */
export function drawSaves(plot: uPlot, view: ChartView): void {
  const { ctx, bbox } = plot;
  ctx.save();
  ctx.beginPath();
  // With room for half a mark at the edges.
  const rim = 8 * devicePixelRatio;
  ctx.rect(bbox.left - rim, 0, bbox.width + 2 * rim, bbox.top + bbox.height + rim);
  ctx.clip();
  const shown = view.saves.filter(({ epoch }) => isShown(epoch, view));
  const best = shown.filter((save) => save.best);
  for (const save of thinned(plot, shown)) drawMark(plot, save, view);
  for (const save of best) drawMark(plot, save, view);
  for (const save of best) drawLabel(plot, save, view);
  ctx.restore();
}

function isShown(epoch: number, { window }: ChartView): boolean {
  return epoch + 1 >= window.from && epoch + 1 <= window.to;
}

/** Those that are not the best, without what would lie on another one. */
function thinned(plot: uPlot, saves: readonly ChartSave[]): ChartSave[] {
  let last = -Infinity;
  return saves.filter((save) => {
    const x = plot.valToPos(save.epoch + 1, 'x');
    if (save.best || Math.abs(x - last) < leastGapPx) return false;
    last = x;
    return true;
  });
}

function drawMark(plot: uPlot, save: ChartSave, { colors }: ChartView): void {
  const { ctx } = plot;
  const ratio = devicePixelRatio;
  const [x, y] = placeOf(plot, save);
  ctx.beginPath();
  ctx.arc(x, y, (save.best ? 6 : 4) * ratio, 0, 2 * Math.PI);
  ctx.fillStyle = save.best ? colors.accent : colors.surface;
  ctx.strokeStyle = save.best ? colors.surface : colors.accent;
  ctx.lineWidth = 2 * ratio;
  ctx.fill();
  ctx.stroke();
}

function drawLabel(plot: uPlot, save: ChartSave, { colors, bestLabel }: ChartView): void {
  const { ctx, bbox } = plot;
  const ratio = devicePixelRatio;
  const text = bestLabel(save.value);
  const [x, y] = placeOf(plot, save);
  ctx.font = `600 ${12 * ratio}px system-ui, sans-serif`;
  ctx.textAlign = 'left';
  ctx.textBaseline = 'alphabetic';
  const half = ctx.measureText(text).width / 2;
  const start = Math.max(bbox.left, Math.min(x - half, bbox.left + bbox.width - 2 * half));
  const isHigh = y - 24 * ratio < 0;
  const base = isHigh ? y + 22 * ratio : y - 11 * ratio;
  // A rim in the ground's colour keeps the figures legible where lines cross them.
  ctx.strokeStyle = colors.surface;
  ctx.lineWidth = 4 * ratio;
  ctx.lineJoin = 'round';
  ctx.strokeText(text, start, base);
  ctx.fillStyle = colors.accent;
  ctx.fillText(text, start, base);
}

function placeOf(plot: uPlot, { epoch, value }: ChartSave): [number, number] {
  return [plot.valToPos(epoch + 1, 'x', true), plot.valToPos(value, 'y', true)];
}
