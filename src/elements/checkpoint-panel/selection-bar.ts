import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { CheckpointEntry } from '../../checkpoints/checkpoint-store.ts';
import { formatCount } from '../internal/format.ts';
import { icons } from '../internal/icons.ts';
import { texts } from '../internal/texts.ts';
import type { PanelContent } from './panel-content.ts';

/** Draws what can be done with the selected checkpoints. */
export function renderSelectionBar(
  content: PanelContent,
  { readOnly, locale }: { readonly readOnly: boolean; readonly locale: string | undefined },
): TemplateResult {
  const { label, count, hidden } = texts.selection;
  const entries = content.list.selected();
  const unseen = entries.filter(({ path }) => !content.list.rows.holds(path)).length;
  return html`<div class="selection" part="selection" role="group" aria-label=${label}>
    <bdi class="selected-count">
      <strong>${count(formatCount(entries.length, locale))}</strong>
      ${unseen > 0 ? html`<span class="muted">${hidden(formatCount(unseen, locale))}</span>` : nothing}
    </bdi>
    ${buttonsOf(content, entries, readOnly).map(renderButton)}
  </div>`;
}

/** A button whose label gives way to its drawing where there is little room. */
interface BarButton {
  readonly name: string;
  readonly label: string;
  readonly drawing: TemplateResult;
  readonly tip: string;
  /** Null when it cannot be pressed; the tip says why. */
  readonly press: (() => void) | null;
}

function buttonsOf(
  content: PanelContent,
  entries: readonly CheckpointEntry[],
  readOnly: boolean,
): BarButton[] {
  const words = texts.selection;
  const areFew = entries.length < 2;
  const arePinned = entries.every(({ pinned }) => pinned);
  const pin = arePinned ? words.unpin : words.pin;
  const changing: BarButton[] = [
    {
      name: 'pin',
      label: pin,
      drawing: arePinned ? icons.pinned : icons.pin,
      tip: pin,
      press: () => content.act((actions) => actions.pin(entries, !arePinned)),
    },
    {
      name: 'delete',
      label: words.delete,
      drawing: icons.remove,
      tip: words.delete,
      press: () => content.act((actions) => actions.delete(entries)),
    },
  ];
  return [
    {
      name: 'compare',
      label: words.compare,
      drawing: icons.compare,
      tip: areFew ? words.compareOne : words.compareTip,
      press: areFew ? null : () => content.act((actions) => actions.compare(entries)),
    },
    {
      name: 'export',
      label: words.export,
      drawing: icons.download,
      tip: words.exportTip,
      press: () => content.act((actions) => actions.export(entries)),
    },
    ...(readOnly ? [] : changing),
    {
      name: 'clear',
      label: words.clear,
      drawing: icons.close,
      tip: words.clear,
      press: () => content.list.select(new Set()),
    },
  ];
}

function renderButton({ name, label, drawing, tip, press }: BarButton): TemplateResult {
  return html`<button
    type="button"
    class="bar-button ${name}-selected"
    part="button"
    aria-label=${label}
    aria-disabled=${press === null}
    data-tip=${tip}
    @click=${press}
  >
    ${drawing}<span>${label}</span>
  </button>`;
}
