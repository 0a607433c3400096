import { css } from 'lit';

/** Styles of `<resume-offer>`. */
export const resumeOfferStyles = css`
  :host {
    display: block;
  }

  .offer {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.5rem 0.75rem;
    padding: 0.6rem 0.85rem;
    border: 1px solid var(--_line);
    border-inline-start: 3px solid var(--_accent);
    border-radius: var(--_radius);
    background: var(--_raised);
  }

  .words {
    flex: 1 1 16rem;
    min-inline-size: 0;
    overflow-wrap: anywhere;
  }

  p {
    margin: 0;
  }

  .damage,
  .failure {
    margin-block-start: 0.25rem;
    font-size: 0.875rem;
  }

  .damage {
    color: var(--_muted);
  }

  .failure {
    color: var(--_danger);
  }

  .buttons {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5rem;
  }
`;
