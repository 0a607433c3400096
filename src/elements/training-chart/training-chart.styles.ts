import { css } from 'lit';
import { plotStyles } from './plot.styles.ts';

/** Styles of `<training-chart>`. */
export const trainingChartStyles = [
  plotStyles,
  css`
    :host {
      --_fifth: light-dark(#a8326b, #f29ac4);
      --_sixth: light-dark(#3d6b1f, #a5d07f);

      display: block;
    }

    figure {
      position: relative;
      margin: 0;
    }

    .head {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: 0.25rem 1rem;
      min-block-size: 1.75rem;
    }

    .metric {
      min-block-size: 1.75rem;
      max-inline-size: 12rem;
      border: 1px solid color-mix(in oklab, var(--_muted) 55%, var(--_line));
      border-radius: var(--_radius);
      background: var(--_surface);
      color: inherit;
      font: inherit;
      font-size: 0.875rem;
    }

    .legend {
      min-inline-size: 0;
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: 0.125rem 1rem;
      color: var(--_muted);
      font-size: 0.8125rem;
    }

    .epoch {
      min-inline-size: 4.5rem;
      color: var(--_text);
      font-weight: 600;
    }

    .key {
      display: inline-flex;
      align-items: center;
      gap: 0.35rem;
      max-inline-size: 100%;
      white-space: nowrap;
    }

    .key bdi {
      min-inline-size: 0;
      overflow: hidden;
      text-overflow: ellipsis;
    }

    .line {
      flex: none;
      inline-size: 1.375rem;
      block-size: 0.5rem;
    }

    .figure {
      min-inline-size: 2.6rem;
      color: var(--_text);
      font-variant-numeric: tabular-nums;
      font-weight: 600;
    }

    .mark {
      inline-size: 0.625rem;
      block-size: 0.625rem;
      border: 2px solid var(--_accent);
      border-radius: 50%;
      background: var(--_surface);
    }

    .mark.best {
      background: var(--_accent);
    }

    .tools {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: 0.25rem 0.75rem;
      min-block-size: 2rem;
      color: var(--_muted);
      font-size: 0.8125rem;
    }

    /* Whatever it says, the buttons stay where they are. */
    .hint {
      flex: 1 1 8rem;
      min-inline-size: 0;
      overflow: hidden;
      text-overflow: ellipsis;
      white-space: nowrap;
    }

    .zoom,
    .parts {
      display: flex;
      gap: 0.25rem;
    }

    .tools button {
      min-inline-size: 1.75rem;
      min-block-size: 1.75rem;
      padding: 0 0.5rem;
      border-color: transparent;
      background: transparent;
      color: var(--_muted);
      font-size: 0.8125rem;
      font-weight: 500;
    }

    .tools button:hover,
    .tools button[aria-expanded='true'] {
      background: color-mix(in oklab, var(--_accent) 14%, transparent);
      color: var(--_text);
    }

    .tools button[aria-disabled='true'] {
      background: transparent;
      color: var(--_muted);
      opacity: 0.55;
    }

    .others {
      display: flex;
      flex-wrap: wrap;
      gap: 0.125rem 1.25rem;
      max-block-size: 9rem;
      margin: 0;
      padding: 0.5rem 0;
      overflow: auto;
      border-block-start: 1px solid var(--_line);
      color: var(--_muted);
      font-size: 0.875rem;
      list-style: none;
      overflow-wrap: anywhere;
    }

    .others label {
      display: inline-flex;
      align-items: center;
      gap: 0.4rem;
      min-block-size: 1.75rem;
      color: var(--_text);
      cursor: pointer;
    }

    .others input {
      flex: none;
      inline-size: 1rem;
      block-size: 1rem;
      margin: 0;
      accent-color: var(--_accent);
    }

    .table {
      max-block-size: 18rem;
      overflow: auto;
      overscroll-behavior: contain;
      border-block-start: 1px solid var(--_line);
    }

    :is(.table, .metric, .others input):focus-visible {
      outline: 2px solid var(--_accent);
      outline-offset: -1px;
    }

    table {
      inline-size: 100%;
      border-collapse: collapse;
      font-size: 0.875rem;
      font-variant-numeric: tabular-nums;
    }

    th,
    td {
      padding: 0.25rem 0.75rem;
      border-block-end: 1px solid var(--_line);
      text-align: end;
      white-space: nowrap;
    }

    th:first-child {
      text-align: start;
    }

    th {
      font-weight: 550;
    }

    thead th {
      position: sticky;
      inset-block-start: 0;
      background: var(--_surface);
      color: var(--_muted);
    }
  `,
];
