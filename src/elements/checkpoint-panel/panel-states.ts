import { html } from 'lit';
import type { TemplateResult } from 'lit';
import { messageOf } from '../../base/message-of.ts';
import { nameInWords } from '../internal/format.ts';
import { texts } from '../internal/texts.ts';

/** What stands where the list would be, when there is none. */
export function renderPlaceholder(content: TemplateResult | string): TemplateResult {
  return html`<div class="nothing">${content}</div>`;
}

/** What an empty list says, unless the author says something else. */
export function renderEmpty(pattern: string | null): TemplateResult {
  const { empty, emptyPattern } = texts.panel;
  return renderPlaceholder(
    html`<slot name="empty">${pattern ? emptyPattern(nameInWords(pattern)) : empty}</slot>`,
  );
}

/** What a list says of which the filter hides everything. */
export function renderNothingFound(clear: () => void): TemplateResult {
  const { nothingFound, clearFilter } = texts.panel;
  return renderPlaceholder(
    html`${nothingFound} <button type="button" part="button" @click=${clear}>${clearFilter}</button>`,
  );
}

/** What went wrong, with what can be done about it. */
export function renderProblem(problem: unknown, label: string, answer: () => void): TemplateResult {
  return html`<div class="notice problem" part="notice" role="alert">
    <span>${messageOf(problem)}</span>
    <button type="button" part="button" @click=${answer}>${label}</button>
  </div>`;
}
