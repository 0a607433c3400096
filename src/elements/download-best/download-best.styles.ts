import { css } from 'lit';

/** Styles of `<download-best>`. */
export const downloadBestStyles = css`
  :host {
    display: inline-block;
  }

  button {
    inline-size: 100%;
  }

  .problem {
    display: block;
    max-inline-size: 24rem;
    color: var(--_danger);
    font-size: 0.8125rem;
  }
`;
