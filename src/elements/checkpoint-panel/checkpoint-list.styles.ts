import { css } from 'lit';

/**
 * Styles of the list in `<checkpoint-panel>`. All rows have one height: the list counts on it.
 *
 * Whatever a name or a note holds, it stays within its row; a cell leaves room for the outline of what is in it. A sort mark
 * takes its place before the column is sorted, so that nothing moves then.
 */
export const checkpointListStyles = css`
  :host {
    display: block;
    position: relative;
    container-type: inline-size;
  }

  .grid {
    --_row: 3.5rem;
    --_columns: 1.25rem minmax(0, 1fr) minmax(5rem, 6rem) 4.5rem 6.25rem 11.25rem;
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
    block-size: var(--_row);
    border-block-end: 1px solid color-mix(in oklab, var(--_line) 60%, transparent);
    contain: strict;
  }

  .rows .row.is-selected {
    background: color-mix(in oklab, var(--_accent) 9%, var(--_surface));
  }

  .rows .row.run {
    background: var(--_raised);
  }

  .rows .row:hover,
  .rows .row:focus-within {
    background: var(--_raised);
  }

  .cell {
    min-inline-size: 0;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  .name:focus-visible,
  .sort:focus-visible,
  .fold:focus-visible {
    border-radius: 0.25rem;
    outline: 2px solid var(--_accent);
    outline-offset: 2px;
  }

  .rows .name,
  .head .cell,
  .select {
    overflow: visible;
  }

  .select {
    display: grid;
    place-items: center;
  }

  button.sort {
    justify-content: start;
    gap: 0.25rem;
    max-inline-size: 100%;
    min-block-size: 1.75rem;
    padding: 0;
    border: 0;
    background: transparent;
    color: inherit;
    font-weight: inherit;
  }

  button.sort:hover {
    color: var(--_text);
  }

  .sort-label {
    overflow: hidden;
    text-overflow: ellipsis;
  }

  .sort-mark {
    flex: none;
    inline-size: 0.6rem;
  }

  .sort.ascending .sort-mark::before {
    content: '↑';
  }

  .sort.descending .sort-mark::before {
    content: '↓';
  }

  .sort:is(.ascending, .descending) {
    color: var(--_text);
    font-weight: 600;
  }

  :is(.value, .size, .age) > .sort {
    flex-direction: row-reverse;
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

  @media (hover: hover) and (prefers-reduced-motion: no-preference) {
    .actions button {
      transition: opacity 0.12s;
    }
  }

  @container (width < 50rem) {
    .grid {
      --_row: 5.5rem;
    }

    .head {
      display: flex;
      flex-wrap: wrap;
      column-gap: 0.75rem;
    }

    .head .actions {
      position: absolute;
    }

    .head .value {
      flex: 0 1 auto;
    }

    :is(.value, .size, .age) > .sort {
      flex-direction: row;
    }

    .rows .row {
      grid-template:
        'select name name name name' auto
        'select value size age actions' auto / 1.25rem auto auto minmax(0, 1fr) auto;
      align-content: center;
      column-gap: 0.75rem;
      row-gap: 0;
    }

    .rows .select {
      grid-area: select;
    }

    .rows .name {
      grid-area: name;
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
  }

  @container (width < 24rem) {
    .grid {
      --_row: 6.75rem;
    }

    .row {
      padding-inline: 0.75rem 0.5rem;
    }

    .head {
      flex-wrap: nowrap;
      justify-content: space-between;
      column-gap: 0.25rem;
      font-size: 0.75rem;
    }

    .sort:not(.ascending, .descending) .sort-mark {
      display: none;
    }

    .rows .row {
      grid-template:
        'select name name name' auto
        'select value size age' auto
        'select actions actions actions' auto / 1.25rem auto auto minmax(0, 1fr);
      column-gap: 0.625rem;
    }

    .rows .run .actions {
      display: none;
    }

    .rows .run {
      grid-template:
        'select name name name' auto
        'select value size age' auto / 1.25rem auto auto minmax(0, 1fr);
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
