import { css } from 'lit';

/** Styles of what was decided about checkpoints. */
export const activityReportStyles = css`
  li {
    gap: 0 0.75rem;
    align-items: baseline;
  }

  .deed {
    min-inline-size: 4rem;
    color: var(--_muted);
    font-size: 0.875rem;
  }

  .deed.saved {
    color: var(--_accent);
  }

  .deed.deleted {
    color: var(--_danger);
  }

  .name {
    flex: 1 1 8rem;
    font-weight: 600;
  }

  time {
    color: var(--_muted);
    font-size: 0.875rem;
    font-variant-numeric: tabular-nums;
  }

  .reason {
    flex-basis: 100%;
    color: var(--_muted);
    font-size: 0.875rem;
  }
`;
