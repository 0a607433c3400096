import { html } from 'lit';
import type { TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';

/** One of several things to choose. */
interface Choice {
  readonly label: string;
  readonly value: string;
  /** Values and what is shown for them. */
  readonly options: readonly (readonly [value: string, shown: string])[];
  readonly choose: (value: string) => void;
}

/** Draws a choice as the browser does, so that it works as its user is used to. */
export function renderChoice({ label, value, options, choose }: Choice): TemplateResult {
  return html`<select
    class="choice"
    part="choice"
    aria-label=${label}
    .value=${live(value)}
    @change=${(event: Event) => choose((event.target as HTMLSelectElement).value)}
  >
    ${options.map(
      ([option, shown]) => html`<option value=${option} ?selected=${option === value}>${shown}</option>`,
    )}
  </select>`;
}
