import { css } from 'lit';

/** Styles of `<checkpoint-inspect>`. */
export const checkpointInspectStyles = css`
  .heading {
    padding: 0.875rem 1rem 0;
  }

  .which {
    padding: 0.25rem 1rem 0.75rem;
    font-weight: 600;
  }

  .notices {
    display: grid;
    gap: 0.5rem;
    padding: 0 1rem 1rem;
  }

  .waiting {
    min-block-size: 20rem;
  }

  .overview {
    display: grid;
    grid-template-columns: minmax(0, 1fr) minmax(0, 1fr);
    gap: 1rem 2rem;
  }

  .facts {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr);
    gap: 0.25rem 1rem;
    align-content: start;
    margin: 0;
  }

  .facts dt {
    color: var(--_muted);
    font-size: 0.875rem;
  }

  .facts dd {
    margin: 0;
    overflow-wrap: anywhere;
  }

  .hash {
    font-family: var(--_font-mono);
    font-size: 0.75rem;
  }

  .learned {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 0.5rem;
  }

  .lineage {
    display: grid;
    gap: 0.5rem;
    margin: 0;
    padding-inline-start: 1.5rem;
  }

  .lineage li::marker {
    color: var(--_muted);
    font-size: 0.875rem;
  }

  .ancestor {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.25rem 1rem;
  }

  .ancestor > :first-child {
    flex: 1 1 14rem;
    min-inline-size: 0;
  }

  button.link {
    min-block-size: 1.75rem;
    padding: 0;
    border: 0;
    background: transparent;
    color: var(--_accent);
    font-weight: 400;
    text-align: start;
    text-decoration: underline;
    text-underline-offset: 0.2em;
    white-space: normal;
  }

  @container (width < 40rem) {
    .overview {
      grid-template-columns: minmax(0, 1fr);
    }
  }
`;
