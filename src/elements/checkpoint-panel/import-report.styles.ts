import { css } from 'lit';

/** Styles of the import report. */
export const importReportStyles = css`
  .name {
    flex: 1 1 12rem;
    font-weight: 600;
  }

  .facts {
    color: var(--_muted);
    font-size: 0.875rem;
    font-variant-numeric: tabular-nums;
  }

  .verdict {
    flex-basis: 100%;
    color: var(--_muted);
    font-size: 0.875rem;
  }

  .verdict.refused {
    color: var(--_danger);
  }

  .more {
    padding-block: 0.5rem;
    color: var(--_muted);
  }
`;
