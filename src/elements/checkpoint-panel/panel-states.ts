import { html } from 'lit';
import type { TemplateResult } from 'lit';

/** What stands where the list would be, when there is none. */
export function renderPlaceholder(content: TemplateResult | string): TemplateResult {
  return html`<div class="nothing">${content}</div>`;
}

/** What an empty list says, unless the author says something else. */
export function renderEmpty(pattern: string | null): TemplateResult {
  return html`<slot name="empty"
    >${
      pattern
        ? html`No checkpoint matches <bdi dir="ltr">${pattern}</bdi> yet.`
        : 'No checkpoints yet. The first one appears here the moment it is saved.'
    }</slot
  >`;
}

/** What went wrong, with what can be done about it. */
export function renderProblem(problem: unknown, label: string, answer: () => void): TemplateResult {
  return html`<div class="notice problem" part="notice" role="alert">
    <span>${problem instanceof Error ? problem.message : String(problem)}</span>
    <button type="button" part="button" @click=${answer}>${label}</button>
  </div>`;
}
