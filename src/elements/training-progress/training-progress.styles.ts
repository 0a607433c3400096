import { css } from 'lit';

/** Styles of `<training-progress>`. */
export const trainingProgressStyles = css`
  :host {
    display: block;
  }

  .line {
    display: flex;
    justify-content: space-between;
    gap: 1rem;
    min-block-size: 1.4em;
  }

  .place {
    font-weight: 600;
  }

  .time,
  .work {
    color: var(--_muted);
    font-variant-numeric: tabular-nums;
  }

  .time {
    text-align: end;
  }

  .last {
    display: flex;
    flex-wrap: wrap;
    gap: 0 1rem;
    min-block-size: 1.4rem;
    font-size: 0.875rem;
  }

  .work:empty {
    display: none;
  }

  .bar {
    position: relative;
    block-size: 0.625rem;
    margin-block: 0.375rem;
    overflow: clip;
    border-radius: 0.25rem;
    background: var(--_water);
  }

  .fill {
    block-size: 100%;
    background: var(--_accent);
    transition: inline-size 200ms linear;
  }

  /* A gap where one epoch ends and the next begins. */
  .bar::after {
    content: '';
    position: absolute;
    inset: 0;
    background: repeating-linear-gradient(
      to right,
      transparent 0 calc(100% / var(--_epochs) - 2px),
      var(--_surface) calc(100% / var(--_epochs) - 2px) calc(100% / var(--_epochs))
    );
  }

  .is-paused .fill,
  .is-stopping .fill {
    background: var(--_muted);
  }

  .is-failed .place {
    color: var(--_danger);
  }

  .is-failed .fill {
    background: var(--_danger);
  }

  @media (prefers-reduced-motion: reduce) {
    .fill {
      transition: none;
    }
  }

  @media (forced-colors: active) {
    .bar {
      border: 1px solid CanvasText;
    }

    .fill {
      background: Highlight;
    }

    .bar::after {
      display: none;
    }
  }
`;
