import { css } from 'lit';

/** Styles of what stands in the rows of the list. Of a path its folder gives way: the name tells one row from the next. */
export const checkpointRowStyles = css`
  .is-best::before {
    content: '';
    position: absolute;
    inset-block: 0;
    inset-inline-start: 0;
    inline-size: 3px;
    background: var(--_accent);
  }

  button.fold {
    justify-content: start;
    gap: 0.25rem;
    max-inline-size: 100%;
    min-block-size: 1.375rem;
    margin-inline-start: -0.25rem;
    padding: 0;
    border: 0;
    background: transparent;
  }

  .run-name {
    overflow: hidden;
    text-overflow: ellipsis;
  }

  .run-count {
    color: var(--_muted);
    font-size: 0.8125rem;
  }

  .fold[aria-expanded='false'] svg {
    rotate: -90deg;
  }

  :host(:dir(rtl)) .fold[aria-expanded='false'] svg {
    rotate: 90deg;
  }

  .path {
    display: flex;
    align-items: center;
    min-inline-size: 0;
  }

  .location {
    display: flex;
    min-inline-size: 0;
  }

  .folder,
  .file {
    overflow: hidden;
    text-overflow: ellipsis;
    unicode-bidi: isolate;
    white-space: pre;
  }

  .folder {
    flex: 0 1 auto;
    min-inline-size: 0;
    color: var(--_muted);
  }

  .file {
    flex: none;
    max-inline-size: 100%;
    font-weight: 600;
  }

  .origin {
    overflow: hidden;
    color: var(--_muted);
    font-size: 0.8125rem;
    text-overflow: ellipsis;
  }

  .note {
    margin-inline-start: 0.5rem;
    padding-inline-start: 0.5rem;
    border-inline-start: 2px solid var(--_accent);
    color: var(--_text);
    font-style: italic;
  }

  .note-field {
    inline-size: 100%;
    block-size: 1.375rem;
    padding: 0 0.25rem;
    border: 1px solid var(--_accent);
    border-radius: 0.25rem;
    outline: 1px solid var(--_accent);
    background: var(--_surface);
    color: var(--_text);
    font: inherit;
    font-size: 0.8125rem;
  }

  .tag {
    flex: none;
    margin-inline-start: 0.375rem;
    padding: 0 0.4rem;
    border: 1px solid color-mix(in oklab, var(--_muted) 45%, transparent);
    border-radius: 1rem;
    color: var(--_muted);
    font-size: 0.75rem;
    font-weight: 600;
    line-height: 1.2rem;
  }

  .tag.best {
    border-color: var(--_accent);
    background: var(--_accent);
    color: var(--_on-accent);
  }

  .tag.damaged {
    border-color: var(--_danger);
    color: var(--_danger);
  }

  .value,
  .size,
  .age {
    text-align: end;
    font-variant-numeric: tabular-nums;
  }

  .rows .value {
    font-weight: 600;
  }

  .rows .is-best .value {
    color: var(--_accent);
  }

  .rows .size,
  .rows .age {
    color: var(--_muted);
    font-size: 0.875rem;
  }

  .rows .actions {
    display: flex;
    justify-content: end;
    overflow: visible;
  }

  .rows .actions button {
    inline-size: 1.875rem;
    min-block-size: 1.875rem;
  }

  button[aria-pressed='true'] {
    color: var(--_accent);
  }
`;
