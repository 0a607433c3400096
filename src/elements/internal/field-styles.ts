import { css } from 'lit';

/** Fields, choices and boxes as every element draws them. */
export const fieldStyles = css`
  .choice,
  .search,
  .switch {
    min-block-size: 2rem;
    border: 1px solid color-mix(in oklab, var(--_muted) 55%, var(--_line));
    border-radius: var(--_radius);
    background: var(--_surface);
    color: inherit;
    font: inherit;
    font-size: 0.875rem;
  }

  .choice {
    min-inline-size: 0;
    max-inline-size: 12rem;
    padding-inline: 0.5rem 0.25rem;
    text-overflow: ellipsis;
    cursor: pointer;
  }

  .choice:hover,
  .search:hover {
    border-color: var(--_muted);
  }

  .choice:focus-visible,
  .search:focus-within,
  input[type='checkbox']:focus-visible {
    outline: 2px solid var(--_accent);
    outline-offset: 1px;
  }

  .search {
    display: flex;
    align-items: center;
    gap: 0.4rem;
    padding-inline: 0.5rem;
    color: var(--_muted);
  }

  .search input {
    flex: 1;
    min-inline-size: 0;
    padding: 0;
    border: 0;
    outline: 0;
    background: transparent;
    color: var(--_text);
    font: inherit;
  }

  .search input::placeholder {
    color: var(--_muted);
    opacity: 1;
  }

  .search svg {
    flex: none;
    inline-size: 1rem;
    block-size: 1rem;
  }

  .switch {
    padding-inline: 0.6rem;
    font-weight: inherit;
  }

  .switch svg {
    inline-size: 1rem;
    block-size: 1rem;
    color: var(--_muted);
  }

  .switch[aria-pressed='true'] {
    border-color: var(--_accent);
    background: var(--_water);
    color: var(--_accent);
  }

  .switch[aria-pressed='true'] svg {
    color: inherit;
  }

  input[type='checkbox'] {
    inline-size: 1.05rem;
    block-size: 1.05rem;
    margin: 0;
    accent-color: var(--_accent);
    cursor: pointer;
  }

  @media (forced-colors: active) {
    .switch[aria-pressed='true'] {
      border: 2px solid Highlight;
    }
  }
`;
