import { css } from 'lit';

/** Styles of the list in `<checkpoint-panel>`. All rows have one height: the list counts on it. */
export const checkpointListStyles = css`
  :host {
    display: block;
    position: relative;
    container-type: inline-size;
  }

  .grid {
    --_row: 3.5rem;
    --_columns: minmax(0, 1fr) minmax(5.5rem, auto) 5rem 7rem 8.5rem;
  }

  .row {
    display: grid;
    grid-template-columns: var(--_columns);
    align-items: center;
    column-gap: 0.75rem;
    padding-inline: 1rem 0.75rem;
  }

  .head {
    position: sticky;
    z-index: 1;
    inset-block-start: 0;
    min-block-size: 2rem;
    overflow: hidden auto;
    scrollbar-width: thin;
    border-block-end: 1px solid var(--_line);
    background: var(--_water);
    color: var(--_muted);
    font-size: 0.8125rem;
  }

  .list {
    position: relative;
    max-block-size: var(--tidemark-list-height, 28rem);
    overflow: hidden auto;
    overflow-anchor: none;
    scrollbar-width: thin;
  }

  .row-sizer {
    position: absolute;
    inline-size: 1px;
    block-size: var(--_row);
    visibility: hidden;
  }

  .rows {
    position: relative;
    contain: layout;
  }

  .rows .row {
    position: absolute;
    inset-block-start: 0;
    inset-inline: 0;
    block-size: var(--_row);
    border-block-end: 1px solid color-mix(in oklab, var(--_line) 60%, transparent);
  }

  .rows .row:hover,
  .rows .row:focus-within {
    background: var(--_raised);
  }

  .is-best::before {
    content: '';
    position: absolute;
    inset-block: 0;
    inset-inline-start: 0;
    inline-size: 3px;
    background: var(--_accent);
  }

  .cell {
    min-inline-size: 0;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  .name:focus-visible {
    border-radius: 0.25rem;
    outline: 2px solid var(--_accent);
    outline-offset: 2px;
  }

  .rows .name {
    /* Room for the outline, which the cell would otherwise cut. */
    overflow: visible;
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

  /* The folder gives way first: the name tells one row from the next. */
  .folder {
    flex: 0 8 auto;
    min-inline-size: 0;
    color: var(--_muted);
  }

  .file {
    flex: 0 1 auto;
    min-inline-size: 3rem;
    font-weight: 600;
  }

  .origin {
    overflow: hidden;
    color: var(--_muted);
    font-size: 0.8125rem;
    text-overflow: ellipsis;
  }

  .tag {
    flex: none;
    margin-inline-start: 0.5rem;
    padding: 0 0.45rem;
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
    display: grid;
    grid-template-columns: repeat(4, 2rem);
    justify-content: end;
    overflow: visible;
  }

  button[aria-pressed='true'] {
    color: var(--_accent);
  }

  .more {
    padding: 0.75rem 1rem;
    color: var(--_muted);
    font-size: 0.875rem;
  }

  .arrivals {
    position: absolute;
    inset-block-start: 2.5rem;
    inset-inline-start: 50%;
    translate: -50% 0;
    min-block-size: 2rem;
    border-color: transparent;
    border-radius: 2rem;
    background: var(--_accent);
    box-shadow: 0 2px 8px rgb(0 0 0 / 25%);
    color: var(--_on-accent);
  }

  .arrivals:hover {
    background: var(--_accent);
  }

  :host(:dir(rtl)) .arrivals {
    translate: 50% 0;
  }

  @container (width < 42rem) {
    .grid {
      --_row: 5.25rem;
    }

    .head {
      position: absolute;
      inline-size: 1px;
      block-size: 1px;
      min-block-size: 0;
      overflow: hidden;
      clip-path: inset(50%);
    }

    .rows .row {
      grid-template:
        'name name name name' auto
        'origin origin origin origin' auto
        'value size age actions' auto / auto auto minmax(0, 1fr) auto;
      align-content: center;
      column-gap: 0.625rem;
      row-gap: 0;
    }

    .rows .name {
      grid-area: name;
    }

    .rows .origin {
      grid-area: origin;
    }

    .rows .value {
      grid-area: value;
    }

    .rows .size {
      grid-area: size;
    }

    .rows .age {
      grid-area: age;
      text-align: start;
    }

    .rows .actions {
      grid-area: actions;
    }

    .arrivals {
      inset-block-start: 0.5rem;
    }
  }

  @container (width < 20rem) {
    .rows .size {
      display: none;
    }
  }

  @media (forced-colors: active) {
    .is-best::before {
      background: Highlight;
    }

    .tag.best {
      border: 2px solid Highlight;
    }
  }
`;
