import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { LearnedExample } from '../internal/checkpoint-content.ts';
import '../internal/example-list.ts';
import { formatCount, visibleText } from '../internal/format.ts';
import { cutText, readableText } from '../internal/readable-text.ts';
import './checkpoint-diff.ts';
import { compareTexts as texts } from './compare-texts.ts';
import type { ExampleChanges, PromptChange } from './example-changes.ts';

const CHARACTERS = 5000;

/** Draws how the prompt of each module changed: its instructions and its examples. */
export function renderPrompts(changes: readonly PromptChange[], locale: string | undefined): TemplateResult {
  if (changes.length === 0) return html`<p class="muted">${texts.noPrompts}</p>`;
  return html`${changes.map(
    (change) =>
      html`<section class="prompt" data-prompt=${change.path}>
        <h4><bdi class="path">${visibleText(change.path)}</bdi></h4>
        ${renderInstructions(change)} ${renderExamples(change.examples, locale)}
      </section>`,
  )}`;
}

function renderInstructions({ before, after }: PromptChange): TemplateResult {
  const isSame = before === after;
  return html`<h5>
      ${texts.instructions} ${isSame ? html`<span class="muted">${texts.sameInstructions}</span>` : nothing}
    </h5>
    ${isSame ? renderSame(after) : html`<checkpoint-diff .oldText=${before ?? ''} .newText=${after ?? ''}></checkpoint-diff>`}`;
}

function renderSame(instructions: string | null): TemplateResult {
  if (instructions === null) return html`<p class="muted">${texts.noInstructions}</p>`;
  const { text, left } = cutText(instructions, CHARACTERS);
  return html`<pre class="text" dir="auto" tabindex="0" role="group" aria-label=${texts.instructions}>
${readableText(text)}${left > 0 ? '…' : ''}</pre>`;
}

function renderExamples(changes: ExampleChanges, locale: string | undefined): TemplateResult {
  const { added, removed, kept, isReordered } = changes;
  const [newOnes, goneOnes, keptOnes] = [added, removed, kept].map(({ length }) =>
    formatCount(length, locale),
  );
  if (added.length + removed.length + kept.length === 0)
    return html`<h5>${texts.examples} <span class="muted">${texts.noExamples}</span></h5>`;
  return html`<h5>
      ${texts.examples}
      <span class="muted">${texts.exampleSummary(newOnes ?? '', goneOnes ?? '', keptOnes ?? '')}</span>
    </h5>
    ${renderGroup('added', texts.addedExamples(newOnes ?? ''), added, true)}
    ${renderGroup('removed', texts.removedExamples(goneOnes ?? ''), removed, true)}
    ${renderGroup('kept', texts.keptExamples(keptOnes ?? ''), kept, false)}
    ${isReordered ? html`<p class="muted small">${texts.reordered}</p>` : nothing}`;
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
    <checkpoint-examples
      exportparts="button"
      .examples=${examples}
      .labels=${[texts.input, texts.output]}
      .moreLabel=${texts.showMore}
    ></checkpoint-examples>
  </details>`;
}
