import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { CheckpointKind } from '../../checkpoints/checkpoint-store.ts';
import { describeKind } from '../internal/checkpoint-words.ts';
import { shownName } from '../internal/format.ts';
import { icons } from '../internal/icons.ts';
import { texts } from '../internal/texts.ts';
import { renderChoice } from './choice.ts';
import type { PanelContent } from './panel-content.ts';

/** Draws what the list can be narrowed down by; only what would make a difference. */
export function renderFilters(content: PanelContent): TemplateResult {
  const { list } = content;
  const { filter } = list.view;
  return html`<div
    class="filters ${list.areFiltersOpen ? 'is-open' : ''}"
    part="filters"
    ?hidden=${list.entries.length === 0}
    role="search"
    aria-label=${texts.filter.label}
  >
    <label class="search">
      ${icons.search}
      <input
        type="search"
        class="filter-text"
        placeholder=${texts.filter.text}
        aria-label=${texts.filter.text}
        spellcheck="false"
        autocomplete="off"
        .value=${filter.text}
        @input=${(event: Event) => content.narrow({ text: (event.target as HTMLInputElement).value })}
      />
    </label>
    <button
      type="button"
      class="switch more-filters"
      part="button"
      aria-expanded=${list.areFiltersOpen}
      aria-label=${texts.filter.more}
      data-tip=${texts.filter.more}
      @click=${() => list.openFilters(!list.areFiltersOpen)}
    >
      ${icons.filter}
    </button>
    ${renderKinds(content)} ${renderRuns(content)}
    ${renderSwitch(texts.filter.pinned, icons.pin, filter.pinned, () => content.narrow({ pinned: !filter.pinned }))}
    ${
      list.facets.runs.length > 1
        ? renderSwitch(texts.filter.group, icons.group, list.view.grouped, () =>
            list.show({ grouped: !list.view.grouped }),
          )
        : nothing
    }
  </div>`;
}

function renderKinds(content: PanelContent): TemplateResult | typeof nothing {
  const { kinds } = content.list.facets;
  const { kind } = content.list.view.filter;
  if (kinds.length < 2 && kind === null) return nothing;
  const known = kind === null || kinds.includes(kind) ? kinds : [...kinds, kind];
  return renderChoice<CheckpointKind | null>({
    label: texts.filter.kind,
    value: kind,
    options: [[null, texts.filter.allKinds], ...known.map((kind) => [kind, describeKind(kind)] as const)],
    choose: (chosen) => content.narrow({ kind: chosen }),
  });
}

function renderRuns(content: PanelContent): TemplateResult | typeof nothing {
  const { runs } = content.list.facets;
  const { run } = content.list.view.filter;
  if (runs.length < 2 && run === null) return nothing;
  const known = run === null || runs.includes(run) ? runs : [...runs, run];
  return renderChoice<string | null>({
    label: texts.filter.run,
    value: run,
    options: [[null, texts.filter.allRuns], ...known.map((run) => [run, nameOfRun(run)] as const)],
    choose: (chosen) => content.narrow({ run: chosen }),
  });
}

function nameOfRun(run: string): string {
  return run === '' ? texts.filter.noRun : shownName(run);
}

function renderSwitch(
  label: string,
  drawing: TemplateResult,
  on: boolean,
  press: () => void,
): TemplateResult {
  return html`<button type="button" class="switch" part="button" aria-pressed=${on} @click=${press}>
    ${drawing}<span>${label}</span>
  </button>`;
}
