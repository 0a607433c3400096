import { css } from 'lit';

/** Styles of `<checkpoint-compare>`. */
export const checkpointCompareStyles = css`
  .heading {
    padding: 0.875rem 1rem 0;
  }

  .sides {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto minmax(0, 1fr);
    align-items: start;
    gap: 0.5rem 1rem;
    padding: 0.75rem 1rem 1rem;
  }

  .side {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr);
    align-items: center;
    gap: 0.25rem 0.625rem;
  }

  .side select {
    inline-size: 100%;
    font-family: var(--_font-mono);
    font-size: 0.8125rem;
  }

  .side .path {
    font-weight: 600;
  }

  .facts {
    grid-column: 2;
    min-block-size: 2.5em;
    color: var(--_muted);
    font-size: 0.8125rem;
  }

  /* Its words may be longer than a phone is wide. */
  button:not(.icon) {
    white-space: normal;
  }

  .notices {
    display: grid;
    gap: 0.5rem;
    padding: 0 1rem 1rem;
  }

  .waiting {
    min-block-size: 12rem;
  }

  .verdict {
    white-space: nowrap;
    font-variant-numeric: tabular-nums;
  }

  .verdict.better {
    color: var(--_accent);
    font-weight: 600;
  }

  .verdict.worse {
    color: var(--_danger);
    font-weight: 600;
  }

  th .small {
    display: block;
  }

  td::before {
    display: none;
    color: var(--_muted);
    font-weight: 400;
    content: attr(data-label) ' ';
    content: attr(data-label) ' ' / '';
  }

  .prompt {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 0.5rem;
  }

  .prompt + .prompt {
    margin-block-start: 0.75rem;
  }

  .group.added {
    --_mark: var(--_accent);
  }

  .group.removed {
    --_mark: var(--_danger);
  }

  .part + .part {
    border-block-start: 1px solid var(--_line);
    padding-block-start: 0.375rem;
  }

  .judging {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.5rem 1rem;
    min-block-size: 2.5rem;
  }

  .judging progress {
    flex: 1 1 10rem;
    min-inline-size: 0;
    block-size: 0.75rem;
    accent-color: var(--_accent);
  }

  .sum {
    display: flex;
    flex-wrap: wrap;
    gap: 0 1.5rem;
    font-weight: 600;
  }

  @container (width < 34rem) {
    thead {
      position: absolute;
      clip-path: inset(50%);
    }

    .metrics tr {
      display: grid;
      grid-template-columns: auto auto minmax(0, 1fr);
      gap: 0.125rem 0.875rem;
      padding-block: 0.5rem;
      border-block-end: 1px solid var(--_line);
    }

    .metrics :is(th, td) {
      padding: 0;
      border: 0;
    }

    .metrics th {
      grid-column: 1 / -1;
    }

    .metrics .verdict {
      white-space: normal;
    }

    .metrics td::before {
      display: inline;
    }
  }

  @container (width < 36rem) {
    .sides {
      grid-template-columns: minmax(0, 1fr) auto;
    }

    .side {
      grid-column: 1;
    }

    .swap {
      grid-area: 1 / 2 / span 2;
      align-self: center;
    }

    .swap svg {
      rotate: 90deg;
    }
  }
`;
