import { css } from 'lit';

/** Dialogs with a list, as every element draws them. */
export const dialogStyles = css`
  dialog {
    flex-direction: column;
    gap: 0.75rem;
    inline-size: min(44rem, calc(100vw - 2rem));
    max-block-size: min(40rem, calc(100dvh - 2rem));
    padding: 1.25rem;
    border: 1px solid var(--_line);
    border-radius: calc(var(--_radius) * 1.5);
    background: var(--_surface);
    color: var(--_text);
  }

  dialog[open] {
    display: flex;
  }

  dialog::backdrop {
    background: rgb(8 20 24 / 45%);
  }

  h2,
  p {
    margin: 0;
  }

  h2 {
    font-size: 1.125rem;
    font-weight: 650;
  }

  .summary {
    color: var(--_muted);
  }

  .problem {
    color: var(--_danger);
  }

  .scroll {
    flex: 1;
    min-block-size: 0;
    overflow: auto;
    padding-inline: 0.25rem;
    border-block: 1px solid var(--_line);
  }

  .scroll:focus-visible {
    outline: 2px solid var(--_accent);
  }

  ul {
    margin: 0;
    padding: 0;
    list-style: none;
  }

  li {
    display: flex;
    flex-wrap: wrap;
    gap: 0 1rem;
    padding-block: 0.5rem;
    overflow-wrap: anywhere;
  }

  li + li {
    border-block-start: 1px solid color-mix(in oklab, var(--_line) 60%, transparent);
  }

  .buttons {
    display: flex;
    flex-wrap: wrap;
    justify-content: end;
    gap: 0.5rem;
  }
`;
