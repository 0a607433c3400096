import { css } from 'lit';

/**
 * Styles of the footer of `<checkpoint-panel>`, and of what appears over its list. The footer is as high with buttons as
 * without: selecting something moves nothing.
 */
export const panelFooterStyles = css`
  .toast {
    position: absolute;
    z-index: 2;
    inset-block-end: 0.75rem;
    inset-inline: 0.75rem;
    display: flex;
    align-items: center;
    gap: 0.5rem;
    inline-size: fit-content;
    max-inline-size: calc(100% - 1.5rem);
    min-block-size: 2.75rem;
    margin-inline: auto;
    padding: 0.25rem 1rem;
    border: 1px solid transparent;
    border-radius: var(--_radius);
    background: var(--_text);
    box-shadow: 0 4px 16px rgb(0 0 0 / 25%);
    color: var(--_surface);
  }

  .toast.undo {
    padding-inline-end: 0.375rem;
  }

  .undo-text {
    display: -webkit-box;
    min-inline-size: 0;
    overflow: hidden;
    overflow-wrap: anywhere;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 2;
  }

  .undo button,
  .undo button:hover {
    flex: none;
    border-color: transparent;
    background: transparent;
    color: inherit;
  }

  .undo .undo-button,
  .undo .undo-button:hover {
    text-decoration: underline;
    text-underline-offset: 0.2em;
  }

  .undo button:focus-visible {
    outline-color: currentColor;
    outline-offset: -2px;
  }

  .drop {
    position: absolute;
    z-index: 3;
    inset: 0.5rem;
    display: grid;
    place-content: center;
    border: 2px dashed var(--_accent);
    border-radius: var(--_radius);
    background: color-mix(in oklab, var(--_surface) 88%, transparent);
    color: var(--_accent);
    font-weight: 600;
    text-align: center;
    pointer-events: none;
  }

  .footer {
    display: flex;
    align-items: center;
    gap: 0.5rem;
    min-block-size: 3rem;
    padding: 0.375rem 1rem;
    border-block-start: 1px solid var(--_line);
    color: var(--_muted);
    font-size: 0.8125rem;
    font-variant-numeric: tabular-nums;
  }

  .room {
    display: flex;
    flex: 1;
    flex-wrap: wrap;
    justify-content: space-between;
    gap: 0.125rem 1rem;
  }

  .storage,
  .lasting {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.125rem 0.625rem;
  }

  .meter {
    inline-size: 4.5rem;
    block-size: 0.375rem;
    overflow: hidden;
    border-radius: 1rem;
    background: var(--_line);
  }

  .level {
    min-inline-size: 2px;
    block-size: 100%;
    background: var(--_accent);
  }

  .meter.is-full .level {
    background: var(--_danger);
  }

  button.link {
    min-block-size: 1.5rem;
    padding: 0;
    border: 0;
    background: transparent;
    color: var(--_accent);
    font-weight: 550;
    text-decoration: underline;
    text-underline-offset: 0.2em;
  }

  .selection {
    display: flex;
    flex: 1;
    align-items: center;
    gap: 0.375rem;
    min-inline-size: 0;
    color: var(--_text);
    font-size: 0.875rem;
  }

  .selected-count {
    flex: 1;
    min-inline-size: 0;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  .muted {
    color: var(--_muted);
  }

  .bar-button {
    flex: none;
    min-inline-size: 2.125rem;
    min-block-size: 2.125rem;
    padding-inline: 0.625rem;
  }

  .bar-button.clear-selected span {
    display: none;
  }

  .bar-button.clear-selected {
    border-color: transparent;
    background: transparent;
  }
`;
