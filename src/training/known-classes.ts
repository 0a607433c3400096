import type { Revive } from '../data/config-reader.ts';
import { Accuracy } from '../metrics/accuracy.ts';
import { BinaryAccuracy } from '../metrics/binary-accuracy.ts';
import { BinaryFBetaScore } from '../metrics/binary-f-beta-score.ts';
import { BinaryF1Score } from '../metrics/binary-f1-score.ts';
import { BinaryPrecision } from '../metrics/binary-precision.ts';
import { BinaryRecall } from '../metrics/binary-recall.ts';
import { CategoricalAccuracy } from '../metrics/categorical-accuracy.ts';
import { CategoricalFBetaScore } from '../metrics/categorical-f-beta-score.ts';
import { CategoricalF1Score } from '../metrics/categorical-f1-score.ts';
import { CategoricalPrecision } from '../metrics/categorical-precision.ts';
import { CategoricalRecall } from '../metrics/categorical-recall.ts';
import { CosineSimilarityMetric } from '../metrics/cosine-similarity-metric.ts';
import { FBetaScore } from '../metrics/f-beta-score.ts';
import { F1Score } from '../metrics/f1-score.ts';
import { GapK } from '../metrics/gap-k.ts';
import { MeanMetricWrapper } from '../metrics/mean-metric-wrapper.ts';
import { Mean } from '../metrics/mean.ts';
import { PassAtK } from '../metrics/pass-at-k.ts';
import { PassHatK } from '../metrics/pass-hat-k.ts';
import { Precision } from '../metrics/precision.ts';
import { Recall } from '../metrics/recall.ts';
import { Sum } from '../metrics/sum.ts';
import type { Metric } from '../metrics/metric.ts';
import { OMEGA } from '../optimizers/omega.ts';
import type { Optimizer } from '../optimizers/optimizer.ts';
import { RandomFewShot } from '../optimizers/random-few-shot.ts';
import type { JsonObject } from '../python/json-value.ts';
import { BatchRewardFunctionWrapper } from '../rewards/batch-reward-function-wrapper.ts';
import { CosineSimilarity } from '../rewards/cosine-similarity.ts';
import { ExactMatch } from '../rewards/exact-match.ts';
import { LMAsJudge } from '../rewards/lm-as-judge.ts';
import { ProgramAsJudge } from '../rewards/program-as-judge.ts';
import { RewardFunctionWrapper } from '../rewards/reward-function-wrapper.ts';
import type { Reward } from '../rewards/reward.ts';

/** Makes objects of one kind from their configs, by the class name in a program file. */
export type Factories<T> = Readonly<Record<string, { fromConfig(config: JsonObject, revive: Revive): T }>>;

export const optimizerClasses = { OMEGA, RandomFewShot } satisfies Factories<Optimizer>;

export const rewardClasses = {
  ExactMatch,
  RewardFunctionWrapper,
  BatchRewardFunctionWrapper,
  CosineSimilarity,
  LMAsJudge,
  ProgramAsJudge,
} satisfies Factories<Reward>;

/** `ListFBetaScore` and `ListF1Score` are Synalinks' older names of the categorical ones. */
export const metricClasses = {
  Accuracy,
  BinaryAccuracy,
  BinaryFBetaScore,
  BinaryF1Score,
  BinaryPrecision,
  BinaryRecall,
  CategoricalAccuracy,
  CategoricalFBetaScore,
  CategoricalF1Score,
  CategoricalPrecision,
  CategoricalRecall,
  CosineSimilarity: CosineSimilarityMetric,
  FBetaScore,
  F1Score,
  GapK,
  MeanMetricWrapper,
  Mean,
  PassAtK,
  PassHatK,
  Precision,
  Recall,
  Sum,
  ListFBetaScore: CategoricalFBetaScore,
  ListF1Score: CategoricalF1Score,
} satisfies Factories<Metric>;
