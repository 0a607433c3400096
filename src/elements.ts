/** The elements; importing this module registers all of them. */
export { AnswerCache } from './elements/answer-cache/answer-cache.ts';
export type { ClearableCache } from './elements/answer-cache/answer-cache.ts';
export { CacheClearedEvent, ClearRequestEvent } from './elements/answer-cache/clear-events.ts';
export { CheckpointCompare } from './elements/checkpoint-compare/checkpoint-compare.ts';
export { CheckpointInspect } from './elements/checkpoint-inspect/checkpoint-inspect.ts';
export type { CheckpointExaminer } from './elements/internal/examiner.ts';
export type { SampleJudge } from './elements/checkpoint-compare/sample-judging.ts';
export { CheckpointPanel } from './elements/checkpoint-panel/checkpoint-panel.ts';
export {
  DeleteRequestEvent,
  DownloadRequestEvent,
  ExportRequestEvent,
  RankingChangedEvent,
} from './elements/checkpoint-panel/checkpoint-requests.ts';
export { DownloadBest } from './elements/download-best/download-best.ts';
export { CheckpointDownloadedEvent, ElementErrorEvent } from './elements/internal/element-events.ts';
export { setTexts } from './elements/internal/texts.ts';
export type { TextChanges, Texts } from './elements/internal/texts.ts';
export { ResumeRequestEvent, StartOverRequestEvent } from './elements/internal/training-request.ts';
export type { ResumeWish } from './elements/internal/training-request.ts';
export { CompareRequestEvent, InspectRequestEvent } from './elements/internal/view-requests.ts';
export { ResumeOffer } from './elements/resume-offer/resume-offer.ts';
export type { ChartRun, ChartSave } from './elements/training-chart/chart-table.ts';
export { TrainingChart } from './elements/training-chart/training-chart.ts';
export { TrainingLog } from './elements/training-log/training-log.ts';
export { TrainingProgress } from './elements/training-progress/training-progress.ts';
