import { css } from 'lit';

/** Styles of `<checkpoint-prompt>`. */
export const promptViewStyles = css`
  .chooser {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.25rem 0.5rem;
    margin-block: 0.5rem;
  }

  .chooser input {
    inline-size: 5.5rem;
    text-align: end;
  }

  .step-back svg {
    rotate: -90deg;
  }

  .step-on svg {
    rotate: 90deg;
  }

  :host(:dir(rtl)) .step-back svg {
    rotate: 90deg;
  }

  :host(:dir(rtl)) .step-on svg {
    rotate: -90deg;
  }

  .prompts {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 0.75rem;
    min-block-size: 16rem;
    align-content: start;
  }

  .silent {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: 0.5rem 1rem;
  }

  .asked {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 0.5rem;
  }

  .message {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 0.25rem;
  }

  .message .text {
    border-inline-start: 3px solid var(--_accent);
  }

  .message.system .text {
    border-inline-start-color: var(--_muted);
  }
`;
