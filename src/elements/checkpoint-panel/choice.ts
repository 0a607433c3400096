import { html } from 'lit';
import type { TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';

/** One of several things to choose. */
interface Choice<Value> {
  readonly label: string;
  readonly value: Value;
  /** Values and what is shown for them. */
  readonly options: readonly (readonly [value: Value, shown: string])[];
  readonly choose: (value: Value) => void;
}

/**
 * Draws a choice as the browser does, so that it works as its user is used to. An option is known by its place, so that
 * its value can be anything: null, say, for no choice.
 */
export function renderChoice<Value>({ label, value, options, choose }: Choice<Value>): TemplateResult {
  const place = options.findIndex(([option]) => option === value);
  const changed = (event: Event): void => {
    const option = options[(event.target as HTMLSelectElement).selectedIndex];
    if (option) choose(option[0]);
  };
  return html`<select
    class="choice"
    part="choice"
    aria-label=${label}
    .value=${live(String(place))}
    @change=${changed}
  >
    ${options.map(([, shown], at) => html`<option value=${at} ?selected=${at === place}>${shown}</option>`)}
  </select>`;
}
