import { make } from '../dom.ts';

const mostShown = 20;

/** Lists the events that come from a stage, the newest first. */
export class EventList {
  readonly parts: readonly HTMLElement[];
  readonly #names: readonly string[];
  readonly #list = make('ol', '', { className: 'events' });
  readonly #hint = make('p', 'What it tells when you use it appears here.', { className: 'hint' });

  constructor(names: readonly string[]) {
    this.#names = names;
    const section = make('section');
    section.append(make('h3', 'Events, live'), this.#hint, this.#list);
    this.parts = names.length > 0 ? [section] : [];
  }

  listenTo(stage: HTMLElement): void {
    for (const name of this.#names) stage.addEventListener(name, (event) => this.#add(event));
  }

  clear(): void {
    this.#list.replaceChildren();
    this.#hint.hidden = false;
  }

  #add(event: Event): void {
    this.#hint.hidden = true;
    const item = make('li');
    item.append(make('code', event.type), ` ${describeFields(event)}`);
    this.#list.prepend(item);
    while (this.#list.children.length > mostShown) this.#list.lastElementChild?.remove();
  }
}

/** The event's own fields, as far as they can be told in a line. */
function describeFields(event: Event): string {
  const fields = Object.entries(event).filter(([name]) => name !== 'isTrusted');
  return fields.map(([name, value]) => `${name}: ${describeValue(value)}`).join(', ');
}

function describeValue(value: unknown): string {
  if (value instanceof Error) return value.message;
  if (typeof value === 'object' && value !== null && 'path' in value) return String(value.path);
  return JSON.stringify(value)?.slice(0, 120) ?? String(value);
}
