import { checkOptions } from '../base/check-options.ts';
import type { OptionNames } from '../base/check-options.ts';
import { ConfigReader } from '../data/config-reader.ts';
import type { Revive } from '../data/config-reader.ts';
import { readFieldMasks } from '../data/field-masks.ts';
import type { JsonDataModel } from '../data/json-data-model.ts';
import { callScoreFunction } from '../data/score-function.ts';
import type { Score, ScoreFunction } from '../data/score-function.ts';
import { functionEnvelope, functionNameIn, objectEnvelope } from '../programs/object-envelope.ts';
import type { JsonObject, JsonValue } from '../python/json-value.ts';
import { Metric, metricNames } from './metric.ts';
import type { Direction, MetricOptions, UpdateOptions } from './metric.ts';
import { RunningMean } from './running-mean.ts';
import { isScorer } from './scorer.ts';
import type { Scorer } from './scorer.ts';
import { EMPTY_TOTAL, TOTAL_WITH_COUNT_SCHEMA } from './total-with-count.ts';

/** What a `MeanMetricWrapper` can be given. */
export interface MeanMetricWrapperOptions extends MetricOptions {
  /**
   * The name under which a function is saved, and looked up in `scoreFunctions` when a program is loaded.
   * @default the function's own name in snake_case
   */
  readonly registeredName?: string | null;
  /** Fixed arguments: the function finds them in `context.kwargs`, and they are saved with it. @default none */
  readonly kwargs?: JsonObject;
}

const names: OptionNames<MeanMetricWrapperOptions> = { ...metricNames, registeredName: true, kwargs: true };

/**
 * Averages a score over all samples, in float32; the score is a reward, or a plain function.
 *
 * A function gets plain JavaScript objects, null where the prediction is missing. The direction is `'up'` for a reward
 * and unknown for a function. Follows `synalinks.metrics.MeanMetricWrapper`.
 *
 * Differs from Synalinks: a reward class of one's own is to be maximised too, not only those of the library.
 *
 * @example new MeanMetricWrapper(new ExactMatch({ inMask: ['label'] }), { name: 'label_match' });
 */
export class MeanMetricWrapper extends Metric {
  static readonly className = 'MeanMetricWrapper';
  readonly identity = { module: 'synalinks.metrics', className: MeanMetricWrapper.className };
  override readonly direction: Direction;
  readonly fn: ScoreFunction | Scorer;
  readonly #options: MeanMetricWrapperOptions;
  readonly #mean = new RunningMean(
    this.addVariable('total_with_count', TOTAL_WITH_COUNT_SCHEMA, EMPTY_TOTAL),
  );

  /** @throws {ArgumentError} `unknown-option`, `bad-name` */
  constructor(fn: ScoreFunction | Scorer, options: MeanMetricWrapperOptions = {}) {
    if (new.target === MeanMetricWrapper) checkOptions(MeanMetricWrapper.className, options, names);
    super(MeanMetricWrapper.className, options);
    this.direction = isScorer(fn) ? 'up' : null;
    this.fn = fn;
    this.#options = options;
  }

  /** @throws {DataError} `bad-field` */
  static fromConfig(config: JsonObject, revive: Revive): MeanMetricWrapper {
    const reader = new ConfigReader(MeanMetricWrapper.className, config);
    const envelope = reader.value('fn');
    const fn = revive(envelope);
    if (typeof fn !== 'function' && !isScorer(fn)) {
      throw reader.wrong('fn', 'a reward or the name of a registered function');
    }
    return new MeanMetricWrapper(fn as ScoreFunction | Scorer, {
      name: reader.string('name'),
      ...readFieldMasks(reader),
      registeredName: functionNameIn(envelope),
      kwargs: reader.rest(),
    });
  }

  override getConfig(): JsonObject {
    const kwargs = this.#options.kwargs ?? new Map<string, JsonValue>();
    return new Map([...super.getConfig(), ['fn', this.#envelope()], ...kwargs]);
  }

  async updateState(
    yTrue: JsonDataModel | null,
    yPred: JsonDataModel | null,
    options: UpdateOptions = {},
  ): Promise<void> {
    const score = await this.#score(this.mask(yTrue), this.mask(yPred), options);
    this.#mean.add(typeof score === 'object' ? (score ?? 0) : Number(score));
  }

  result(): number {
    return this.#mean.value;
  }

  async #score(
    yTrue: JsonDataModel | null,
    yPred: JsonDataModel | null,
    options: UpdateOptions,
  ): Promise<Score> {
    if (isScorer(this.fn)) return this.fn.call(yTrue, yPred, options);
    return callScoreFunction(this.fn, {
      yTrue,
      yPred,
      kwargs: this.#options.kwargs ?? new Map(),
      ...options,
    });
  }

  #envelope(): JsonObject {
    if (isScorer(this.fn)) return objectEnvelope(this.fn);
    return functionEnvelope(this.#options.registeredName ?? this.fn.name);
  }
}
