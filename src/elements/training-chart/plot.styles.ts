import { css } from 'lit';

/** Styles of the plot, with the few rules by which uPlot lays itself out. */
export const plotStyles = css`
  .frame {
    position: relative;
  }

  .plot {
    position: relative;
    block-size: var(--tidemark-chart-height, 16rem);
    overflow: clip;
    border-radius: var(--_radius);
  }

  .plot:focus-visible {
    outline: 2px solid var(--_accent);
  }

  .empty {
    position: absolute;
    inset: 0;
    display: grid;
    place-content: center;
    padding: 1rem;
    border-radius: var(--_radius);
    background: linear-gradient(var(--_accent) 0 2px, var(--_water) 2px) bottom / 100% 38% no-repeat;
    color: var(--_muted);
    text-align: center;
  }

  /* A change of colours ends a transition here, which tells that the canvas is out of date. */
  .samples {
    position: absolute;
    visibility: hidden;
  }

  .sample {
    transition: color 1ms;
  }

  .u-wrap {
    position: relative;
    user-select: none;
  }

  .u-over,
  .u-under,
  .u-axis,
  .u-cursor-x,
  .u-cursor-pt,
  .u-select {
    position: absolute;
  }

  .u-under {
    overflow: hidden;
  }

  canvas {
    display: block;
    position: relative;
    inline-size: 100%;
    block-size: 100%;
  }

  .u-cursor-x,
  .u-cursor-pt {
    inset-block-start: 0;
    left: 0;
    pointer-events: none;
    will-change: transform;
  }

  .u-cursor-x {
    block-size: 100%;
    border-inline-end: 1px dashed var(--_muted);
  }

  .u-cursor-pt {
    border-radius: 50%;
    background-clip: padding-box !important;
  }

  .u-select {
    background: color-mix(in oklab, var(--_accent) 18%, transparent);
    pointer-events: none;
  }

  .u-off {
    display: none;
  }

  /* A canvas is drawn in whatever colours it is told: here in the system's. */
  @media (forced-colors: active) {
    figure {
      --_accent: Highlight;
      --_water: Canvas;
      --_surface: Canvas;
      --_text: CanvasText;
      --_muted: CanvasText;
      --_line: GrayText;
      --_third: CanvasText;
      --_fourth: CanvasText;
      --_fifth: CanvasText;
      --_sixth: CanvasText;
    }

    .samples,
    .line,
    .mark {
      forced-color-adjust: none;
    }
  }
`;
