import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { shownName } from '../internal/format.ts';
import './checkpoint-diff.ts';
import '../internal/compare-texts.ts';
import { texts } from '../internal/texts.ts';
import type { JsonPart } from './json-parts.ts';

/** So many parts are compared at once when they appear; the others when they are opened. */
const OPEN_PARTS = 8;
/** A part of more text than this is compared when it is opened. */
const OPEN_CHARACTERS = 4000;

/** Draws where everything else differs, each part as a comparison of its own. */
export function renderParts(parts: readonly JsonPart[]): TemplateResult {
  return html`<section class="section" aria-labelledby="rest">
    <h3 id="rest">${texts.compare.rest}</h3>
    ${parts.length === 0 ? html`<p class="muted">${texts.compare.noRest}</p>` : parts.map(renderPart)}
  </section>`;
}

/** Draws two texts that are not JSON as one comparison. */
export function renderPlain(before: string, after: string): TemplateResult {
  return html`<section class="section" aria-labelledby="rest">
    <h3 id="rest">${texts.compare.whole}</h3>
    <checkpoint-diff exportparts="button" unit="lines" .oldText=${before} .newText=${after}></checkpoint-diff>
  </section>`;
}

function renderPart({ path, before, after }: JsonPart, index: number): TemplateResult {
  const size = (before?.length ?? 0) + (after?.length ?? 0);
  const only = before === null ? texts.compare.onlyAfter : after === null ? texts.compare.onlyBefore : null;
  const isOpen = index < OPEN_PARTS && size < OPEN_CHARACTERS;
  return html`<details class="part" ?open=${isOpen} @toggle=${begin}>
    <summary>
      <bdi class="path" dir="ltr"
        >${path.length === 0 ? texts.compare.whole : shownName(path.join(' / '))}</bdi
      >
      ${only === null ? nothing : html`<span class="muted small">${only}</span>`}
    </summary>
    <checkpoint-diff
      exportparts="button"
      unit="json"
      .isWanted=${isOpen}
      .oldText=${before ?? ''}
      .newText=${after ?? ''}
    ></checkpoint-diff>
  </details>`;
}

/** Has a part compared once it is opened. */
function begin({ target }: Event): void {
  const details = target as HTMLDetailsElement;
  const difference = details.querySelector('checkpoint-diff');
  if (difference && details.open) difference.isWanted = true;
}
