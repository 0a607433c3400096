/**
 * Registers an element under its name, unless the page has one of that name already: of two copies of the package in one
 * page (two widgets that each bring theirs, say), the one that comes first draws for both, and the other still loads.
 */
export function customElement(name: string): (element: CustomElementConstructor) => void {
  return (element) => {
    if (!customElements.get(name)) customElements.define(name, element);
  };
}
