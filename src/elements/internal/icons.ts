import { svg, html } from 'lit';
import type { SVGTemplateResult, TemplateResult } from 'lit';

const icon = (shapes: SVGTemplateResult): TemplateResult =>
  html`<svg
    viewBox="0 0 20 20"
    fill="none"
    stroke="currentColor"
    stroke-width="1.6"
    stroke-linecap="round"
    stroke-linejoin="round"
    aria-hidden="true"
  >
    ${shapes}
  </svg>`;

/** The drawings on buttons; each is decorative, its button carries the name. */
export const icons = {
  download: icon(svg`<path d="M10 3v9.5m0 0 3.5-3.5M10 12.5 6.5 9M3.5 16.5h13" />`),
  upload: icon(svg`<path d="M10 12.5V3m0 0L6.5 6.5M10 3l3.5 3.5M3.5 16.5h13" />`),
  resume: icon(svg`<path d="M3.5 4.5v11M7.5 4.5l9 5.5-9 5.5z" />`),
  fork: icon(
    svg`<path d="M6 5.5v9M6 12c0-3 8-1.5 8-5" /><circle cx="6" cy="4" r="1.5" /><circle cx="6" cy="16" r="1.5" /><circle cx="14" cy="5.5" r="1.5" />`,
  ),
  pin: icon(svg`<path d="M7 3h6l-.7 5 2.2 3H5.5l2.2-3zM10 11v6" />`),
  pinned: icon(svg`<path d="M7 3h6l-.7 5 2.2 3H5.5l2.2-3z" fill="currentColor" /><path d="M10 11v6" />`),
  remove: icon(svg`<path d="M4 6h12M8 6V3.5h4V6M5.5 6l.8 10.5h7.4L14.5 6M8.5 9v4.5m3-4.5v4.5" />`),
  activity: icon(svg`<circle cx="10" cy="10" r="6.5" /><path d="M10 6v4l2.5 2" />`),
  note: icon(svg`<path d="M4 16.5l.8-3.6L13.3 4.4a1.4 1.4 0 0 1 2 0l.8.8a1.4 1.4 0 0 1 0 2L7.6 15.7z" />`),
  compare: icon(svg`<path d="M10 3v14M7 5.5H3.5v9H7M13 5.5h3.5v9H13" />`),
  fold: icon(svg`<path d="m6 8 4 4 4-4" />`),
  search: icon(svg`<circle cx="9" cy="9" r="5" /><path d="m13 13 3.5 3.5" />`),
  filter: icon(svg`<path d="M3.5 5h13M6 10h8M8.5 15h3" />`),
  group: icon(svg`<path d="M3.5 5h13M6.5 10h10M6.5 15h10" />`),
  close: icon(svg`<path d="m5.5 5.5 9 9m0-9-9 9" />`),
  swap: icon(svg`<path d="M3.5 7h12m0 0-3-3m3 3-3 3M16.5 13h-12m0 0 3-3m-3 3 3 3" />`),
  up: icon(svg`<path d="M10 16V4.5m0 0L5.5 9M10 4.5 14.5 9" />`),
};
