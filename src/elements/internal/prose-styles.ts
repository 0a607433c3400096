import { css } from 'lit';

/** How elements that show what a checkpoint holds draw headings, notices, texts and lists of facts. */
export const proseStyles = css`
  :host {
    display: block;
    min-inline-size: 0;
  }

  .base {
    container-type: inline-size;
    contain-intrinsic-inline-size: min(40rem, 90vw);
    border: 1px solid var(--_line);
    border-radius: 0.75rem;
    background: var(--_surface);
  }

  h2,
  h3,
  h4 {
    margin: 0;
    font-weight: 650;
    letter-spacing: -0.01em;
    line-height: 1.3;
  }

  h2,
  .heading ::slotted(*) {
    margin: 0;
    font-size: 1.125rem;
  }

  h3 {
    font-size: 1rem;
  }

  h5 {
    margin: 0;
    font-size: 0.875rem;
    font-weight: 600;
  }

  h5 .muted {
    font-weight: 400;
  }

  h4 {
    font-size: 0.875rem;
    overflow-wrap: anywhere;
  }

  p {
    margin: 0;
  }

  .section {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 0.75rem;
    padding: 1rem;
    border-block-start: 1px solid var(--_line);
  }

  .muted {
    color: var(--_muted);
  }

  .small {
    font-size: 0.8125rem;
  }

  .path {
    font-family: var(--_font-mono);
    font-size: 0.8125rem;
    overflow-wrap: anywhere;
  }

  [tabindex='-1']:focus-visible {
    outline: 2px solid var(--_accent);
    outline-offset: 2px;
  }

  .badge {
    display: inline-block;
    flex: none;
    min-inline-size: 1.5rem;
    border: 1px solid var(--_accent);
    border-radius: 0.375rem;
    color: var(--_accent);
    font-size: 0.8125rem;
    font-weight: 700;
    line-height: 1.375rem;
    text-align: center;
  }

  .notice {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: 0.5rem 1rem;
    padding: 0.625rem 0.875rem;
    border-inline-start: 3px solid var(--_accent);
    border-radius: 0.25rem;
    background: var(--_raised);
    overflow-wrap: anywhere;
  }

  .notice.problem {
    border-color: var(--_danger);
  }

  .text {
    /* What is placed absolutely within it scrolls with it. */
    position: relative;
    max-block-size: 20rem;
    margin: 0;
    padding: 0.625rem 0.875rem;
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    overflow: auto;
    background: var(--_raised);
    font: inherit;
    overflow-wrap: anywhere;
    white-space: pre-wrap;
  }

  .text.mono {
    font-family: var(--_font-mono);
    font-size: 0.8125rem;
  }

  :is(.text, summary):focus-visible {
    outline: 2px solid var(--_accent);
    outline-offset: 2px;
  }

  summary {
    min-block-size: 1.75rem;
    border-radius: 0.25rem;
    font-weight: 550;
    cursor: pointer;
    overflow-wrap: anywhere;
  }

  details > :not(summary) {
    margin-block-start: 0.375rem;
  }

  .examples {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 0.375rem;
    margin: 0;
    padding: 0;
    list-style: none;
  }

  .example {
    display: grid;
    grid-template-columns: minmax(0, 1fr) minmax(6rem, 30%);
    gap: 0.125rem 1rem;
    padding: 0.375rem 0.75rem;
    border-inline-start: 3px solid var(--_mark, var(--_line));
    background: var(--_raised);
  }

  .value {
    min-inline-size: 0;
    overflow-wrap: anywhere;
    white-space: pre-wrap;
  }

  .example .output {
    font-weight: 600;
  }

  .scroll {
    overflow-x: auto;
  }

  table {
    inline-size: 100%;
    border-collapse: collapse;
  }

  :is(th, td) {
    padding: 0.375rem 0.75rem;
    border-block-end: 1px solid var(--_line);
    font-weight: 400;
    text-align: start;
    vertical-align: baseline;
  }

  thead th {
    color: var(--_muted);
    font-size: 0.8125rem;
    font-weight: 550;
  }

  .figure {
    text-align: end;
    font-variant-numeric: tabular-nums;
    white-space: nowrap;
  }

  select,
  input,
  textarea {
    min-block-size: 2.25rem;
    padding: 0.25rem 0.5rem;
    border: 1px solid color-mix(in oklab, var(--_muted) 60%, var(--_line));
    border-radius: var(--_radius);
    background: var(--_surface);
    color: inherit;
    font: inherit;
  }

  :is(select, input, textarea, a):focus-visible {
    outline: 2px solid var(--_accent);
    outline-offset: 2px;
  }

  @container (width < 30rem) {
    .section {
      padding-inline: 0.75rem;
    }

    .example {
      grid-template-columns: minmax(0, 1fr);
    }
  }
`;
