import { css } from 'lit';

/** Styles of what was decided about checkpoints. */
export const activityReportStyles = css`
  li {
    display: grid;
    grid-template-columns: 5rem minmax(0, 1fr) auto;
    gap: 0 0.75rem;
    align-items: baseline;
  }

  .deed {
    color: var(--_muted);
    font-size: 0.875rem;
  }

  .deed.saved {
    color: var(--_accent);
  }

  .deed.deleted {
    color: var(--_danger);
  }

  time {
    color: var(--_muted);
    font-size: 0.875rem;
    font-variant-numeric: tabular-nums;
  }

  .reason {
    grid-column: 2 / -1;
    color: var(--_muted);
    font-size: 0.875rem;
  }
`;
