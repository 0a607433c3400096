import { css } from 'lit';

/**
 * Styles of `<checkpoint-panel>`; its intrinsic width is for where nothing stretches it: a row of boxes, say, or a dialog.
 * What is `hidden` is laid out nevertheless: with the first row there is enough to do. Long words of a button wrap.
 */
export const checkpointPanelStyles = css`
  :host {
    display: block;
    min-inline-size: 0;
  }

  .panel {
    position: relative;
    container-type: inline-size;
    contain-intrinsic-inline-size: min(40rem, 90vw);
    overflow: clip;
    border: 1px solid var(--_line);
    border-radius: calc(var(--_radius) * 1.5);
    background: var(--_surface);
  }

  .header {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    align-items: center;
    gap: 0.375rem 0.75rem;
    padding: 0.875rem 1rem 0.25rem;
  }

  h2,
  ::slotted([slot='heading']) {
    margin: 0;
    font-size: 1.125rem;
    font-weight: 650;
    letter-spacing: -0.01em;
  }

  .header-actions {
    display: flex;
    justify-content: end;
    gap: 0.5rem;
  }

  .best-line {
    min-inline-size: 0;
    min-block-size: 2rem;
    line-height: 2rem;
    margin: 0;
    overflow: hidden;
    color: var(--_muted);
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  .best-line strong {
    color: var(--_accent);
    font-weight: 600;
  }

  .path {
    color: var(--_text);
  }

  .best-details {
    margin-inline-start: 0.25rem;
    font-variant-numeric: tabular-nums;
  }

  .rank {
    display: flex;
    justify-self: end;
    align-items: center;
    gap: 0.375rem;
    min-inline-size: 0;
    color: var(--_muted);
    font-size: 0.875rem;
    white-space: nowrap;
  }

  .rank .choice {
    color: var(--_text);
  }

  .import {
    display: inline-flex;
    align-items: center;
    gap: 0.4rem;
    min-block-size: 2.25rem;
    padding: 0 0.75rem;
    border-radius: var(--_radius);
    color: var(--_muted);
    font-weight: 550;
    cursor: pointer;
  }

  .import:hover {
    background: var(--_raised);
    color: var(--_text);
  }

  .import:focus-within {
    outline: 2px solid var(--_accent);
    outline-offset: 2px;
  }

  .import svg {
    inline-size: 1.125rem;
    block-size: 1.125rem;
  }

  .tide-line {
    display: block;
    inline-size: 100%;
    block-size: 1.25rem;
  }

  :host(:dir(rtl)) .tide-line {
    transform: scaleX(-1);
  }

  .tide-line .water {
    fill: var(--_water);
  }

  .tide-line .line {
    fill: none;
    stroke: var(--_accent);
    stroke-width: 2;
    vector-effect: non-scaling-stroke;
  }

  [hidden] {
    display: block;
    position: absolute;
    inset-inline: 0;
    visibility: hidden;
  }

  .filters {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5rem;
    padding: 0.25rem 1rem 0.625rem;
    background: var(--_water);
  }

  .filters .search {
    flex: 1 1 12rem;
  }

  .more-filters {
    display: none;
  }

  .notice {
    display: flex;
    align-items: center;
    gap: 0.75rem;
    padding: 0.625rem 1rem;
    border-block-end: 1px solid var(--_line);
    background: var(--_raised);
    overflow-wrap: anywhere;
  }

  .stage ~ .notice {
    border-block-start: 1px solid var(--_line);
    border-block-end: 0;
  }

  .notice > :first-child {
    flex: 1;
    min-inline-size: 0;
  }

  .notice.problem {
    color: var(--_danger);
  }

  .notice button {
    color: var(--_text);
  }

  .stage {
    position: relative;
    display: grid;
  }

  .nothing {
    display: grid;
    gap: 0.75rem;
    place-content: center;
    justify-items: center;
    min-block-size: 9rem;
    padding: 1.5rem;
    background: var(--_water);
    color: var(--_muted);
    text-align: center;
  }

  @container (width < 44rem) {
    .best-line,
    .rank {
      grid-column: 1 / -1;
      justify-self: stretch;
    }
  }

  @container (width < 34rem) {
    .header-actions {
      grid-column: 1 / -1;
      order: 1;
      flex-direction: row-reverse;
      margin-block-start: 0.375rem;
    }

    .download-best {
      flex: 1;
      min-inline-size: 0;
      white-space: normal;
    }

    .bar-button {
      padding-inline: 0;
    }

    .bar-button span {
      display: none;
    }

    .selection {
      gap: 0.25rem;
    }

    .more-filters {
      display: inline-flex;
    }

    .filters:not(.is-open) > :not(.search, .more-filters) {
      display: none;
    }

    .filters .search {
      flex-basis: 8rem;
    }

    .filters .choice {
      flex: 1 1 7rem;
      max-inline-size: none;
    }

    .rank > span {
      display: none;
    }
  }

  @container (width < 22rem) {
    .footer {
      padding-inline: 0.75rem;
    }

    .selection {
      gap: 0.125rem;
      font-size: 0.8125rem;
    }

    .bar-button {
      min-inline-size: 2rem;
    }

    .import span {
      display: none;
    }

    .notice.problem {
      flex-direction: column;
      align-items: start;
    }
  }

  @media (forced-colors: active) {
    .toast,
    .meter {
      border: 1px solid CanvasText;
    }

    .level {
      forced-color-adjust: none;
      background: Highlight;
    }

    .tide-line .line {
      stroke: CanvasText;
    }

    .tide-line .water {
      fill: Canvas;
    }
  }
`;
