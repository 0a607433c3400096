import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { CheckpointEntry } from '../../checkpoints/checkpoint-store.ts';
import type { LearnedPrompt } from '../internal/checkpoint-content.ts';
import { describeOrigin } from '../internal/checkpoint-words.ts';
import '../internal/example-list.ts';
import {
  formatBytes,
  formatCount,
  formatMoment,
  formatValue,
  pathInWords,
  shownName,
} from '../internal/format.ts';
import { cutText, readableText } from '../internal/readable-text.ts';
import '../internal/content-texts.ts';
import '../internal/inspect-texts.ts';
import { texts } from '../internal/texts.ts';
import type { Ancestor } from './lineage.ts';

const CHARACTERS = 5000;

/** Draws what the store knows of a checkpoint. */
export function renderFacts(entry: CheckpointEntry, locale: string | undefined): TemplateResult {
  const { facts } = texts.inspect;
  const rows: readonly (readonly [string, string])[] = [
    [
      facts.origin,
      [describeOrigin(entry, locale), ...(entry.pinned ? [texts.inspect.pinned] : [])].join(' · '),
    ],
    [facts.saved, formatMoment(entry.mtime, locale)],
    [facts.size, formatBytes(entry.bytes, locale)],
    ...(entry.generation > 1 ? [[facts.generation, formatCount(entry.generation, locale)] as const] : []),
    ...(entry.run === '' ? [] : [[facts.run, entry.run] as const]),
    ...(entry.note === '' ? [] : [[facts.note, entry.note] as const]),
  ];
  return html`<dl class="facts">
    ${rows.map(
      ([name, value]) =>
        html`<dt>${name}</dt>
          <dd><bdi>${readableText(cutText(value, CHARACTERS).text)}</bdi></dd>`,
    )}
    <dt>${facts.sha256}</dt>
    <dd class="hash"><bdi>${shownName(entry.sha256)}</bdi></dd>
  </dl>`;
}

/** Draws what was logged, the monitored value first. */
export function renderLogs(entry: CheckpointEntry, locale: string | undefined): TemplateResult {
  const names = Object.keys(entry.logs).sort(
    (a, b) => Number(b === entry.monitor) - Number(a === entry.monitor) || (a < b ? -1 : 1),
  );
  if (names.length === 0) return html`<p class="muted">${texts.inspect.noLogs}</p>`;
  return html`<table>
    <tbody>
      ${names.map(
        (name) =>
          html`<tr data-log=${name}>
            <th scope="row">
              <bdi class="path">${shownName(name)}</bdi>
              ${name === entry.monitor && entry.mode !== null ? html`<span class="muted small">${texts.inspect.monitored[entry.mode]}</span>` : nothing}
            </th>
            <td class="figure"><bdi>${formatValue(entry.logs[name] ?? Number.NaN, locale)}</bdi></td>
          </tr>`,
      )}
    </tbody>
  </table>`;
}

/** Draws the instructions and examples that the modules have learned. */
export function renderLearned(prompts: readonly LearnedPrompt[], locale: string | undefined): TemplateResult {
  if (prompts.length === 0) return html`<p class="muted">${texts.content.noPrompts}</p>`;
  return html`${prompts.map(
    ({ path, instructions, examples }) =>
      html`<section class="learned" data-prompt=${path}>
        <h4><bdi class="path">${shownName(path)}</bdi></h4>
        <h5>${texts.content.instructions}</h5>
        ${renderInstructions(instructions)}
        <h5>
          ${texts.content.examples}
          <span class="muted"
            >${examples.length === 0 ? texts.inspect.noExamples : texts.inspect.exampleCount(formatCount(examples.length, locale))}</span
          >
        </h5>
        <checkpoint-examples exportparts="button" .examples=${examples}></checkpoint-examples>
      </section>`,
  )}`;
}

function renderInstructions(instructions: string | null): TemplateResult {
  if (instructions === null) return html`<p class="muted">${texts.content.noInstructions}</p>`;
  const { text, left } = cutText(instructions, CHARACTERS);
  return html`<pre class="text" dir="auto" tabindex="0" role="group" aria-label=${texts.content.instructions}>
${readableText(text)}${left > 0 ? '…' : ''}</pre>`;
}

/** What can be done with a checkpoint that another one goes back to. */
interface AncestorActions {
  inspect(path: string): void;
  compare(path: string): void;
}

/** Draws the checkpoints that one goes back to. */
export function renderLineage(
  ancestors: readonly Ancestor[],
  actions: AncestorActions,
  locale: string | undefined,
): TemplateResult {
  if (ancestors.length === 0) return html`<p class="muted">${texts.inspect.fromScratch}</p>`;
  return html`<p class="muted small">${texts.inspect.lineageHint}</p>
    <ol class="lineage">
      ${ancestors.map((ancestor) => html`<li>${renderAncestor(ancestor, actions, locale)}</li>`)}
    </ol>`;
}

function renderAncestor(
  { path, entry }: Ancestor,
  actions: AncestorActions,
  locale: string | undefined,
): TemplateResult {
  const name = shownName(path);
  if (!entry)
    return html`<div class="ancestor">
      <span
        ><bdi class="path" dir="ltr">${name}</bdi>
        <span class="muted small">${texts.inspect.gone}</span></span
      >
    </div>`;
  return html`<div class="ancestor">
    <span>
      <button type="button" class="link" part="button" @click=${() => actions.inspect(path)}>
        <bdi class="path" dir="ltr">${name}</bdi>
      </button>
      <span class="muted small"><bdi>${describeOrigin(entry, locale)}</bdi></span>
    </span>
    <button
      type="button"
      part="button"
      aria-label=${texts.inspect.compareWith(pathInWords(path))}
      @click=${() => actions.compare(path)}
    >
      ${texts.inspect.compare}
    </button>
  </div>`;
}
