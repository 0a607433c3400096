import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { LearnedExample } from '../internal/checkpoint-content.ts';
import '../internal/example-list.ts';
import { formatCount, shownName } from '../internal/format.ts';
import { cutText, readableText } from '../internal/readable-text.ts';
import './checkpoint-diff.ts';
import '../internal/compare-texts.ts';
import '../internal/content-texts.ts';
import { texts } from '../internal/texts.ts';
import type { ExampleChanges, PromptChange } from './example-changes.ts';

const CHARACTERS = 5000;

/** Draws how the prompt of each module changed: its instructions and its examples. */
export function renderPrompts(changes: readonly PromptChange[], locale: string | undefined): TemplateResult {
  if (changes.length === 0) return html`<p class="muted">${texts.content.noPrompts}</p>`;
  return html`${changes.map(
    (change) =>
      html`<section class="prompt" data-prompt=${change.path}>
        <h4><bdi class="path">${shownName(change.path)}</bdi></h4>
        ${renderInstructions(change)} ${renderExamples(change.examples, locale)}
      </section>`,
  )}`;
}

function renderInstructions({ before, after }: PromptChange): TemplateResult {
  const isSame = before === after;
  return html`<h5>
      ${texts.content.instructions}
      ${isSame ? html`<span class="muted">${texts.compare.sameInstructions}</span>` : nothing}
    </h5>
    ${isSame ? renderSame(after) : html`<checkpoint-diff .oldText=${before ?? ''} .newText=${after ?? ''}></checkpoint-diff>`}`;
}

function renderSame(instructions: string | null): TemplateResult {
  if (instructions === null) return html`<p class="muted">${texts.content.noInstructions}</p>`;
  const { text, left } = cutText(instructions, CHARACTERS);
  return html`<pre class="text" dir="auto" tabindex="0" role="group" aria-label=${texts.content.instructions}>
${readableText(text)}${left > 0 ? '…' : ''}</pre>`;
}

function renderExamples(changes: ExampleChanges, locale: string | undefined): TemplateResult {
  const { added, removed, kept, isReordered } = changes;
  const [newOnes, goneOnes, keptOnes] = [added, removed, kept].map(({ length }) =>
    formatCount(length, locale),
  );
  if (added.length + removed.length + kept.length === 0)
    return html`<h5>${texts.content.examples} <span class="muted">${texts.compare.noExamples}</span></h5>`;
  return html`<h5>
      ${texts.content.examples}
      <span class="muted"
        >${texts.compare.exampleSummary(newOnes ?? '', goneOnes ?? '', keptOnes ?? '')}</span
      >
    </h5>
    ${renderGroup('added', texts.compare.addedExamples(newOnes ?? ''), added, true)}
    ${renderGroup('removed', texts.compare.removedExamples(goneOnes ?? ''), removed, true)}
    ${renderGroup('kept', texts.compare.keptExamples(keptOnes ?? ''), kept, false)}
    ${isReordered ? html`<p class="muted small">${texts.compare.reordered}</p>` : nothing}`;
}

function renderGroup(
  kind: string,
  label: string,
  examples: readonly LearnedExample[],
  isOpen: boolean,
): TemplateResult | typeof nothing {
  if (examples.length === 0) return nothing;
  return html`<details class="group ${kind}" ?open=${isOpen}>
    <summary>${label}</summary>
    <checkpoint-examples exportparts="button" .examples=${examples}></checkpoint-examples>
  </details>`;
}
