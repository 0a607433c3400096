import { css } from 'lit';

/** Styles of `<checkpoint-graph>`. */
export const programGraphStyles = css`
  .picture {
    display: grid;
    min-block-size: 10rem;
    max-block-size: 36rem;
    padding: 0.5rem;
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    overflow: auto;
    background: var(--_raised);
  }

  .picture:focus-visible {
    outline: 2px solid var(--_accent);
    outline-offset: 2px;
  }

  .picture > * {
    margin: auto;
  }

  .picture + details,
  p + details {
    margin-block-start: 0.5rem;
  }

  svg {
    display: block;
    flex: none;
  }

  text {
    fill: var(--_text);
    font-family: var(--_font-mono);
    font-size: 11.5px;
    text-anchor: middle;
    dominant-baseline: central;
    unicode-bidi: isolate;
  }

  .name {
    font-size: 13px;
    font-weight: 600;
  }

  .kind,
  .line text {
    fill: var(--_muted);
  }

  .box rect {
    fill: var(--_surface);
    stroke: color-mix(in oklab, var(--_muted) 60%, var(--_line));
  }

  .box.trainable rect {
    stroke: var(--_accent);
    stroke-width: 2;
  }

  .box:is(.input, .output) rect {
    fill: var(--_water);
  }

  .line path {
    fill: none;
    stroke: var(--_muted);
    stroke-linejoin: round;
  }

  .line rect {
    fill: var(--_raised);
  }

  .line .tip,
  .tip {
    fill: var(--_muted);
    stroke: none;
  }

  ol {
    display: grid;
    gap: 0.25rem;
    margin-block: 0;
    padding-inline-start: 1.5rem;
    overflow-wrap: anywhere;
  }

  @media (forced-colors: active) {
    text,
    .kind,
    .line text {
      fill: CanvasText;
    }

    .box rect,
    .box:is(.input, .output) rect,
    .line rect {
      fill: Canvas;
    }

    .box rect,
    .line path {
      stroke: CanvasText;
    }

    .box.trainable rect {
      stroke: Highlight;
    }

    .line rect {
      stroke: none;
    }

    .tip {
      fill: CanvasText;
    }
  }
`;
