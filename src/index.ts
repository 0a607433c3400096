export {
  ArgumentError,
  CheckpointError,
  DataError,
  FormatError,
  LanguageModelError,
  ProgramError,
  TidemarkError,
  TrainingError,
  WorkerError,
} from './base/errors.ts';
export type { ErrorDetail, ErrorOptions } from './base/errors.ts';
export type { CallControl } from './base/call-control.ts';
export { PauseGate } from './base/pause-gate.ts';
export { formatPath } from './python/format-path.ts';
export type { JsonObject, JsonValue } from './python/json-value.ts';
export { dataModel } from './data/data-model.ts';
export type { DataModel, DataModelDefinition } from './data/data-model.ts';
export { JsonDataModel, SymbolicDataModel } from './data/json-data-model.ts';
export type { JsonSchema } from './data/json-data-model.ts';
export type {
  ChatMessage,
  ChatModel,
  ChatModelConfig,
  ChatReply,
  ChatRequest,
  ModelUsage,
  TokenCount,
} from './language-models/chat-model.ts';
export { CachedModel } from './language-models/cached-model.ts';
export type { CachedModelOptions } from './language-models/cached-model.ts';
export { LanguageModel } from './language-models/language-model.ts';
export type { LanguageModelOptions } from './language-models/language-model.ts';
export type { ModelErrorCode } from './language-models/model-errors.ts';
export { borrowModel } from './language-models/borrow-model.ts';
export type { BorrowOptions, Lender } from './language-models/borrow-model.ts';
export { builtInAvailability, builtInModel } from './language-models/built-in-model.ts';
export type { BuiltInModelOptions } from './language-models/built-in-model.ts';
export { lendModel } from './language-models/lend-model.ts';
export type { Borrower } from './language-models/lend-model.ts';
export type { ModelAvailability, ModelProgress } from './language-models/model-availability.ts';
export { WebGpuModel } from './language-models/web-gpu-model.ts';
export type { WebGpuModelOptions, WebLlm, WebLlmEngine } from './language-models/web-gpu-model.ts';
export { fromAiSdk } from './language-models/from-ai-sdk.ts';
export type { AiSdkOptions } from './language-models/from-ai-sdk.ts';
export type {
  AiSdkCallOptions,
  AiSdkLanguageModel,
  AiSdkMessage,
  AiSdkResult,
} from './language-models/ai-sdk-types.ts';
export { NgramModel } from './language-models/ngram-model.ts';
export { listModels } from './language-models/list-models.ts';
export type { Transport } from './language-models/openai-transport.ts';
export type { CompletionCall } from './language-models/completion-call.ts';
export { connectProvider } from './language-models/provider-connections.ts';
export type { ApiKey, ProviderConnection } from './language-models/provider-connections.ts';
export { ReliableModel } from './language-models/reliable-model.ts';
export type { ReliabilityOptions } from './language-models/reliable-model.ts';
export type { BackoffOptions } from './language-models/backoff.ts';
export { RequestQueue } from './language-models/request-queue.ts';
export type { RequestQueueOptions } from './language-models/request-queue.ts';
export type { ModelPrice } from './language-models/usage-meter.ts';
export { openResponseCache } from './language-models/open-response-cache.ts';
export type { OpenResponseCacheOptions } from './language-models/open-response-cache.ts';
export type {
  KeptAnswer,
  ResponseCache,
  ResponseCacheLimits,
  ResponseCacheUsage,
} from './language-models/response-cache.ts';
export { Generator } from './programs/generator.ts';
export type { GeneratorOptions } from './programs/generator-options.ts';
export { Input } from './programs/input.ts';
export type { InputOptions } from './programs/input.ts';
export { Module } from './programs/module.ts';
export type { CallOptions, DataValue, ModuleOptions } from './programs/module.ts';
export { Variable } from './programs/variable.ts';
export { BatchRewardFunctionWrapper } from './rewards/batch-reward-function-wrapper.ts';
export { BatchReward } from './rewards/batch-reward.ts';
export { CosineSimilarity } from './rewards/cosine-similarity.ts';
export { ExactMatch } from './rewards/exact-match.ts';
export { LMAsJudgeProgram } from './rewards/lm-as-judge-program.ts';
export type { JudgeOptions } from './rewards/judge-options.ts';
export { LMAsJudge } from './rewards/lm-as-judge.ts';
export type { LMAsJudgeOptions } from './rewards/lm-as-judge.ts';
export { ProgramAsJudge } from './rewards/program-as-judge.ts';
export { RewardFunctionWrapper } from './rewards/reward-function-wrapper.ts';
export { Reward } from './rewards/reward.ts';
export { Accuracy } from './metrics/accuracy.ts';
export { BatchMetric } from './metrics/batch-metric.ts';
export { BinaryAccuracy } from './metrics/binary-accuracy.ts';
export { BinaryFBetaScore } from './metrics/binary-f-beta-score.ts';
export { BinaryF1Score } from './metrics/binary-f1-score.ts';
export { BinaryPrecision } from './metrics/binary-precision.ts';
export { BinaryRecall } from './metrics/binary-recall.ts';
export { CategoricalAccuracy } from './metrics/categorical-accuracy.ts';
export { CategoricalFBetaScore } from './metrics/categorical-f-beta-score.ts';
export { CategoricalF1Score } from './metrics/categorical-f1-score.ts';
export { CategoricalPrecision } from './metrics/categorical-precision.ts';
export { CategoricalRecall } from './metrics/categorical-recall.ts';
export { CosineSimilarityMetric } from './metrics/cosine-similarity-metric.ts';
export { FBetaScore } from './metrics/f-beta-score.ts';
export { F1Score } from './metrics/f1-score.ts';
export { GapK } from './metrics/gap-k.ts';
export { MeanMetricWrapper } from './metrics/mean-metric-wrapper.ts';
export { Mean } from './metrics/mean.ts';
export { Metric } from './metrics/metric.ts';
export { PassAtK } from './metrics/pass-at-k.ts';
export { PassHatK } from './metrics/pass-hat-k.ts';
export { Precision } from './metrics/precision.ts';
export { Recall } from './metrics/recall.ts';
export { Sum } from './metrics/sum.ts';
export { EvolutionaryOptimizer } from './optimizers/evolutionary-optimizer.ts';
export type { EvolutionaryOptions, Selection } from './optimizers/evolutionary-optimizer.ts';
export { GreedyOptimizer } from './optimizers/greedy-optimizer.ts';
export type { GreedyOptions, Sampling } from './optimizers/greedy-optimizer.ts';
export type { Distance } from './optimizers/novelty-search.ts';
export type { EvolutionAlgorithm, OMEGAOptions } from './optimizers/omega-options.ts';
export { OMEGA } from './optimizers/omega.ts';
export { Optimizer } from './optimizers/optimizer.ts';
export type { EpochEndOptions, OptimizerOptions } from './optimizers/optimizer.ts';
export { RandomFewShot } from './optimizers/random-few-shot.ts';
export type { RandomFewShotOptions } from './optimizers/random-few-shot.ts';
export type { TrainingBatch } from './optimizers/training-batch.ts';
export {
  CheckpointDeletedEvent,
  CheckpointSavedEvent,
  CheckpointSkippedEvent,
  StoreNoticeEvent,
} from './checkpoints/store-events.ts';
export type {
  BestQuery,
  Checkpoint,
  CheckpointEntry,
  CheckpointInfo,
  CheckpointPage,
  CheckpointQuery,
  CheckpointStore,
  StoreUsage,
} from './checkpoints/checkpoint-store.ts';
export { findUnfinishedRun } from './checkpoints/find-backup.ts';
export type { UnfinishedRun } from './checkpoints/find-backup.ts';
export { MemoryCheckpointStore } from './checkpoints/memory-checkpoint-store.ts';
export { openCheckpointStore } from './checkpoints/open-checkpoint-store.ts';
export { Callback } from './callbacks/callback.ts';
export type {
  CallbackParams,
  CallbackProgram,
  Logs,
  LogValue,
  SaveableProgram,
} from './callbacks/callback.ts';
export { CallbackList } from './callbacks/callback-list.ts';
export { History } from './callbacks/history.ts';
export { layersArtifacts } from './callbacks/layers-artifacts.ts';
export type { LayersArtifacts, LayersWeight, ReadLayersArtifacts } from './callbacks/layers-artifacts.ts';
export { layersCallbacks } from './callbacks/layers-callbacks.ts';
export type { LayersHooks, LayersModel, LayersSaveInfo } from './callbacks/layers-callbacks.ts';
export { ProgramCheckpoint } from './callbacks/program-checkpoint.ts';
export type { ProgramCheckpointOptions } from './callbacks/program-checkpoint-options.ts';
export { EarlyStopping } from './callbacks/early-stopping.ts';
export { CSVLogger } from './callbacks/csv-logger.ts';
export { ProgbarLogger } from './callbacks/progbar-logger.ts';
export type { ProgbarLoggerOptions, Verbosity } from './callbacks/progbar-logger.ts';
export { LambdaCallback } from './callbacks/lambda-callback.ts';
export { checkFilepath } from './callbacks/check-filepath.ts';
export type { Batch, BatchSource } from './training/batch-source.ts';
export type {
  CompileOptions,
  MetricName,
  ObjectConfig,
  OptimizerName,
  RewardName,
} from './training/compile-options.ts';
export type {
  BatchOptions,
  EvaluateOptions,
  FitOptions,
  LogList,
  PredictOptions,
  TrainOnBatchOptions,
} from './training/fit-options.ts';
export { Program } from './training/program.ts';
export { loadProgram, programFromJson } from './training/load-program.ts';
export type { LoadProgramOptions } from './training/load-program.ts';
export type { Row } from './training/samples.ts';
export { connectTrainer } from './worker/connect-trainer.ts';
export type { ConnectOptions } from './worker/connect-trainer.ts';
export type {
  JudgedSample,
  ModulePrompt,
  PromptMessage,
  SamplePage,
  TrainerJudgeOptions,
  TrainerPromptOptions,
  TrainerSample,
  TrainerSampleOptions,
} from './worker/trainer-answers.ts';
export type {
  TrainerClient,
  TrainerFitOptions,
  TrainerHistory,
  TrainerUseOptions,
} from './worker/trainer-client.ts';
export {
  TrainerEvent,
  TrainerFailedEvent,
  TrainerMessageEvent,
  TrainerStatusEvent,
  TrainerUsageEvent,
} from './worker/trainer-events.ts';
export type { TrainerEventType, TrainerStatus } from './worker/trainer-events.ts';
export { BackupAndRestore } from './callbacks/backup-and-restore.ts';
export type { BackupAndRestoreOptions } from './callbacks/backup-and-restore.ts';
export { And } from './programs/and.ts';
export { Branch } from './programs/branch.ts';
export type { BranchOptions } from './programs/branch.ts';
export { ChainOfThought } from './programs/chain-of-thought.ts';
export type { ChainOfThoughtOptions } from './programs/chain-of-thought.ts';
export { Concat } from './programs/concat.ts';
export { Decision } from './programs/decision.ts';
export type { DecisionOptions } from './programs/decision-module.ts';
export { Identity } from './programs/identity.ts';
export { InMask } from './programs/in-mask.ts';
export { Lambda } from './programs/lambda.ts';
export type { LambdaFunction, LambdaOptions } from './programs/lambda.ts';
export type { MaskModuleOptions } from './programs/mask-module.ts';
export { MultiDecision } from './programs/multi-decision.ts';
export type { MultiDecisionOptions } from './programs/multi-decision.ts';
export { Not } from './programs/not.ts';
export {
  concat,
  factorize,
  inMask,
  logicalAnd,
  logicalNot,
  logicalOr,
  logicalXor,
  outMask,
  prefix,
  suffix,
} from './programs/operators.ts';
export type { BinaryOperator, OperatorOptions } from './programs/operators.ts';
export { Or } from './programs/or.ts';
export { OutMask } from './programs/out-mask.ts';
export type { ExamplePair, PromptOptions } from './programs/prompt-options.ts';
export type { ModuleFactory } from './programs/revive-options.ts';
export { SelfCritique } from './programs/self-critique.ts';
export type { SelfCritiqueOptions } from './programs/self-critique.ts';
export type { SequentialOptions, SequentialStep } from './programs/sequential-program.ts';
export { Xor } from './programs/xor.ts';
export { Sequential } from './training/sequential.ts';
