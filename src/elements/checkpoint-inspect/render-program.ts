import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { cutText, readableText } from '../internal/readable-text.ts';
import '../internal/content-texts.ts';
import '../internal/inspect-texts.ts';
import { texts } from '../internal/texts.ts';
import './program-graph.ts';
import type { ProgramOutline } from './program-outline.ts';

const CHARACTERS = 2000;

/**
 * Draws what a program is made of.
 *
 * @param outline null while it is being found out, undefined when that cannot be known
 * @param isInFile whether the checkpoint itself says it
 */
export function renderProgram(outline: ProgramOutline | null | undefined, isInFile: boolean): TemplateResult {
  if (outline === null) return html`<p class="muted" role="status">${texts.content.reading}</p>`;
  if (!outline)
    return html`<p class="muted">${isInFile ? texts.inspect.noGraph : texts.inspect.variablesOnly}</p>`;
  const { description, nodes } = outline;
  return html`${isInFile ? nothing : html`<p class="muted">${texts.inspect.ofTrainer}</p>`}
  ${description === '' ? nothing : html`<p dir="auto">${readableText(cutText(description, CHARACTERS).text)}</p>`}
  ${
    nodes.length === 0
      ? html`<p class="muted">${texts.inspect.noGraph}</p>`
      : html`<checkpoint-graph .outline=${outline}></checkpoint-graph>`
  }`;
}
