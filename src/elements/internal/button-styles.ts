import { css } from 'lit';

/** Buttons as every element draws them: plain, `.primary`, or `.icon`. */
export const buttonStyles = css`
  button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: 0.4rem;
    min-block-size: 2.25rem;
    margin: 0;
    padding: 0 0.85rem;
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    background: var(--_surface);
    color: inherit;
    font: inherit;
    font-weight: 550;
    white-space: nowrap;
    cursor: pointer;
  }

  button:hover {
    border-color: var(--_muted);
    background: var(--_raised);
  }

  button:focus-visible {
    outline: 2px solid var(--_accent);
    outline-offset: 2px;
  }

  button.primary {
    border-color: transparent;
    background: var(--_accent);
    color: var(--_on-accent);
  }

  button.primary:hover {
    background: color-mix(in oklab, var(--_accent), var(--_text) 18%);
  }

  button[aria-disabled='true'],
  button[aria-disabled='true']:hover {
    border-color: var(--_line);
    background: transparent;
    color: var(--_muted);
    cursor: not-allowed;
  }

  button.icon {
    inline-size: 2rem;
    min-block-size: 2rem;
    padding: 0;
    border-color: transparent;
    background: transparent;
    color: var(--_muted);
  }

  button.icon:hover {
    background: color-mix(in oklab, var(--_accent) 14%, transparent);
    color: var(--_text);
  }

  button.icon.danger:hover {
    background: color-mix(in oklab, var(--_danger) 14%, transparent);
    color: var(--_danger);
  }

  button.icon[aria-disabled='true'],
  button.icon[aria-disabled='true']:hover {
    border-color: transparent;
    opacity: 0.45;
  }

  button svg {
    flex: none;
    inline-size: 1.125rem;
    block-size: 1.125rem;
  }

  @media (forced-colors: active) {
    button.primary,
    button.icon {
      border-color: ButtonText;
    }
  }
`;
