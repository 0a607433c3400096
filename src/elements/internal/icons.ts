import { html } from 'lit';
import type { TemplateResult } from 'lit';

/** All drawings share one template: the browser reads a template where it is first drawn, and that takes time. */
const icon = (path: string, fill = 'none'): TemplateResult =>
  html`<svg
    viewBox="0 0 20 20"
    fill=${fill}
    stroke="currentColor"
    stroke-width="1.6"
    stroke-linecap="round"
    stroke-linejoin="round"
    aria-hidden="true"
  >
    <path d=${path} />
  </svg>`;

const circle = (x: number, y: number, r: number): string =>
  `M${x - r} ${y}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0-${2 * r} 0`;

const pin = 'M7 3h6l-.7 5 2.2 3H5.5l2.2-3zM10 11v6';

/** The drawings on buttons; each is decorative, its button carries the name. */
export const icons = {
  download: icon('M10 3v9.5m0 0 3.5-3.5M10 12.5 6.5 9M3.5 16.5h13'),
  upload: icon('M10 12.5V3m0 0L6.5 6.5M10 3l3.5 3.5M3.5 16.5h13'),
  resume: icon('M3.5 4.5v11M7.5 4.5l9 5.5-9 5.5z'),
  fork: icon(`M6 5.5v9M6 12c0-3 8-1.5 8-5${circle(6, 4, 1.5)}${circle(6, 16, 1.5)}${circle(14, 5.5, 1.5)}`),
  pin: icon(pin),
  pinned: icon(pin, 'currentColor'),
  remove: icon('M4 6h12M8 6V3.5h4V6M5.5 6l.8 10.5h7.4L14.5 6M8.5 9v4.5m3-4.5v4.5'),
  activity: icon(`${circle(10, 10, 6.5)}M10 6v4l2.5 2`),
  note: icon('M4 16.5l.8-3.6L13.3 4.4a1.4 1.4 0 0 1 2 0l.8.8a1.4 1.4 0 0 1 0 2L7.6 15.7z'),
  compare: icon('M10 3v14M7 5.5H3.5v9H7M13 5.5h3.5v9H13'),
  fold: icon('m6 8 4 4 4-4'),
  search: icon(`${circle(9, 9, 5)}M13 13l3.5 3.5`),
  filter: icon('M3.5 5h13M6 10h8M8.5 15h3'),
  group: icon('M3.5 5h13M6.5 10h10M6.5 15h10'),
  close: icon('m5.5 5.5 9 9m0-9-9 9'),
  swap: icon('M3.5 7h12m0 0-3-3m3 3-3 3M16.5 13h-12m0 0 3-3m-3 3 3 3'),
  up: icon('M10 16V4.5m0 0L5.5 9M10 4.5 14.5 9'),
};
