import { css } from 'lit';

/** Styles of `<download-best>`. */
export const downloadBestStyles = css`
  :host {
    display: inline-block;
    position: relative;
  }

  button {
    inline-size: 100%;
  }
`;
