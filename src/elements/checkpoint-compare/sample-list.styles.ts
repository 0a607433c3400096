import { css } from 'lit';

/** Styles of `<checkpoint-samples>`. */
export const sampleListStyles = css`
  :host {
    container-type: inline-size;
  }

  .groups {
    display: flex;
    flex-wrap: wrap;
    gap: 0.375rem;
    margin: 0 0 0.75rem;
    padding: 0;
    border: 0;
  }

  .choice {
    position: relative;
    display: inline-flex;
  }

  .choice input {
    position: absolute;
    inset: 0;
    inline-size: 100%;
    block-size: 100%;
    margin: 0;
    opacity: 0;
    cursor: pointer;
  }

  .choice span {
    padding: 0.25rem 0.75rem;
    border: 1px solid var(--_line);
    border-radius: 1rem;
    font-size: 0.875rem;
  }

  .choice :checked + span {
    border-color: var(--_accent);
    background: var(--_accent);
    color: var(--_on-accent);
    font-weight: 600;
  }

  .choice :focus-visible + span {
    outline: 2px solid var(--_accent);
    outline-offset: 2px;
  }

  .count {
    font-variant-numeric: tabular-nums;
  }

  .nothing {
    padding-block: 0.5rem;
  }

  ul {
    margin: 0;
    padding: 0;
    list-style: none;
  }

  .pair {
    display: grid;
    grid-template-columns: minmax(0, 1.2fr) minmax(0, 1fr);
    gap: 0.25rem 1.5rem;
    padding-block: 0.625rem;
    border-block-start: 1px solid var(--_line);
  }

  dl {
    display: grid;
    grid-template-columns: repeat(3, minmax(0, 1fr));
    gap: 0.5rem 1rem;
    margin: 0;
  }

  dd {
    margin: 0;
  }

  .mark {
    font-size: 0.8125rem;
  }

  .mark.right {
    color: var(--_accent);
    font-weight: 600;
  }

  .mark.right::before {
    content: '✓ ';
    content: '✓ ' / '';
  }

  .mark.wrong {
    color: var(--_danger);
  }

  .mark.wrong::before {
    content: '✗ ';
    content: '✗ ' / '';
  }

  @container (width < 40rem) {
    .pair {
      grid-template-columns: minmax(0, 1fr);
    }
  }

  @container (width < 22rem) {
    dl {
      grid-template-columns: minmax(0, 1fr);
    }
  }

  @media (forced-colors: active) {
    .choice :checked + span {
      border-color: Highlight;
      background: Highlight;
      color: HighlightText;
      forced-color-adjust: none;
    }
  }
`;
