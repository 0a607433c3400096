import 'tidemark/elements';
import { byId, make } from '../dom.ts';
import { wordsOf } from '../words-of.ts';
import { loadDeclarations } from './element-manifest.ts';
import type { ElementDeclaration } from './element-manifest.ts';
import { compareStates, inspectStates } from './content-states.ts';
import { ElementPage } from './element-page.ts';
import type { GalleryState } from './gallery-state.ts';
import { cacheStates, downloadStates, panelStates } from './panel-states.ts';
import { chartStates, logStates, offerStates, progressStates } from './training-states.ts';

/** The elements in the order in which they are listed. */
const states: Readonly<Record<string, readonly GalleryState[]>> = {
  'checkpoint-panel': panelStates,
  'download-best': downloadStates,
  'checkpoint-compare': compareStates,
  'checkpoint-inspect': inspectStates,
  'training-chart': chartStates,
  'training-progress': progressStates,
  'training-log': logStates,
  'resume-offer': offerStates,
  'answer-cache': cacheStates,
};

/** The gallery: which element is shown, and in which state, stands in the address. */
class Gallery {
  readonly #declarations: ReadonlyMap<string, ElementDeclaration>;
  readonly #links = new Map<string, HTMLAnchorElement>();
  readonly #place = byId('element', HTMLElement);
  readonly #settings = byId('stage-settings', HTMLFormElement);
  #page: ElementPage | null = null;

  constructor(declarations: readonly ElementDeclaration[]) {
    this.#declarations = new Map(declarations.map((declaration) => [declaration.tagName, declaration]));
  }

  start(): void {
    const items = Object.keys(states).map((tag) => this.#link(tag));
    byId('elements', HTMLUListElement).replaceChildren(...items);
    addEventListener('hashchange', () => this.#show());
    this.#settings.addEventListener('change', () => this.#applySettings());
    this.#settings.addEventListener('submit', (event) => event.preventDefault());
    this.#show();
  }

  #link(tag: string): HTMLElement {
    const link = make('a', tag, { href: `#${tag}` });
    this.#links.set(tag, link);
    const item = make('li');
    item.append(link);
    return item;
  }

  #applySettings(): void {
    const settings = new FormData(this.#settings);
    document.documentElement.style.colorScheme = String(settings.get('scheme'));
    this.#page?.set({ dir: String(settings.get('dir')), lang: String(settings.get('lang')) });
  }

  #show(): void {
    const [wantedTag = '', wantedState = ''] = location.hash.slice(1).split('/');
    const tag = Object.hasOwn(states, wantedTag) ? wantedTag : 'checkpoint-panel';
    const declaration = this.#declarations.get(tag);
    if (!declaration) throw new Error(`The manifest has no <${tag}>.`);
    for (const [name, link] of this.#links) link.ariaCurrent = name === tag ? 'page' : null;
    this.#links.get(tag)?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    if (this.#page?.tag !== tag) {
      this.#page = new ElementPage(declaration, states[tag] ?? []);
      this.#place.replaceChildren(...this.#page.parts);
      this.#applySettings();
      document.title = `<${tag}> · Tidemark`;
    }
    void this.#page.show(wantedState);
  }
}

try {
  new Gallery(await loadDeclarations()).start();
} catch (error) {
  byId('element', HTMLElement).textContent = `The gallery could not start: ${wordsOf(error)}`;
}
