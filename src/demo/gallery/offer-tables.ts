import { make } from '../dom.ts';
import type { ElementDeclaration, Offer } from './element-manifest.ts';

/** Lists what an element offers, a table for each kind that it has. */
export function offerTables(declaration: ElementDeclaration): HTMLElement[] {
  const { attributes, members, events, slots, cssParts, cssProperties } = declaration;
  const fields = members?.filter(({ kind }) => kind === 'field');
  const methods = members?.filter(({ kind }) => kind === 'method');
  const tables = [
    offerTable('Attributes', attributes, ['type', 'default']),
    offerTable('Properties', fields, ['type', 'default', 'attribute']),
    offerTable('Methods', methods, []),
    offerTable('Events', events, ['type']),
    offerTable('Slots', slots?.map(withDefaultName), []),
    offerTable('Parts', cssParts, []),
    offerTable('Custom properties', cssProperties, []),
  ];
  return tables.filter((table) => table !== null);
}

function withDefaultName(slot: Offer): Offer {
  return slot.name === '' ? { ...slot, name: '(default)' } : slot;
}

type Column = 'type' | 'default' | 'attribute';

const columnNames: Record<Column, string> = { type: 'Type', default: 'Default', attribute: 'Attribute' };

function offerTable(
  heading: string,
  offers: readonly Offer[] | undefined,
  columns: readonly Column[],
): HTMLElement | null {
  if (!offers || offers.length === 0) return null;
  const section = make('section');
  const id = `offer-${heading.toLowerCase().replace(' ', '-')}`;
  const scroller = make('div', '', { className: 'offers', tabIndex: 0 });
  scroller.setAttribute('role', 'region');
  scroller.setAttribute('aria-labelledby', id);
  const table = make('table');
  const head = make('tr');
  head.append(...['Name', ...columns.map((column) => columnNames[column]), 'What it is'].map(columnHead));
  table.createTHead().append(head);
  table.createTBody().append(...offers.map((offer) => offerRow(offer, columns)));
  scroller.append(table);
  section.append(make('h3', heading, { id }), scroller);
  return section;
}

function columnHead(text: string): HTMLElement {
  return make('th', text, { scope: 'col' });
}

function offerRow(offer: Offer, columns: readonly Column[]): HTMLElement {
  const row = make('tr');
  const name = make('th', '', { scope: 'row' });
  name.append(make('code', offer.name));
  const cells = columns.map((column) => {
    const text = column === 'type' ? offer.type?.text : offer[column];
    const cell = make('td');
    if (text !== undefined) cell.append(make('code', text));
    return cell;
  });
  const about = make('td');
  about.append(...inlineCode(offer.description ?? ''));
  row.append(name, ...cells, about);
  return row;
}

/** Text in which `code` stands between backticks, and what is *stressed* between asterisks. */
export function inlineCode(text: string): (Node | string)[] {
  return text.split('`').flatMap((part, at) => (at % 2 === 1 ? [make('code', part)] : stressed(part)));
}

function stressed(text: string): (Node | string)[] {
  return text.split(/\*(\S[^*]*)\*/).map((part, at) => (at % 2 === 1 ? make('em', part) : part));
}
