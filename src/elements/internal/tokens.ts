import { css } from 'lit';

/**
 * The words of the design, as private custom properties with a public one (`--tidemark-…`) in front of each.
 *
 * Colours follow the `color-scheme` of the page: an element never sets its own.
 * What the page says of its own texts ends here: a chat's bubble keeps line breaks, a caption is in capitals.
 *
 * @cssproperty --tidemark-accent - The one accent colour.
 * @cssproperty --tidemark-on-accent - Colour of text on the accent.
 * @cssproperty --tidemark-water - Ground of what stands below the tide line, and of what is chosen.
 * @cssproperty --tidemark-text - Colour of text.
 * @cssproperty --tidemark-muted - Colour of text that matters less.
 * @cssproperty --tidemark-surface - The ground.
 * @cssproperty --tidemark-raised - Ground of what stands out from it.
 * @cssproperty --tidemark-line - Colour of rules and borders.
 * @cssproperty --tidemark-danger - Colour of what is wrong, worse or removed.
 * @cssproperty --tidemark-third - Colour of the third curve.
 * @cssproperty --tidemark-fourth - Colour of the fourth curve.
 * @cssproperty --tidemark-radius - How round corners are. Default: 0.5rem.
 * @cssproperty --tidemark-font - Typeface of text.
 * @cssproperty --tidemark-font-mono - Typeface of code.
 */
export const tokens = css`
  :host {
    --_accent: var(--tidemark-accent, light-dark(#0a6878, #5ccbd9));
    --_on-accent: var(--tidemark-on-accent, light-dark(#ffffff, #04222a));
    --_water: var(--tidemark-water, light-dark(#e2f1f3, #12323a));
    --_text: var(--tidemark-text, light-dark(#14252b, #e2edef));
    --_muted: var(--tidemark-muted, light-dark(#51646b, #9db1b7));
    --_surface: var(--tidemark-surface, light-dark(#ffffff, #10191d));
    --_raised: var(--tidemark-raised, light-dark(#f1f6f7, #18252a));
    --_line: var(--tidemark-line, light-dark(#d6e1e4, #283940));
    --_danger: var(--tidemark-danger, light-dark(#a3311d, #ff9f8c));
    --_third: var(--tidemark-third, light-dark(#8a5a00, #e0b356));
    --_fourth: var(--tidemark-fourth, light-dark(#6b4ba3, #bfa6ee));
    --_radius: var(--tidemark-radius, 0.5rem);
    --_font: var(--tidemark-font, system-ui, sans-serif);
    --_font-mono: var(--tidemark-font-mono, ui-monospace, 'Cascadia Mono', Menlo, Consolas, monospace);

    box-sizing: border-box;
    color: var(--_text);
    font-family: var(--_font);
    font-size: 0.9375rem;
    line-height: 1.4;
    text-align: start;
    text-indent: 0;
    text-transform: none;
    white-space: normal;
  }

  :host([hidden]) {
    display: none;
  }

  *,
  *::before,
  *::after {
    box-sizing: inherit;
  }

  .unseen {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
`;
