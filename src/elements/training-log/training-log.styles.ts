import { css } from 'lit';

/** Styles of `<training-log>`. */
export const trainingLogStyles = css`
  :host {
    display: block;
    position: relative;
  }

  .lines {
    block-size: var(--tidemark-log-height, 10rem);
    padding: 0.5rem 0.75rem;
    overflow: auto;
    overscroll-behavior: contain;
    border-radius: var(--_radius);
    background: var(--_raised);
    font-size: 0.8125rem;
    line-height: 1.5;
  }

  .lines:focus-visible {
    outline: 2px solid var(--_accent);
    outline-offset: -2px;
  }

  .line {
    display: flex;
    gap: 0.75rem;
    overflow-wrap: anywhere;
  }

  time {
    flex: none;
    color: var(--_muted);
    font-variant-numeric: tabular-nums;
  }

  .text {
    min-inline-size: 0;
    white-space: pre-wrap;
  }

  .is-warning .level,
  .is-error .level {
    color: var(--_danger);
    font-weight: 600;
  }

  .note {
    margin: 0;
    color: var(--_muted);
  }

  .newer {
    position: absolute;
    inset-block-end: 0.5rem;
    inset-inline-end: 1.25rem;
    min-block-size: 1.75rem;
    border-radius: 1rem;
    font-size: 0.8125rem;
  }
`;
