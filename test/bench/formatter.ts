import { format } from 'd3-format';
import { formatPath } from '../../src/index.ts';
import { median } from './timing.ts';

const template = 'runs/{epoch:02d}-{val_reward:.2f}.json';
const [padded, rounded] = [format('02d'), format('.2f')];

const formatters = {
  formatPath: (epoch: number, reward: number) =>
    formatPath(template, { epoch: BigInt(epoch), val_reward: reward }),
  'template literal': (epoch: number, reward: number) =>
    `runs/${String(epoch).padStart(2, '0')}-${reward.toFixed(2)}.json`,
  'd3-format': (epoch: number, reward: number) => `runs/${padded(epoch)}-${rounded(reward)}.json`,
};

/** Nanoseconds a path, the median of several rounds. */
export function measureFormatters(count: number): Record<string, number> {
  const rounds: Record<string, number[]> = {};
  let length = 0;
  for (let round = 0; round < 7; round += 1)
    for (const [name, make] of Object.entries(formatters)) {
      const start = performance.now();
      for (let n = 0; n < count; n += 1) length += make(n % 100, (n % 1000) / 1000).length;
      (rounds[name] ??= []).push(((performance.now() - start) * 1e6) / count);
    }
  // The lengths are used, or an engine may leave the work undone.
  if (length === 0) throw new Error('Nothing was formatted.');
  return Object.fromEntries(Object.entries(rounds).map(([name, taken]) => [name, median(taken)]));
}
