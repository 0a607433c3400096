import { make } from '../dom.ts';
import { wordsOf } from '../words-of.ts';
import type { ElementDeclaration } from './element-manifest.ts';
import { EventList } from './event-list.ts';
import type { GalleryState } from './gallery-state.ts';
import { inlineCode, offerTables } from './offer-tables.ts';

/** One element: what it is, a stage with one of its states, and what it offers. */
export class ElementPage {
  readonly tag: string;
  readonly parts: readonly HTMLElement[];
  readonly #states: readonly GalleryState[];
  readonly #links: readonly HTMLAnchorElement[];
  readonly #about = make('p', '', { className: 'about' });
  readonly #stage = make('div', '', { className: 'stage', id: 'stage' });
  readonly #events: EventList;
  /** Counts what was asked for, so that a state that takes long does not appear under a later one. */
  #asked = 0;

  constructor(declaration: ElementDeclaration, states: readonly GalleryState[]) {
    this.tag = declaration.tagName;
    this.#states = states;
    this.#links = states.map(({ name }) =>
      make('a', spaced(name), { href: `#${this.tag}/${name}`, className: 'chip' }),
    );
    this.#events = new EventList((declaration.events ?? []).map(({ name }) => name));
    this.#events.listenTo(this.#stage);
    this.parts = [
      ...headOf(declaration),
      this.#renderStates(),
      this.#about,
      this.#stage,
      ...this.#events.parts,
      usageOf(this.tag),
      ...offerTables(declaration),
    ];
  }

  /** Puts the stage into another direction and language. */
  set({ dir, lang }: { readonly dir: string; readonly lang: string }): void {
    Object.assign(this.#stage, { dir, lang });
    // Elements look up their language when they draw.
    const [shown] = this.#stage.children;
    if (shown && 'requestUpdate' in shown && typeof shown.requestUpdate === 'function') shown.requestUpdate();
  }

  /** Shows a state, the first one if there is none of that name. */
  async show(name: string): Promise<void> {
    const state = this.#states.find((one) => one.name === name) ?? this.#states[0];
    if (!state) return;
    this.#asked += 1;
    const asked = this.#asked;
    for (const [at, link] of this.#links.entries()) {
      const isShown = this.#states[at] === state;
      link.ariaCurrent = isShown ? 'true' : null;
      // Where there is little room, they stand in one line that is scrolled.
      if (isShown) link.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    }
    this.#about.textContent = state.about;
    this.#stage.ariaBusy = 'true';
    this.#stage.replaceChildren(make('p', 'Getting it ready…', { className: 'waiting' }));
    const shown = await this.#make(state);
    if (asked !== this.#asked) return;
    this.#stage.replaceChildren(shown);
    this.#stage.ariaBusy = 'false';
    this.#events.clear();
  }

  async #make(state: GalleryState): Promise<HTMLElement> {
    try {
      return await state.make();
    } catch (error) {
      return make('p', `This state could not be made: ${wordsOf(error)}`, { className: 'waiting' });
    }
  }

  #renderStates(): HTMLElement {
    const nav = make('nav', '', { className: 'chips', ariaLabel: 'States' });
    nav.append(...this.#links);
    return nav;
  }
}

function headOf({ tagName, description = '', summary = '' }: ElementDeclaration): HTMLElement[] {
  const heading = make('h2');
  heading.append(make('code', `<${tagName}>`));
  const [first = summary, ...rest] = description.split(/\n{2,}/);
  const lead = make('p', '', { className: 'lead' });
  lead.append(...inlineCode(first));
  if (rest.length === 0) return [heading, lead];
  const more = make('details', '', { className: 'more' });
  const paragraphs = rest.map((text) => {
    const paragraph = make('p');
    paragraph.append(...inlineCode(text));
    return paragraph;
  });
  more.append(make('summary', 'More about it'), ...paragraphs);
  return [heading, lead, more];
}

function usageOf(tag: string): HTMLElement {
  const section = make('section');
  const code = make('pre', '', { tabIndex: 0 });
  const text = `<script type="module">\n  import 'tidemark/elements/${tag}';\n</script>\n\n<${tag}></${tag}>`;
  code.append(make('code', text));
  section.append(make('h3', 'In a page'), code);
  return section;
}

function spaced(name: string): string {
  return name.replaceAll('-', ' ');
}
