/**
 * Finds an element of the page.
 *
 * @throws Error when the page has none of that id and class: the page and its code do not belong together
 */
export function byId<E extends HTMLElement>(id: string, type: abstract new () => E): E {
  const found = document.getElementById(id);
  if (found instanceof type) return found;
  throw new Error(`The page has no ${type.name} with the id "${id}".`);
}

/** Makes an element with text in it; whatever the text holds, it stays text. */
export function make<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  text = '',
  fields: Partial<HTMLElementTagNameMap[Tag]> = {},
): HTMLElementTagNameMap[Tag] {
  const element = Object.assign(document.createElement(tag), fields);
  element.textContent = text;
  return element;
}
