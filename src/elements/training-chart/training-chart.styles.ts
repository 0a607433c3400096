import { css } from 'lit';

/** Styles of `<training-chart>`, with the few rules by which uPlot lays itself out. */
export const trainingChartStyles = css`
  :host {
    display: block;
  }

  figure {
    position: relative;
    margin: 0;
  }

  .legend {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.125rem 1rem;
    min-block-size: 1.5rem;
    padding-inline-start: 0.25rem;
    color: var(--_muted);
    font-size: 0.8125rem;
  }

  .epoch {
    min-inline-size: 4.5rem;
    color: var(--_text);
    font-weight: 600;
  }

  .key {
    display: inline-flex;
    align-items: center;
    gap: 0.35rem;
    white-space: nowrap;
  }

  .key svg {
    inline-size: 1.375rem;
    block-size: 0.5rem;
  }

  .figure {
    min-inline-size: 2.6rem;
    color: var(--_text);
    font-variant-numeric: tabular-nums;
    font-weight: 600;
  }

  .mark {
    inline-size: 0.625rem;
    block-size: 0.625rem;
    border: 2px solid var(--_accent);
    border-radius: 50%;
    background: var(--_surface);
  }

  .mark.best {
    background: var(--_accent);
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
    inset-block-end: 0;
    inset-inline: 0;
    display: grid;
    place-content: center;
    block-size: var(--tidemark-chart-height, 16rem);
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
  .u-cursor-pt {
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

  .u-select,
  .u-off {
    display: none;
  }
`;
