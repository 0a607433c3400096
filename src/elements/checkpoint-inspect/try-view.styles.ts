import { css } from 'lit';

/** Styles of `<checkpoint-try>`. */
export const tryViewStyles = css`
  form {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 0.625rem;
  }

  .field {
    display: grid;
    gap: 0.25rem;
  }

  .field > span,
  .other > span {
    font-size: 0.875rem;
    font-weight: 550;
  }

  .field .muted {
    font-weight: 400;
    overflow-wrap: anywhere;
  }

  textarea {
    inline-size: 100%;
    resize: vertical;
  }

  .with {
    display: flex;
    flex-wrap: wrap;
    align-items: end;
    justify-content: space-between;
    gap: 0.5rem 1rem;
  }

  .other {
    display: grid;
    flex: 1 1 12rem;
    gap: 0.25rem;
    min-inline-size: 0;
    max-inline-size: 28rem;
  }

  .with button {
    min-inline-size: 6rem;
    margin-inline-start: auto;
  }

  .problem {
    color: var(--_danger);
    overflow-wrap: anywhere;
  }

  p.problem:empty {
    display: none;
  }

  .answers {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(100%, 14rem), 1fr));
    gap: 0.75rem;
    min-block-size: 4rem;
    margin-block-start: 0.625rem;
  }

  .answer {
    display: grid;
    align-content: start;
    gap: 0.25rem;
    min-inline-size: 0;
    padding: 0.5rem 0.875rem;
    border-inline-start: 3px solid var(--_accent);
    background: var(--_raised);
  }

  .answer strong {
    font-size: 1.125rem;
    font-weight: 650;
  }
`;
