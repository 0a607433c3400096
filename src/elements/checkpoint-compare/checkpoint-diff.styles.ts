import { css } from 'lit';

/** Styles of `<checkpoint-diff>`. What was added and removed differs by sign and line too, not by colour alone. */
export const checkpointDiffStyles = css`
  .waiting {
    min-block-size: 2.5rem;
  }

  ins {
    background: color-mix(in oklab, var(--_accent) 18%, transparent);
    text-decoration: underline;
    text-decoration-color: var(--_accent);
    text-decoration-thickness: 2px;
    text-underline-offset: 0.2em;
  }

  del {
    background: color-mix(in oklab, var(--_danger) 16%, transparent);
    text-decoration: line-through;
    text-decoration-color: var(--_danger);
  }

  .lines {
    padding-inline: 0;
    white-space: normal;
  }

  .lines :is(ins, del) {
    display: block;
    text-decoration: none;
  }

  .line {
    display: block;
    min-block-size: 1.4em;
    white-space: pre-wrap;
    padding-inline: 2rem 0.875rem;
  }

  .line::before {
    float: inline-start;
    inline-size: 1rem;
    margin-inline-start: -1.25rem;
    color: var(--_muted);
    content: ' ';
  }

  ins .line::before {
    color: inherit;
    font-weight: 700;
    content: '+';
    content: '+' / '';
  }

  del .line::before {
    color: inherit;
    font-weight: 700;
    content: '−';
    content: '−' / '';
  }

  .fold {
    margin-block: 0.25rem;
    padding: 0.125rem 2rem;
    background: color-mix(in oklab, var(--_water) 70%, transparent);
    color: var(--_muted);
    font-family: var(--_font);
  }

  @media (forced-colors: active) {
    .lines ins {
      border-inline-start: 4px solid Highlight;
    }

    .lines del {
      border-inline-start: 4px solid GrayText;
    }
  }
`;
