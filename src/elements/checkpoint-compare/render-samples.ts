import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { messageOf } from '../../base/message-of.ts';
import type { JudgedSample } from '../../worker/trainer-answers.ts';
import { formatCount, formatValue } from '../internal/format.ts';
import '../internal/compare-texts.ts';
import '../internal/content-texts.ts';
import { texts } from '../internal/texts.ts';
import type { JudgingState, SampleJudging } from './sample-judging.ts';
import './sample-list.ts';

/** What a judging that has come to an end has found. */
type Judged = Extract<JudgingState, { readonly state: 'done' }>;

/** Draws which samples each of two checkpoints gets right, or how to find out. */
export function renderSamples(
  judging: SampleJudging,
  hasTrainer: boolean,
  start: () => void,
  locale: string | undefined,
): TemplateResult {
  return html`<section class="section" aria-labelledby="samples">
    <h3 id="samples">${texts.compare.samples}</h3>
    ${hasTrainer ? renderState(judging, start, locale) : html`<p class="muted">${texts.compare.noTrainer}</p>`}
  </section>`;
}

function renderState(judging: SampleJudging, start: () => void, locale: string | undefined): TemplateResult {
  const { state } = judging;
  const isRunning = state.state === 'running';
  return html`${state.state === 'idle' ? html`<p class="muted">${texts.compare.judgeHint}</p>` : nothing}
    <div class="judging">
      <button
        type="button"
        class=${state.state === 'idle' ? 'primary' : ''}
        part="button judge-button"
        @click=${isRunning ? () => judging.cancel() : start}
      >
        ${isRunning ? texts.compare.cancel : state.state === 'idle' ? texts.compare.judge : texts.compare.judgeAgain}
      </button>
      ${isRunning ? renderProgress(state, locale) : nothing}
    </div>
    <div role="status">${state.state === 'done' ? renderSum(state, locale) : nothing}</div>
    ${
      state.state === 'failed'
        ? html`<p class="notice problem" role="alert">${messageOf(state.error)}</p>`
        : nothing
    }
    ${state.state === 'done' && state.done > 0 ? html`<checkpoint-samples exportparts="button" .judged=${state.groups}></checkpoint-samples>` : nothing}`;
}

function renderProgress(
  { done, total }: { readonly done: number; readonly total: number | null },
  locale: string | undefined,
): TemplateResult {
  if (total === null)
    return html`<progress aria-label=${texts.compare.starting}></progress
      ><span>${texts.compare.starting}</span>`;
  const words = texts.compare.progress(formatCount(done, locale), formatCount(total, locale));
  return html`<progress aria-label=${words} max=${total} value=${done}></progress><bdi>${words}</bdi>`;
}

function renderSum(judged: Judged, locale: string | undefined): TemplateResult {
  const { done, total, before, after, groups } = judged;
  if (done === 0) return html`<p class="muted">${texts.content.noSamples}</p>`;
  const describe = (letter: string, samples: readonly JudgedSample[]): string => {
    const sum = samples.reduce((all, { reward }) => all + reward, 0);
    return groups.isBinary
      ? texts.compare.rightCount(letter, formatCount(sum, locale), formatCount(done, locale))
      : texts.compare.meanReward(letter, formatValue(sum / done, locale));
  };
  return html`<p class="sum"><span>${describe('A', before)}</span> <span>${describe('B', after)}</span></p>
    ${done < total ? html`<p class="muted">${texts.compare.cancelled(done, formatCount(done, locale))}</p>` : nothing}`;
}
